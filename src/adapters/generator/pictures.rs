//! Pictures of the catalog: the service draws them itself, so each is an address that says what to draw.

use crate::{
    application::pictures::{Kind, Material, Rgb, address},
    domain::event::ImageFact,
};

/// Width and height of a picture as it comes without transforms.
const SIZE: i32 = 800;

/// The picture of a kind (or `department-<name>`) in a color (`rrggbb`) and material. Views: 1 the thing, 2 from near,
/// 3 in use. The seed varies proportions.
pub(super) fn image(
    kind: &str,
    color: &str,
    material: Material,
    view: u8,
    seed: u32,
    alt: String,
) -> ImageFact {
    let kind = Kind::named(kind).expect("the tables name kinds that can be drawn");
    let color = Rgb::parse(color).expect("the tables write colors as six digits");
    ImageFact {
        url: address(kind, color, material, view, seed),
        alt_text: Some(alt),
        width: Some(SIZE),
        height: Some(SIZE),
        ..ImageFact::default()
    }
}
