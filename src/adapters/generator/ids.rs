//! Ids of generated records. A number tells which record it is, so ids can be computed from each other.

/// The id of a record: `gid://vitrina/<kind>/<number>`.
pub(super) fn id(kind: &str, number: u64) -> String {
    format!("gid://vitrina/{kind}/{number}")
}

/// Number in the id of the first product.
const FIRST_PRODUCT: u64 = 1_000_000;

/// The id of a product by its number in the catalog.
pub(super) fn product_id(number: u64) -> String {
    id("Product", FIRST_PRODUCT + number)
}

/// The id of a variant by the number of its product and its place there (below 100).
pub(super) fn variant_id(number: u64, place: usize) -> String {
    id("ProductVariant", variant_number(number, place))
}

/// The number in a variant's id, different for every variant.
pub(super) fn variant_number(number: u64, place: usize) -> u64 {
    (FIRST_PRODUCT + number) * 100 + place as u64
}

/// The EAN-13 of a variant, from the range for use within a shop (it starts with 2), with its check digit.
pub(super) fn barcode(number: u64, place: usize) -> String {
    let body = format!("2{:011}", variant_number(number, place) % 100_000_000_000);
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(position, digit)| {
            let weight = if position % 2 == 0 { 1 } else { 3 };
            u32::from(digit - b'0') * weight
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The handle of a metaobject's record and its id, derived alike wherever it is referred to.
pub(super) fn metaobject_id(kind: &str, handle: &str) -> String {
    crate::domain::id::derived_id("Metaobject", kind, handle)
}
