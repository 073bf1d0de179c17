//! Light on the canvas: gradients that know where it comes from, glows, shadows, and the textures
//! that it shows of a material. Drawings say what a surface is; how it is lit is said here alone.

use std::fmt::Display;

use super::canvas::{Canvas, Paint};
use super::color::{INK, Rgb, Tones, WHITE};
use super::material::{Material, Sheen, Texture};

/// A stop of a gradient: place (0 to 1) and tone (-1 to 1).
type Stop = (f32, f32);

/// Bands of a polished bar: what a room looks like in a cylinder.
const METAL: &[Stop] = &[
    (0.0, -0.28),
    (0.1, 0.24),
    (0.2, 0.82),
    (0.3, 0.22),
    (0.46, 0.0),
    (0.64, 0.16),
    (0.83, -0.5),
    (1.0, -0.05),
];

impl Canvas {
    fn stops(&mut self, tones: &Tones, stops: &[Stop]) {
        for &(offset, tone) in stops {
            self.svg.push_str("<stop offset=\"");
            self.share(offset);
            self.svg.push_str("\" stop-color=\"");
            self.color(tones.at(tone));
            self.svg.push_str("\"/>");
        }
    }

    fn line_gradient(&mut self, ends: &str, tones: &Tones, stops: &[Stop]) -> Paint {
        let id = self.open_with_id("linearGradient");
        self.svg.push_str(ends);
        self.stops(tones, stops);
        self.svg.push_str("</linearGradient>");
        Paint::Shaded(id)
    }

    /// A gradient from left to right over the shape it fills.
    pub(super) fn across(&mut self, tones: &Tones, stops: &[Stop]) -> Paint {
        self.line_gradient(">", tones, stops)
    }

    /// A gradient from top to bottom over the shape it fills.
    pub(super) fn down(&mut self, tones: &Tones, stops: &[Stop]) -> Paint {
        self.line_gradient(" x2=\"0\" y2=\"1\">", tones, stops)
    }

    /// A gradient from the upper left to the lower right of the shape it fills.
    pub(super) fn slant(&mut self, tones: &Tones, stops: &[Stop]) -> Paint {
        self.line_gradient(" x2=\"1\" y2=\"1\">", tones, stops)
    }

    /// A gradient of two colors from top to bottom.
    pub(super) fn fade(&mut self, top: Rgb, bottom: Rgb) -> Paint {
        let id = self.open_with_id("linearGradient");
        self.svg.push_str(" x2=\"0\" y2=\"1\">");
        for (offset, color) in [(0.0, top), (1.0, bottom)] {
            self.svg.push_str("<stop offset=\"");
            self.share(offset);
            self.svg.push_str("\" stop-color=\"");
            self.color(color);
            self.svg.push_str("\"/>");
        }
        self.svg.push_str("</linearGradient>");
        Paint::Shaded(id)
    }

    /// A gradient from the lit upper left of a ball outwards.
    pub(super) fn around(&mut self, tones: &Tones, stops: &[Stop]) -> Paint {
        let id = self.open_with_id("radialGradient");
        self.svg.push_str(" cx=\".36\" cy=\".3\" r=\".76\">");
        self.stops(tones, stops);
        self.svg.push_str("</radialGradient>");
        Paint::Shaded(id)
    }

    /// An upright round surface (bottle, mug, leg) in the material's sheen.
    pub(super) fn round(&mut self) -> Paint {
        let tones = self.main;
        let stops: &[Stop] = match self.material.sheen() {
            Sheen::Matte => &[(0.0, -0.1), (0.26, 0.22), (0.55, 0.0), (1.0, -0.36)],
            Sheen::Satin => &[
                (0.0, -0.16),
                (0.22, 0.34),
                (0.5, 0.0),
                (0.86, -0.42),
                (1.0, -0.3),
            ],
            Sheen::Gloss => &[
                (0.0, -0.2),
                (0.13, 0.15),
                (0.22, 0.66),
                (0.33, 0.14),
                (0.56, 0.0),
                (0.88, -0.44),
                (1.0, -0.24),
            ],
            Sheen::Metal => METAL,
        };
        self.across(&tones, stops)
    }

    /// An upright round surface of bare metal in other tones than the main ones.
    pub(super) fn metal(&mut self, tones: &Tones) -> Paint {
        self.across(tones, METAL)
    }

