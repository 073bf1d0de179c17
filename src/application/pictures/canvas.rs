//! The sheet that drawings are made on: shapes, gradients, textures and shadows, written straight
//! into one SVG text.
//!
//! Coordinates are those of an 800 × 800 sheet. The one light comes from the upper left: every
//! gradient here knows it, so that drawings only say what a surface is (round, flat, a ball).
//! Nothing a caller of the service wrote reaches the text except as parsed values.

use std::fmt::{Display, Write as _};

use super::color::{INK, Rgb, Tones, WHITE};
use super::material::{Material, Sheen, Texture};

/// Room for an ordinary picture, so that the text does not move while it grows.
const CAPACITY_BYTES: usize = 12 * 1024;

/// What a shape is filled or a line drawn with.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    Flat(Rgb),
    /// A color that lets through what is behind it: opacity 0 to 1.
    Veil(Rgb, f32),
    /// A gradient or pattern of this sheet, by number.
    Shaded(u32),
    /// A gradient of this sheet, with opacity.
    Sheer(u32, f32),
}

impl From<Rgb> for Paint {
    fn from(color: Rgb) -> Self {
        Self::Flat(color)
    }
}

impl Rgb {
    /// This color as a veil of the given opacity.
    pub(super) fn veil(self, opacity: f32) -> Paint {
        Paint::Veil(self, opacity)
    }
}

/// A stop of a gradient: place (0 to 1) and tone (-1 to 1).
type Stop = (f32, f32);

pub(super) struct Canvas {
    svg: String,
    last_id: u32,
    texture: Option<u32>,
    dice: u64,
    pub(super) main: Tones,
    pub(super) material: Material,
}

impl Canvas {
    pub(super) fn new(color: Rgb, material: Material, seed: u32) -> Self {
        Self {
            svg: String::with_capacity(CAPACITY_BYTES),
            last_id: 0,
            texture: None,
            // An odd constant, so that seed 0 is a seed like any other.
            dice: u64::from(seed) ^ 0x9e37_79b9_7f4a_7c15,
            main: Tones::of(color),
            material,
        }
    }

    /// What follows is in another color and material: the next thing of a scene.
    pub(super) fn recolor(&mut self, color: Rgb, material: Material) {
        self.main = Tones::of(color);
        self.material = material;
        self.texture = None;
    }

