//! Addresses of pictures that the service draws itself.

use crate::domain::event::ImageFact;

/// Width and height of a picture as it comes without transforms.
const SIZE: i32 = 800;

/// The picture of a kind (or `department-<name>`) in a color (`rrggbb`) and material. Views: 1 the thing, 2 from near,
/// 3 in use. The seed varies proportions.
pub(super) fn image(
    kind: &str,
    color: &str,
    material: &str,
    view: u8,
    seed: u32,
    alt: String,
) -> ImageFact {
    ImageFact {
        url: format!(
            "/pictures/{kind}.svg?color={color}&material={material}&view={view}&seed={seed}"
        ),
        alt_text: Some(alt),
        width: Some(SIZE),
        height: Some(SIZE),
        ..ImageFact::default()
    }
}
