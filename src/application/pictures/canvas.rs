//! The sheet that drawings are made on: shapes, groups and the dice of the seed, written straight
//! into one SVG text. Gradients and shadows are in `light`.
//!
//! Coordinates are those of an 800 × 800 sheet. Nothing a caller of the service wrote reaches the
//! text except as parsed values.

use std::fmt::{Display, Write as _};

use super::color::{Rgb, Tones};
use super::material::Material;

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

pub(super) struct Canvas {
    pub(super) svg: String,
    last_id: u32,
    /// The pattern of the present material, once it was written.
    pub(super) texture: Option<u32>,
    dice: u64,
    /// The sheet is wider than high: what stands behind must reach beyond 0 to 800.
    pub(super) wide: bool,
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
            wide: false,
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
    pub(super) fn share(&mut self, value: f32) {
        let hundredths = (value * 100.0).round().clamp(0.0, 100.0) as u32;
        if hundredths == 100 {
            self.svg.push('1');
            return;
        }
        self.svg.push('.');
        self.svg.push(char::from(b'0' + (hundredths / 10) as u8));
        self.svg.push(char::from(b'0' + (hundredths % 10) as u8));
    }

    pub(super) fn attribute(&mut self, name: &str, value: f32) {
        self.svg.push(' ');
        self.svg.push_str(name);
        self.svg.push_str("=\"");
        self.number(value);
        self.svg.push('"');
    }

    pub(super) fn color(&mut self, color: Rgb) {
        self.svg.push('#');
        for digit in color.digits() {
            self.svg.push(char::from(digit));
        }
    }

    pub(super) fn paint(&mut self, role: &str, paint: Paint) {
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

    pub(super) fn reference(&mut self, id: u32) {
        self.svg.push_str("url(#g");
        self.integer(id);
        self.svg.push(')');
    }

    fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    pub(super) fn open_with_id(&mut self, element: &str) -> u32 {
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

    pub(super) fn outline(&mut self, d: impl Display) {
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
}