    /// A flat surface that faces the viewer, in the material's sheen.
    pub(super) fn panel(&mut self) -> Paint {
        let tones = self.main;
        let stops: &[Stop] = match self.material.sheen() {
            Sheen::Matte => &[(0.0, 0.16), (0.45, 0.0), (1.0, -0.22)],
            Sheen::Satin => &[(0.0, 0.26), (0.42, 0.0), (1.0, -0.28)],
            Sheen::Gloss => &[(0.0, 0.42), (0.36, 0.0), (1.0, -0.32)],
            Sheen::Metal => &[
                (0.0, 0.4),
                (0.26, 0.0),
                (0.44, 0.46),
                (0.6, 0.0),
                (1.0, -0.36),
            ],
        };
        self.slant(&tones, stops)
    }

    /// A surface that turns away from the light downwards (a cushion, a hull, a roof).
    pub(super) fn swell(&mut self) -> Paint {
        let tones = self.main;
        let stops: &[Stop] = match self.material.sheen() {
            Sheen::Matte => &[(0.0, 0.22), (0.4, 0.0), (1.0, -0.34)],
            Sheen::Satin => &[(0.0, 0.32), (0.38, 0.0), (1.0, -0.4)],
            Sheen::Gloss => &[(0.0, 0.2), (0.14, 0.6), (0.34, 0.0), (1.0, -0.42)],
            Sheen::Metal => &[
                (0.0, 0.1),
                (0.16, 0.75),
                (0.4, 0.0),
                (0.8, -0.45),
                (1.0, 0.1),
            ],
        };
        self.down(&tones, stops)
    }

    /// A ball, in the material's sheen.
    pub(super) fn ball(&mut self) -> Paint {
        let tones = self.main;
        let stops: &[Stop] = match self.material.sheen() {
            Sheen::Matte => &[(0.0, 0.3), (0.45, 0.0), (1.0, -0.5)],
            Sheen::Satin => &[(0.0, 0.5), (0.42, 0.0), (0.92, -0.5), (1.0, -0.42)],
            Sheen::Gloss | Sheen::Metal => &[
                (0.0, 0.9),
                (0.14, 0.4),
                (0.44, 0.0),
                (0.9, -0.52),
                (1.0, -0.32),
            ],
        };
        self.around(&tones, stops)
    }

    /// A shape in the main material: the paint, and over it the texture the material has.
    pub(super) fn surface(&mut self, d: impl Display, paint: Paint) {
        let paint = match (self.material, paint) {
            (Material::Glass, Paint::Shaded(id)) => Paint::Sheer(id, 0.74),
            (_, paint) => paint,
        };
        self.path(&d, paint);
        if let Some(texture) = self.texture() {
            self.path(&d, texture);
        }
    }

    /// A pipe, rope or strap along `d`: dark below, lit from the upper left. Thin ones do without
    /// the highlight, which would not be seen.
    pub(super) fn tube(&mut self, d: impl Display, tones: &Tones, width: f32) {
        self.stroke(&d, tones.at(-0.5), width);
        let thin = width < 13.0;
        let (offset, share, tone) = if thin {
            (0.09, 0.6, 0.2)
        } else {
            (0.08, 0.74, 0.0)
        };
        self.lifted(&d, width * offset, tones.at(tone), width * share);
        if !thin {
            self.lifted(&d, width * 0.2, tones.at(0.5), width * 0.22);
        }
    }

    /// A line moved towards the light.
    fn lifted(&mut self, d: impl Display, by: f32, color: Rgb, width: f32) {
        self.svg.push_str("<path transform=\"translate(-");
        self.number(by);
        self.svg.push_str(" -");
        self.number(by);
        self.svg.push_str(")\" d=\"");
        self.outline(d);
        self.svg.push_str("\" fill=\"none\"");
        self.paint("stroke", color.into());
        self.attribute("stroke-width", width);
        self.svg
            .push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");
    }

    /// Light that spreads from a point and fades to nothing.
    pub(super) fn glow(&mut self, center: (f32, f32), radius: f32, color: Rgb, strength: f32) {
        let paint = self.halo(color, strength);
        self.circle(center.0, center.1, radius, paint);
    }

    /// A gradient of one color from its middle, where it has this strength, to nothing.
    pub(super) fn halo(&mut self, color: Rgb, strength: f32) -> Paint {
        let id = self.open_with_id("radialGradient");
        self.svg.push('>');
        for (offset, share) in [(0.0, 1.0), (0.45, 0.55), (0.75, 0.16), (1.0, 0.0)] {
            self.svg.push_str("<stop offset=\"");
            self.share(offset);
            self.svg.push_str("\" stop-color=\"");
            self.color(color);
            self.svg.push_str("\" stop-opacity=\"");
            self.share(strength * share);
            self.svg.push_str("\"/>");
        }
        self.svg.push_str("</radialGradient>");
        Paint::Shaded(id)
    }