    pub(super) fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }

    /// The next number in `low..high` of this picture's seed (SplitMix64).
    pub(super) fn vary(&mut self, low: f32, high: f32) -> f32 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.dice;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        low + (high - low) * ((z >> 40) as f32 / (1u64 << 24) as f32)
    }

    /// The next of `count` choices of this picture's seed.
    pub(super) fn choose(&mut self, count: u32) -> u32 {
        (self.vary(0.0, count as f32) as u32).min(count.saturating_sub(1))
    }

    // Text.

    pub(super) fn raw(&mut self, text: &str) {
        self.svg.push_str(text);
    }

    /// A coordinate, with one decimal where it has one.
    pub(super) fn number(&mut self, value: f32) {
        let tenths = (value * 10.0).round() as i32;
        if tenths < 0 {
            self.svg.push('-');
        }
        let tenths = tenths.unsigned_abs();
        self.integer(tenths / 10);
        if !tenths.is_multiple_of(10) {
            self.svg.push('.');
            self.svg.push(char::from(b'0' + (tenths % 10) as u8));
        }
    }

    fn integer(&mut self, value: u32) {
        if value >= 10 {
            self.integer(value / 10);
        }
        self.svg.push(char::from(b'0' + (value % 10) as u8));
    }

    /// A share from 0 to 1, with two decimals.
    fn share(&mut self, value: f32) {
        let hundredths = (value * 100.0).round().clamp(0.0, 100.0) as u32;
        if hundredths == 100 {
            self.svg.push('1');
            return;
        }
        self.svg.push('.');
        self.svg.push(char::from(b'0' + (hundredths / 10) as u8));
        self.svg.push(char::from(b'0' + (hundredths % 10) as u8));
    }

    fn attribute(&mut self, name: &str, value: f32) {
        self.svg.push(' ');
        self.svg.push_str(name);
        self.svg.push_str("=\"");
        self.number(value);
        self.svg.push('"');
    }

    fn color(&mut self, color: Rgb) {
        self.svg.push('#');
        for digit in color.digits() {
            self.svg.push(char::from(digit));
        }
    }

    fn paint(&mut self, role: &str, paint: Paint) {
        self.svg.push(' ');
        self.svg.push_str(role);
        self.svg.push_str("=\"");
        let opacity = match paint {
            Paint::Flat(color) => {
                self.color(color);
                None
            }
            Paint::Veil(color, opacity) => {
                self.color(color);
                Some(opacity)
            }
            Paint::Shaded(id) => {
                self.reference(id);
                None
            }
            Paint::Sheer(id, opacity) => {
                self.reference(id);
                Some(opacity)
            }
        };
        self.svg.push('"');
        if let Some(opacity) = opacity {
            self.svg.push(' ');
            self.svg.push_str(role);
            self.svg.push_str("-opacity=\"");
            self.share(opacity);
            self.svg.push('"');
        }
    }

    fn reference(&mut self, id: u32) {
        self.svg.push_str("url(#g");
        self.integer(id);
        self.svg.push(')');
    }

    fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    fn open_with_id(&mut self, element: &str) -> u32 {
        let id = self.next_id();
        self.svg.push('<');
        self.svg.push_str(element);
        self.svg.push_str(" id=\"g");
        self.integer(id);
        self.svg.push('"');
        id
    }

    // Shapes.

    pub(super) fn path(&mut self, d: impl Display, paint: impl Into<Paint>) {
        self.svg.push_str("<path d=\"");
        self.outline(d);
        self.svg.push('"');
        self.paint("fill", paint.into());
        self.svg.push_str("/>");
    }

    fn outline(&mut self, d: impl Display) {
        // Writing into a String does not fail.
        let _ = write!(self.svg, "{d}");
    }

    /// A line with round ends.
    pub(super) fn stroke(&mut self, d: impl Display, paint: impl Into<Paint>, width: f32) {
        self.svg.push_str("<path d=\"");
        self.outline(d);
        self.svg.push_str("\" fill=\"none\"");
        self.paint("stroke", paint.into());
        self.attribute("stroke-width", width);
        self.svg
            .push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");
    }

    /// A sewn or dotted line: `dash` lengths on, `dash` off.
    pub(super) fn stitches(&mut self, d: impl Display, paint: impl Into<Paint>, width: f32) {
        self.svg.push_str("<path d=\"");
        self.outline(d);
        self.svg
            .push_str("\" fill=\"none\" stroke-dasharray=\"9 7\"");
        self.paint("stroke", paint.into());
        self.attribute("stroke-width", width);
        self.svg.push_str("/>");
    }

    pub(super) fn ellipse(&mut self, cx: f32, cy: f32, rx: f32, ry: f32, paint: impl Into<Paint>) {
        self.svg.push_str("<ellipse");
        self.attribute("cx", cx);
        self.attribute("cy", cy);
        self.attribute("rx", rx);
        self.attribute("ry", ry);
        self.paint("fill", paint.into());
        self.svg.push_str("/>");
    }

    pub(super) fn circle(&mut self, cx: f32, cy: f32, r: f32, paint: impl Into<Paint>) {
        self.svg.push_str("<circle");
        self.attribute("cx", cx);
        self.attribute("cy", cy);
        self.attribute("r", r);
        self.paint("fill", paint.into());
        self.svg.push_str("/>");
    }

    /// The outline of an ellipse.
    pub(super) fn ring(
        &mut self,
        center: (f32, f32),
        radii: (f32, f32),
        paint: impl Into<Paint>,
        width: f32,
    ) {
        self.svg.push_str("<ellipse fill=\"none\"");
        self.attribute("cx", center.0);
        self.attribute("cy", center.1);
        self.attribute("rx", radii.0);
        self.attribute("ry", radii.1);
        self.paint("stroke", paint.into());
        self.attribute("stroke-width", width);
        self.svg.push_str("/>");
    }

    /// A rectangle `(x, y, width, height)` with rounded corners.
    pub(super) fn rect(&mut self, area: (f32, f32, f32, f32), r: f32, paint: impl Into<Paint>) {
        self.svg.push_str("<rect");
        self.attribute("x", area.0);
        self.attribute("y", area.1);
        self.attribute("width", area.2);
        self.attribute("height", area.3);
        if r > 0.0 {
            self.attribute("rx", r);
        }
        self.paint("fill", paint.into());
        self.svg.push_str("/>");
    }

    /// Opens a group that is moved by an SVG transform; `close` ends it.
    pub(super) fn open(&mut self, transform: impl Display) {
        self.svg.push_str("<g transform=\"");
        self.outline(transform);
        self.svg.push_str("\">");
    }

    /// Opens a group that shows only what lies within `d`; `close` ends it.
    pub(super) fn open_within(&mut self, d: impl Display) {
        let id = self.open_with_id("clipPath");
        self.svg.push_str("><path d=\"");
        self.outline(d);
        self.svg.push_str("\"/></clipPath><g clip-path=\"");
        self.reference(id);
        self.svg.push_str("\">");
    }

    /// Opens a drawing that is kept for `reuse` and not shown itself; `end_kept` ends it.
    pub(super) fn keep(&mut self) -> u32 {
        self.svg.push_str("<defs>");
        let id = self.open_with_id("g");
        self.svg.push('>');
        id
    }

    pub(super) fn end_kept(&mut self) {
        self.svg.push_str("</g></defs>");
    }

    /// Shows a kept drawing, moved by an SVG transform.
    pub(super) fn reuse(&mut self, id: u32, transform: impl Display) {
        self.svg.push_str("<use href=\"#g");
        self.integer(id);
        self.svg.push_str("\" transform=\"");
        self.outline(transform);
        self.svg.push_str("\"/>");
    }

    pub(super) fn close(&mut self) {
        self.svg.push_str("</g>");
    }

    // Light.

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
        let soft = self.halo(INK, 0.34);
        self.ellipse(
            cx + rx * 0.1,
            cy + rx * 0.035,
            rx * 1.22,
            rx * 0.17 + 6.0,
            soft,
        );
        self.ellipse(cx, cy, rx * 0.98, rx * 0.07 + 3.0, soft);
    }

    /// The soft shadow on a wall or table right behind the outline `d`.
    pub(super) fn cast(&mut self, d: impl Display, dx: f32, dy: f32) {
        self.open(format_args!("translate({dx} {dy})"));
        for (width, opacity) in [(34.0, 0.035), (20.0, 0.045), (9.0, 0.06)] {
            self.stroke(&d, INK.veil(opacity), width);
        }
        self.path(&d, INK.veil(0.1));
        self.close();
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
                0.15,
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
