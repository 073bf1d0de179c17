//! From an address to a picture request and back.
//!
//! Addresses look as shops' image addresses do: the transforms `width`, `height` and `crop` are
//! parameters that a client may add to what it was given; of a parameter given twice the last
//! counts, and parameters that are not ours (cache busters) are passed over.

use std::fmt::Write as _;

use super::canvas::Canvas;
use super::{Kind, Material, Rgb, SHEET};

/// Longest side of a picture in pixels, as in the Storefront API's image transforms.
pub const MAX_SIDE: u32 = 5760;

/// Longest query that is read; an address of ours has about 120 bytes.
const MAX_QUERY_BYTES: usize = 512;

const PREFIX: &str = "/pictures/";
const SUFFIX: &str = ".svg";

/// The color of a picture whose address says none.
const DEFAULT_COLOR: Rgb = Rgb::from_u32(0x6f_8f_8a);

/// Which part of the sheet stays when a picture has other proportions than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say all
pub enum Crop {
    Center,
    Top,
    Bottom,
    Left,
    Right,
}

impl Crop {
    fn named(name: &str) -> Option<Self> {
        const ALL: &[(&str, Crop)] = &[
            ("center", Crop::Center),
            ("top", Crop::Top),
            ("bottom", Crop::Bottom),
            ("left", Crop::Left),
            ("right", Crop::Right),
        ];
        ALL.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|&(_, crop)| crop)
    }

    fn aspect(self) -> &'static str {
        match self {
            Self::Center => "xMidYMid slice",
            Self::Top => "xMidYMin slice",
            Self::Bottom => "xMidYMax slice",
            Self::Left => "xMinYMid slice",
            Self::Right => "xMaxYMid slice",
        }
    }
}

/// What is to be drawn: every value is one that can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureRequest {
    /// The product kind or the department's scene.
    pub kind: Kind,
    /// The variant's color.
    pub color: Rgb,
    /// What the main part is made of.
    pub material: Material,
    /// 1 the thing itself, 2 from near, 3 in use, 4 before a wall of its own color.
    pub view: u8,
    /// Varies proportions and details slightly.
    pub seed: u32,
    /// Width in pixels, 1 to [`MAX_SIDE`].
    pub width: u32,
    /// Height in pixels, 1 to [`MAX_SIDE`].
    pub height: u32,
    /// The part kept when width and height differ; `None` shows the whole sheet. A scene cropped to
    /// a banner goes on to the sides instead of losing its upper and lower part.
    pub crop: Option<Crop>,
}

/// Why an address is not that of a picture. The texts are fixed: nothing of the address is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No drawing has this name: the address leads nowhere.
    #[error("no such picture: kinds are tent, pan, chair, … ({} kinds) and department-<name>", super::KINDS.len())]
    UnknownKind,
    /// A parameter has a value that it cannot have.
    #[error("parameter {parameter} must be {expected}")]
    Parameter {
        /// The parameter's name.
        parameter: &'static str,
        /// The values it takes, in words.
        expected: &'static str,
    },
    /// The query is longer than any picture's.
    #[error("query longer than {MAX_QUERY_BYTES} bytes")]
    QueryTooLong,
}

impl PictureRequest {
    /// Reads a path (`/pictures/tent.svg`, or `tent.svg` alone) and its query without the question
    /// mark (empty where there is none).
    ///
    /// Of width and height, the one not given equals the other (800 if neither is). Without `crop`
    /// they are upper bounds: the whole square sheet is shown, as large as both allow.
    ///
    /// # Errors
    /// A kind that is not drawn, a value out of bounds, or an overlong query.
    pub fn parse(path: &str, query: &str) -> Result<Self, PictureError> {
        let name = path.strip_prefix(PREFIX).unwrap_or(path);
        let kind = name
            .strip_suffix(SUFFIX)
            .and_then(Kind::named)
            .ok_or(PictureError::UnknownKind)?;
        if query.len() > MAX_QUERY_BYTES {
            return Err(PictureError::QueryTooLong);
        }
        let mut request = Self {
            kind,
            color: DEFAULT_COLOR,
            material: Material::Plain,
            view: 1,
            seed: 0,
            width: SHEET,
            height: SHEET,
            crop: None,
        };
        let (mut width, mut height) = (None, None);
        for pair in query.split('&') {
            let (parameter, value) = pair.split_once('=').unwrap_or((pair, ""));
            let refuse = |parameter, expected| PictureError::Parameter {
                parameter,
                expected,
            };
            match parameter {
                "color" => {
                    request.color =
                        Rgb::parse(value).ok_or(refuse("color", "six hexadecimal digits"))?;
                }
                "material" => {
                    request.material = Material::named(value).ok_or(refuse(
                        "material",
                        "a known one such as wood, steel or wool",
                    ))?;
                }
                "view" => {
                    request.view = whole(value, 1, 4).ok_or(refuse("view", "1 to 4"))? as u8;
                }
                "seed" => {
                    request.seed =
                        whole(value, 0, u32::MAX).ok_or(refuse("seed", "0 to 4294967295"))?;
                }
                "width" => {
                    width = Some(whole(value, 1, MAX_SIDE).ok_or(refuse("width", "1 to 5760"))?);
                }
                "height" => {
                    height = Some(whole(value, 1, MAX_SIDE).ok_or(refuse("height", "1 to 5760"))?);
                }
                "crop" => {
                    request.crop = Some(
                        Crop::named(value)
                            .ok_or(refuse("crop", "CENTER, TOP, BOTTOM, LEFT or RIGHT"))?,
                    );
                }
                _ => {}
            }
        }
        request.width = width.or(height).unwrap_or(SHEET);
        request.height = height.or(width).unwrap_or(SHEET);
        if request.crop.is_none() {
            let side = request.width.min(request.height);
            (request.width, request.height) = (side, side);
        }
        Ok(request)
    }

    /// How much wider than high the sheet is: 1 for products. A scene that is cropped to a banner
    /// shows more to the sides instead of losing its upper and lower part, up to three times.
    pub(super) fn breadth(&self) -> f32 {
        if self.kind.is_scene() && self.crop.is_some() && self.width > self.height {
            (self.width as f32 / self.height as f32).min(3.0)
        } else {
            1.0
        }
    }

    /// Writes the opening tag.
    pub(super) fn head(&self, c: &mut Canvas) {
        c.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
        c.number(self.width as f32);
        c.raw("\" height=\"");
        c.number(self.height as f32);
        let breadth = self.breadth();
        c.raw("\" viewBox=\"");
        c.number(400.0 - 400.0 * breadth);
        c.raw(" 0 ");
        c.number(800.0 * breadth);
        c.raw(" 800\" preserveAspectRatio=\"");
        c.raw(self.crop.map_or("xMidYMid meet", Crop::aspect));
        c.raw("\">");
    }
}

/// A whole number in decimal digits alone, within bounds.
fn whole(text: &str, low: u32, high: u32) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|n| (low..=high).contains(n))
}

/// The address of a picture on the service itself, without size: clients add theirs.
///
/// `view` outside 1 to 4 is moved to the nearer bound.
pub fn address(kind: Kind, color: Rgb, material: Material, view: u8, seed: u32) -> String {
    let mut out = String::with_capacity(96);
    out.push_str(PREFIX);
    out.push_str(kind.name());
    out.push_str(SUFFIX);
    out.push_str("?color=");
    out.extend(color.digits().map(char::from));
    out.push_str("&material=");
    out.push_str(material.name());
    // Writing into a String does not fail.
    let _ = write!(out, "&view={}&seed={seed}", view.clamp(1, 4));
    out
}
