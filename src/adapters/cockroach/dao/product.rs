//! Products and their variants: rows to entities.

use std::sync::Arc;

use serde::{Deserialize, de::IgnoredAny};
use tokio_postgres::Row;
use uuid::Uuid;

use super::{by_place, decode, last_by, place};
use crate::{
    adapters::cockroach::Statement,
    application::catalog::{Found, StoreError},
    domain::{
        event::{OptionFact, ProductFact, VariantFact},
        id::Key,
        product::{Product, ProductTexts, Variants},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("product/find");
pub(in crate::adapters::cockroach) static FIND_BY_HANDLES: Statement =
    statement!("product/find_by_handles");
pub(in crate::adapters::cockroach) static LIST_TAGS: Statement = statement!("product/list_tags");
pub(in crate::adapters::cockroach) static LIST_TYPES: Statement = statement!("product/list_types");
pub(in crate::adapters::cockroach) static FIND_VARIANTS: Statement = statement!("variant/find");
pub(in crate::adapters::cockroach) static FIND_OWNERS: Statement =
    statement!("variant/find_owners");

/// The product of a row with `product_id`, `version`, `variant_ids`, `options` and `body`.
pub(in crate::adapters::cockroach) fn product(row: &Row) -> Result<Arc<Product>, StoreError> {
    let (key, version) = (Key(row.get("product_id")), Timestamp(row.get("version")));
    let (options, body) = (row.get("options"), row.get("body"));
    built(key, version, row.get("variant_ids"), options, body)
}

/// The product of what its columns say.
pub(in crate::adapters::cockroach) fn built(
    key: Key,
    version: Timestamp,
    variant_ids: &[u8],
    options: &str,
    body: &str,
) -> Result<Arc<Product>, StoreError> {
    let texts: ProductTexts<'_> = decode(body)?;
    let head = match options.ends_with(DEFAULT_OPTIONS) {
        true => Head::default(),
        false => decode(options)?,
    };
    let variants = variant_keys(variant_ids);
    let product = Product::of_parts(key, &texts, &head.options, variants, version);
    Ok(Arc::new(product))
}

/// How the column of options ends for a product without options of its own, as most are in many shops: no options mean
/// the same, and comparing costs less than decoding. No text within the column holds it, because quotes in texts are
/// escaped.
const DEFAULT_OPTIONS: &str =
    r#""options":[{"name":"Title","values":[{"name":"Default Title"}]}]}"#;

/// The column `variant_ids` of variants: their keys one after the other.
pub(in crate::adapters::cockroach) fn variant_ids(keys: &[Key]) -> Vec<u8> {
    keys.iter().flat_map(|key| *key.0.as_bytes()).collect()
}

/// The keys of a column `variant_ids`.
pub(in crate::adapters::cockroach) fn variant_keys(ids: &[u8]) -> Arc<[Key]> {
    let keys = ids.as_chunks().0.iter();
    keys.map(|bytes| Key(Uuid::from_bytes(*bytes))).collect()
}

/// The column of options.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Head {
    #[serde(rename = "id")]
    _id: IgnoredAny,
    options: Vec<OptionFact>,
}

/// The products of [`FIND`], in the order of so many keys.
pub(in crate::adapters::cockroach) fn products(
    rows: &[Row],
    keys: usize,
) -> Result<Vec<Found<Product>>, StoreError> {
    by_place(rows, keys, product)
}

/// The products of [`FIND_BY_HANDLES`], in the order of so many handles: a present handle is stronger than an earlier
/// one, and of two products the one whose id comes last stands.
pub(in crate::adapters::cockroach) fn products_by_handles(
    rows: &[Row],
    handles: usize,
) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
    let strength = |row: &Row| (-row.get::<_, i64>("rank"), row.get::<_, String>("id_order"));
    let rows = last_by(rows, handles, strength).into_iter();
    rows.map(|row| row.map(product).transpose()).collect()
}

/// The variants of [`FIND_VARIANTS`], in the order of so many products.
pub(in crate::adapters::cockroach) fn variants(
    rows: &[Row],
    keys: usize,
) -> Result<Vec<Found<Variants>>, StoreError> {
    let mut found = super::absent(keys);
    for rows in rows.chunk_by(|one, other| place(one) == place(other)) {
        // Rows of variants whose product is not there have no head.
        let Some((head, rows)) = rows.split_first().filter(|(head, _)| is_head(head)) else {
            continue;
        };
        let version = Timestamp(head.get("version"));
        let bodies = rows.iter().map(|row| row.get("body"));
        found[place(head)] = Found {
            value: Some(built_variants(version, head.get("body"), bodies)?),
            version,
        };
    }
    Ok(found)
}

/// The variants of a product with these options, of their bodies in order.
pub(super) fn built_variants<'a>(
    version: Timestamp,
    options: &str,
    bodies: impl Iterator<Item = &'a str>,
) -> Result<Arc<Variants>, StoreError> {
    let mut fact: ProductFact = decode(options)?;
    fact.variants = bodies
        .map(decode::<VariantFact>)
        .collect::<Result<_, _>>()?;
    Ok(Arc::new(Variants::build(&fact, version)))
}

fn is_head(row: &Row) -> bool {
    row.get::<_, i64>("position") < 0
}

/// The products of [`FIND_OWNERS`], in the order of so many variants; of two the one whose id comes last stands.
pub(in crate::adapters::cockroach) fn owners(rows: &[Row], keys: usize) -> Vec<Option<Key>> {
    let rows = last_by(rows, keys, |row| row.get::<_, String>("id_order")).into_iter();
    rows.map(|row| Some(Key(row?.get("product_id")))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_options_are_the_same_decoded_and_recognized() {
        let options = r#"{"id":"gid://shopify/Product/1","options":[{"name":"Title","values":[{"name":"Default Title"}]}]}"#;
        assert!(options.ends_with(DEFAULT_OPTIONS));
        let body = r#"{"id":"gid://shopify/Product/1","handle":"h","title":"T"}"#;
        let (key, version) = (Key::of("1"), Timestamp(1));
        let recognized = built(key, version, &[], options, body).unwrap();
        // A blank makes it another text of the same meaning.
        let decoded = built(key, version, &[], &options.replace("}]}]}", "}]} ]}"), body).unwrap();
        assert_eq!(recognized, decoded);
        assert_eq!(recognized.options.len(), 1);
    }

    #[test]
    fn keys_of_variants_come_back_in_order() {
        let keys = ["3", "1", "2"].map(Key::of);
        assert_eq!(*variant_keys(&variant_ids(&keys)), keys);
        assert!(variant_keys(&[]).is_empty());
    }
}
