//! What tells builds apart whose entities may be encoded differently.

/// A hash of texts (FNV-1a), made while compiling.
#[must_use]
pub const fn fingerprint(texts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut text = 0;
    while text < texts.len() {
        let mut at = 0;
        while at < texts[text].len() {
            hash = (hash ^ texts[text][at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        text += 1;
    }
    hash
}

/// A hash of the sources that define entities, so that nobody has to remember to count it up.
#[allow(
    long_running_const_eval,
    reason = "a hundred thousand steps once a build"
)]
pub const ENTITIES: u64 = fingerprint(&[
    include_bytes!("body.rs"),
    include_bytes!("collection.rs"),
    include_bytes!("event/collection.rs"),
    include_bytes!("event/content.rs"),
    include_bytes!("event/mod.rs"),
    include_bytes!("event/offer.rs"),
    include_bytes!("event/product.rs"),
    include_bytes!("event/removed.rs"),
    include_bytes!("event/setting.rs"),
    include_bytes!("id.rs"),
    include_bytes!("money/form.rs"),
    include_bytes!("offer.rs"),
    include_bytes!("product.rs"),
    include_bytes!("stored.rs"),
    include_bytes!("time.rs"),
]);
