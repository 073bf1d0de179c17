//! Colors of pictures: a base color and the tones that light and shade make of it.
//!
//! Tones are computed in OKLCH, where equal steps look equal, so that a yellow tent and a navy one
//! get the same relief. Source of the matrices: Björn Ottosson, "A perceptual color space for image
//! processing" (2020). No color management beyond sRGB.

/// An sRGB color, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// Reads `rrggbb`, six hexadecimal digits without a sign before them; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(text, 16).ok()?;
        Some(Self::from_u32(value))
    }

    /// The color of `0xrrggbb`; bits above are ignored.
    pub const fn from_u32(value: u32) -> Self {
        Self((value >> 16) as u8, (value >> 8) as u8, value as u8)
    }

    /// The six lower-case hexadecimal digits, as bytes of ASCII.
    pub fn digits(self) -> [u8; 6] {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut out = [0; 6];
        for (i, channel) in [self.0, self.1, self.2].into_iter().enumerate() {
            out[2 * i] = HEX[usize::from(channel >> 4)];
            out[2 * i + 1] = HEX[usize::from(channel & 15)];
        }
        out
    }

    /// This color moved towards `other` by `share` (0 to 1), channel by channel.
    pub(super) fn mix(self, other: Self, share: f32) -> Self {
        let blend = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share) as u8;
        Self(
            blend(self.0, other.0),
            blend(self.1, other.1),
            blend(self.2, other.2),
        )
    }

    pub(super) fn to_oklch(self) -> Oklch {
        let linear = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        let (r, g, b) = (linear(self.0), linear(self.1), linear(self.2));
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        let a = 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s;
        let b = 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s;
        Oklch {
            lightness: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            chroma: a.hypot(b),
            hue: b.atan2(a),
        }
    }
}

/// A color by lightness (0 to 1), chroma (0 to about 0.37) and hue (radians).
#[derive(Clone, Copy, Debug)]
pub(super) struct Oklch {
    pub(super) lightness: f32,
    pub(super) chroma: f32,
    pub(super) hue: f32,
}

impl Oklch {
    /// The nearest sRGB color; channels outside the gamut are cut off.
    pub(super) fn to_rgb(self) -> Rgb {
        let (sin, cos) = self.hue.sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let l = (self.lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (self.lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (self.lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        let encode = |c: f32| {
            let c = c.clamp(0.0, 1.0);
            let c = if c <= 0.003_130_8 {
                12.92 * c
            } else {
                1.055 * c.powf(1.0 / 2.4) - 0.055
            };
            (c * 255.0).round() as u8
        };
        Rgb(
            encode(4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s),
            encode(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
            encode(-0.004_196_086 * l - 0.703_418_6 * m + 1.707_614_7 * s),
        )
    }
}

/// Steps on each side of the base color.
const STEPS: usize = 8;

/// What one light makes of one color, from its deepest shade (-1) over the base (0) to the
/// highlight (+1).
#[derive(Clone, Copy)]
pub(super) struct Tones {
    table: [Rgb; 2 * STEPS + 1],
}

impl Tones {
    pub(super) fn of(base: Rgb) -> Self {
        let color = base.to_oklch();
        // A black thing has little room below and too much above: its highlights stay dim, or it
        // would read as gray.
        let room = (1.0 - color.lightness) * (0.5 + 0.48 * color.lightness);
        let mut table = [base; 2 * STEPS + 1];
        for (i, slot) in table.iter_mut().enumerate() {
            let t = (i as f32 - STEPS as f32) / STEPS as f32;
            if i == STEPS {
                continue;
            }
            let tone = if t > 0.0 {
                Oklch {
                    lightness: color.lightness + t * room,
                    chroma: color.chroma * (1.0 - 0.55 * t),
                    hue: color.hue,
                }
            } else {
                Oklch {
                    lightness: color.lightness * (1.0 + 0.78 * t),
                    chroma: color.chroma * (1.0 + 0.45 * t),
                    hue: color.hue,
                }
            };
            *slot = tone.to_rgb();
        }
        Self { table }
    }

    /// The tone at `t`, cut off to -1..=1; 0 is the base color itself.
    pub(super) fn at(&self, t: f32) -> Rgb {
        let place = (t.clamp(-1.0, 1.0) + 1.0) * STEPS as f32;
        let below = (place as usize).min(2 * STEPS - 1);
        self.table[below].mix(self.table[below + 1], place - below as f32)
    }

    pub(super) fn base(&self) -> Rgb {
        self.table[STEPS]
    }

    /// A line on this color that can be seen: darker on light things, lighter on dark ones.
    pub(super) fn seam(&self) -> Rgb {
        let Rgb(r, g, b) = self.base();
        let brightness = 3 * u32::from(r) + 6 * u32::from(g) + u32::from(b);
        self.at(if brightness < 700 { 0.34 } else { -0.42 })
    }
}

/// Colors of parts that keep their color whatever the variant's is.
pub(super) const OAK: Rgb = Rgb::from_u32(0xc9_9d_68);
pub(super) const WALNUT: Rgb = Rgb::from_u32(0x7c_55_3a);
pub(super) const STEEL: Rgb = Rgb::from_u32(0xb4_ba_c0);
pub(super) const CHARCOAL: Rgb = Rgb::from_u32(0x3a_3d_42);
pub(super) const INK: Rgb = Rgb::from_u32(0x1d_1f_24);
pub(super) const BRASS: Rgb = Rgb::from_u32(0xcb_a3_55);
pub(super) const IVORY: Rgb = Rgb::from_u32(0xf2_ea_da);
pub(super) const WHITE: Rgb = Rgb::from_u32(0xff_ff_ff);
pub(super) const TAN: Rgb = Rgb::from_u32(0xa9_72_42);
pub(super) const LEAF: Rgb = Rgb::from_u32(0x6b_8e_55);
pub(super) const TERRACOTTA: Rgb = Rgb::from_u32(0xc4_76_52);
pub(super) const GLOW: Rgb = Rgb::from_u32(0xff_e2_a0);
