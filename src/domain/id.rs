//! Ids: opaque text given by the source, and the keys derived from them.
//!
//! Ids are served back as they came. The key of a record is a UUID (version 5) of its id, so looking up an id needs no
//! second index and keys spread evenly over ranges of the database.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Name space of all keys derived from ids.
const KEYS: Uuid = Uuid::from_u128(0x8b5c_1f02_6d1e_4a57_9c3b_2f86_40e7_91d3);

/// Key of a record: UUID v5 of its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub Uuid);

impl Key {
    /// The key of the record with this id.
    pub fn of(id: &str) -> Self {
        Self(Uuid::new_v5(&KEYS, id.as_bytes()))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The id of a record that its source gave none: `gid://vitrina/<Type>/<UUID v5 of owner and name>`.
///
/// `owner` is the id of the record it belongs to (or a constant for records of the shop), `name` what tells it from its
/// siblings: a handle, `namespace.key`, an address.
pub fn derived_id(kind: &str, owner: &str, name: &str) -> String {
    let mut text = String::with_capacity(owner.len() + name.len() + 1);
    text.push_str(owner);
    text.push('\0');
    text.push_str(name);
    format!(
        "gid://vitrina/{kind}/{}",
        Uuid::new_v5(&KEYS, text.as_bytes())
    )
}

/// The type that an id names: `Product` of `gid://shopify/Product/1399`. `None` when it is no `gid://` address.
pub fn kind_of(id: &str) -> Option<&str> {
    let mut parts = id.strip_prefix("gid://")?.splitn(3, '/');
    let (_, kind, _) = (parts.next()?, parts.next()?, parts.next()?);
    (!kind.is_empty()).then_some(kind)
}

/// Digits of a number at the end of an id that count in its order, as many as the largest `u64` has.
const ORDER_DIGITS: usize = 20;

/// Sort key of an id, so that `…/9` comes before `…/10`: the number at the end, padded, then the text.
pub fn id_order(id: &str) -> String {
    let digits = id
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count()
        .min(ORDER_DIGITS);
    let number = &id[id.len() - digits..];
    let mut order = String::with_capacity(ORDER_DIGITS + 1 + id.len());
    order.extend(std::iter::repeat_n('0', ORDER_DIGITS - digits));
    order.push_str(number);
    order.push(' ');
    order.push_str(id);
    order
}

/// The ids in a list of references, which is a JSON array; any other text lists none.
pub fn listed_ids(value: &str) -> Vec<String> {
    serde_json::from_str(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_id_gives_the_same_key_and_another_id_another() {
        let key = Key::of("gid://shopify/Product/1399");
        assert_eq!(key, Key::of("gid://shopify/Product/1399"));
        assert_ne!(key, Key::of("gid://shopify/Product/1398"));
        assert_eq!(key.0.get_version_num(), 5);
    }

    #[test]
    fn a_derived_id_names_its_type_and_depends_on_owner_and_name() {
        let id = derived_id("Metafield", "gid://shopify/Product/1", "specs.weight");
        assert_eq!(kind_of(&id), Some("Metafield"));
        assert_ne!(
            id,
            derived_id("Metafield", "gid://shopify/Product/2", "specs.weight")
        );
        assert_ne!(
            id,
            derived_id("Metafield", "gid://shopify/Product/1", "specs.height")
        );
    }

    #[test]
    fn only_gid_addresses_name_a_type() {
        assert_eq!(kind_of("gid://shopify/Product/1399"), Some("Product"));
        for id in [
            "",
            "1399",
            "gid://",
            "gid://shopify",
            "gid://shopify/Product",
            "gid://a//b",
        ] {
            assert_eq!(kind_of(id), None, "{id}");
        }
    }

    #[test]
    fn ids_sort_by_the_number_at_their_end() {
        assert!(id_order("gid://s/P/9") < id_order("gid://s/P/10"));
        assert!(id_order("gid://s/P/1") < id_order("gid://s/P/abc1"));
        assert!(id_order("x") < id_order("1"));
    }

    #[test]
    fn a_list_of_references_is_a_json_array_and_anything_else_is_empty() {
        assert_eq!(
            listed_ids(r#"["gid://shop/Product/1"]"#),
            ["gid://shop/Product/1"]
        );
        assert_eq!(listed_ids("gid://shop/Product/1"), [] as [&str; 0]);
    }
}