    /// The shadow that a thing standing at `(cx, cy)` throws: wide and soft to the lower right, and
    /// dark where it touches the ground.
    pub(super) fn ground(&mut self, cx: f32, cy: f32, rx: f32) {
        let soft = self.halo(INK, 0.36);
        self.ellipse(
            cx + rx * 0.1,
            cy + rx * 0.012,
            rx * 1.2,
            rx * 0.13 + 5.0,
            soft,
        );
        self.ellipse(cx, cy - 3.0, rx, rx * 0.05 + 4.0, soft);
    }

    /// The shadow of something that stands on legs: faint below, dark at each foot `(x, y)`.
    pub(super) fn ground_of_legs(&mut self, center: (f32, f32), rx: f32, feet: &[(f32, f32)]) {
        let soft = self.halo(INK, 0.3);
        self.ellipse(
            center.0 + rx * 0.08,
            center.1,
            rx * 1.15,
            rx * 0.11 + 4.0,
            soft,
        );
        let foot = self.halo(INK, 0.6);
        for &(x, y) in feet {
            self.ellipse(x + 8.0, y, 40.0, 8.0, foot);
        }
    }

    /// The faint shadow far below a thing that hangs.
    pub(super) fn below(&mut self, cx: f32, cy: f32, rx: f32) {
        let soft = self.halo(INK, 0.3);
        self.ellipse(cx + rx * 0.06, cy, rx * 1.1, rx * 0.1 + 4.0, soft);
    }

    /// The soft shadow on a wall or table right behind the outline `d`.
    pub(super) fn cast(&mut self, d: impl Display, dx: f32, dy: f32) {
        let id = self.open_with_id("filter");
        self.raw("><feGaussianBlur stdDeviation=\"11\"/></filter><path transform=\"translate(");
        self.number(dx);
        self.raw(" ");
        self.number(dy);
        self.raw(")\" d=\"");
        self.outline(d);
        self.raw("\" filter=\"");
        self.reference(id);
        self.raw("\"");
        self.paint("fill", INK.veil(0.36));
        self.raw("/>");
    }

    /// A streak of reflected light on a glossy surface; nothing on a dull one.
    pub(super) fn shine(&mut self, d: impl Display) {
        let opacity = match self.material.sheen() {
            Sheen::Matte => return,
            Sheen::Satin => 0.16,
            Sheen::Gloss => 0.42,
            Sheen::Metal => 0.5,
        };
        self.path(d, WHITE.veil(opacity));
    }

    /// The pattern that shows the main material from near, if it has one.
    pub(super) fn texture(&mut self) -> Option<Paint> {
        let texture = self.material.texture()?;
        let id = match self.texture {
            Some(id) => id,
            None => {
                let id = self.open_with_id("pattern");
                self.pattern(texture);
                self.texture = Some(id);
                id
            }
        };
        Some(Paint::Shaded(id))
    }

    fn pattern(&mut self, texture: Texture) {
        let (size, lines, width, opacity) = match texture {
            Texture::Grain => (
                "width=\"180\" height=\"64\"",
                "M0 6Q50 2 90 8T180 6M0 22Q60 30 100 20T180 22M0 38Q40 34 92 42T180 38M40 50q50-8 96 2M0 58Q90 50 180 58",
                2.0,
                0.16,
            ),
            Texture::Brushed => (
                "width=\"120\" height=\"9\"",
                "M0 1H70M30 4H120M0 7H50M80 7H110",
                0.8,
                0.12,
            ),
            Texture::Speckle => (
                "width=\"58\" height=\"62\"",
                "M6 8h.1M22 30h.1M40 12h.1M52 44h.1M14 52h.1M34 56h.1M48 26h.1",
                2.4,
                0.16,
            ),
            Texture::Pebble => (
                "width=\"22\" height=\"18\"",
                "M1 4q5-4 9 0t10-1M3 13q4-5 8-1t9 1M11 4v6M2 5v6",
                0.9,
                0.13,
            ),
            Texture::Knit => (
                "width=\"14\" height=\"13\"",
                "M0 1L7 9L14 1M0 8L3 12M14 8L11 12",
                1.7,
                0.11,
            ),
            Texture::Weave => (
                "width=\"8\" height=\"8\"",
                "M0 2H8M0 6H8M2 0V8M6 0V8",
                0.8,
                0.1,
            ),
            Texture::Ripstop => ("width=\"24\" height=\"24\"", "M0 0H24M0 0V24", 1.2, 0.1),
        };
        self.svg.push(' ');
        self.svg.push_str(size);
        self.svg.push_str(" patternUnits=\"userSpaceOnUse\">");
        let line = self.main.seam();
        self.stroke(lines, line.veil(opacity * 2.0), width);
        self.svg.push_str("</pattern>");
    }
}
