//! What of a product becomes values of facets.

use serde_json::Value as Json;

use super::{
    content::NewRow,
    dictionary::{Dictionary, GroupNumber, NewValue},
};
use crate::{
    application::search::{FacetId, FacetKind, ProductEntry, Swatch},
    domain::{
        body::{Body, Span},
        event::ImageFact,
        product::{Image, Metafields, OptionValue},
    },
};

/// Types of metafields that group products: a shopper chooses from their values. Texts in lines, references, addresses
/// and structures name or describe one product.
const GROUPING: &[&str] = &[
    "boolean",
    "color",
    "dimension",
    "number_decimal",
    "number_integer",
    "single_line_text_field",
    "volume",
    "weight",
];

/// A product with its values numbered.
pub(super) fn row_of(entry: &ProductEntry, dictionary: &Dictionary) -> NewRow {
    let mut row = NewRow::of(entry);
    let product = &entry.product;
    let list = |facet, label| dictionary.group(&facet, label, FacetKind::List, true);
    let plain = |group, text: &str| {
        let is_empty = text.trim().is_empty();
        (!is_empty).then(|| {
            (
                group,
                dictionary.value(
                    group,
                    NewValue {
                        text,
                        label: None,
                        parent: None,
                    },
                ),
            )
        })
    };
    let mut values = Vec::new();
    values.extend(plain(list(FacetId::Vendor, "Vendor"), product.vendor()));
    values.extend(plain(
        list(FacetId::ProductType, "Product type"),
        product.product_type(),
    ));
    let tags = list(FacetId::Tag, "Tag");
    values.extend(product.tags().filter_map(|tag| plain(tags, tag)));
    let categories = list(FacetId::Category, "Category");
    let mut parent = None;
    for (id, name) in product
        .category_path()
        .filter(|(id, _)| !id.trim().is_empty())
    {
        let number = dictionary.value(
            categories,
            NewValue {
                text: id,
                label: Some(name),
                parent,
            },
        );
        values.push((categories, number));
        parent = Some(number);
    }
    if let Some(metafields) = &entry.metafields {
        let name = FacetId::ProductMetafield as fn(String, String) -> FacetId;
        add_metafields(metafields, name, dictionary, &mut values);
    }
    row.values = numbers(values, dictionary);
    let mut union = Vec::new();
    let options = options_of(entry, dictionary);
    for (place, variant) in entry.variants.rows.iter().enumerate() {
        let mut values = Vec::new();
        let chosen = entry.variants.selected_options(variant);
        for ((_, text), group) in chosen.zip(&options) {
            values.extend(plain(*group, text));
        }
        if let Some(Some(metafields)) = entry.variant_metafields.get(place) {
            let name = FacetId::VariantMetafield as fn(String, String) -> FacetId;
            add_metafields(metafields, name, dictionary, &mut values);
        }
        union.extend_from_slice(&values);
        let mut values: Vec<u32> = values.into_iter().map(|(_, number)| number).collect();
        values.sort_unstable();
        values.dedup();
        row.variant_values[place] = values;
    }
    row.union = numbers(union, dictionary);
    row
}

/// The group of each option, with the swatches of its values put down.
fn options_of(entry: &ProductEntry, dictionary: &Dictionary) -> Vec<GroupNumber> {
    let names = entry.variants.option_names();
    let groups: Vec<GroupNumber> = names
        .map(|name| {
            let facet = FacetId::Option(super::dictionary::key_of(name));
            dictionary.group(&facet, name.trim(), FacetKind::List, true)
        })
        .collect();
    let text = entry.product.text();
    for (option, group) in entry.product.options.iter().zip(&groups) {
        for value in &option.values {
            if let Some(swatch) = swatch_of(value, text) {
                let name = NewValue {
                    text: text.get(value.name),
                    label: None,
                    parent: None,
                };
                dictionary.set_swatch(dictionary.value(*group, name), swatch);
            }
        }
    }
    groups
}

fn swatch_of(value: &OptionValue, text: &Body) -> Option<Swatch> {
    let own = |span: Span| text.find(span).map(str::to_owned);
    let image = |image: &Image| ImageFact {
        id: text.get(image.id).to_owned(),
        url: text.get(image.url).to_owned(),
        alt_text: own(image.alt_text),
        width: image.width,
        height: image.height,
    };
    let color = own(value.swatch_color);
    let image = value.swatch_image.as_ref().map(image);
    (color.is_some() || image.is_some()).then_some(Swatch { color, image })
}

fn add_metafields(
    metafields: &Metafields,
    name: fn(String, String) -> FacetId,
    dictionary: &Dictionary,
    values: &mut Vec<(GroupNumber, u32)>,
) {
    let text = metafields.text();
    let mut before = None;
    for row in metafields.rows() {
        let (namespace, key) = (text.get(row.namespace), text.get(row.key));
        // Of two of one name the first is the one that is found.
        if before.replace((namespace, key)) == Some((namespace, key)) {
            continue;
        }
        let kind = text.get(row.kind);
        let (item_kind, is_list) = match kind.strip_prefix("list.") {
            Some(kind) => (kind, true),
            None => (kind, false),
        };
        let facet_kind = if kind == "boolean" {
            FacetKind::Boolean
        } else {
            FacetKind::List
        };
        let is_common = GROUPING.contains(&item_kind);
        let facet = name(namespace.to_owned(), key.to_owned());
        let group = dictionary.group(&facet, &readable(key), facet_kind, is_common);
        for item in items(text.get(row.value), is_list) {
            if item.trim().is_empty() {
                continue;
            }
            let label = label_of(&item, item_kind);
            let value = NewValue {
                text: &item,
                label: label.as_deref(),
                parent: None,
            };
            values.push((group, dictionary.value(group, value)));
        }
    }
}

/// The values of a metafield: one, or the items of a list. What is no list though it says so is one value.
pub(super) fn items(value: &str, is_list: bool) -> Vec<String> {
    let parsed = is_list
        .then(|| serde_json::from_str::<Vec<Json>>(value).ok())
        .flatten();
    match parsed {
        None => vec![value.to_owned()],
        Some(items) => items
            .into_iter()
            .map(|item| match item {
                Json::String(text) => text,
                other => other.to_string(),
            })
            .collect(),
    }
}

/// `screen_size` as `Screen size`.
fn readable(key: &str) -> String {
    let mut label = key.replace(['_', '-'], " ");
    if let Some(first) = label.chars().next() {
        let upper: String = first.to_uppercase().collect();
        label.replace_range(..first.len_utf8(), &upper);
    }
    label
}

/// What is shown of a value that is not to be shown as it is: measures and switches.
fn label_of(value: &str, kind: &str) -> Option<String> {
    match (kind, value) {
        ("boolean", "true") => Some("Yes".to_owned()),
        ("boolean", "false") => Some("No".to_owned()),
        ("dimension" | "volume" | "weight", _) => {
            let measure: Json = serde_json::from_str(value).ok()?;
            let unit = measure
                .get("unit")?
                .as_str()?
                .to_lowercase()
                .replace('_', " ");
            match measure.get("value")? {
                Json::String(number) => Some(format!("{number} {unit}")),
                number => Some(format!("{number} {unit}")),
            }
        }
        _ => None,
    }
}

/// The numbers in ascending order, each once. Where a group has several, another number says how many more than one.
fn numbers(mut values: Vec<(GroupNumber, u32)>, dictionary: &Dictionary) -> Vec<u32> {
    values.sort_unstable();
    values.dedup();
    let mut numbers: Vec<u32> = values.iter().map(|(_, number)| *number).collect();
    for group in values
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
    {
        numbers.push(dictionary.surplus(group[0].0, group.len() as u32 - 1));
    }
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_item_by_item_and_broken_ones_as_they_are() {
        assert_eq!(items(r#"["a","b"]"#, true), ["a", "b"]);
        assert_eq!(items("[1, 2.5]", true), ["1", "2.5"]);
        assert_eq!(items("[", true), ["["]);
        assert_eq!(items(r#"["a"]"#, false), [r#"["a"]"#]);
    }

    #[test]
    fn labels_are_for_reading() {
        assert_eq!(readable("screen_size"), "Screen size");
        assert_eq!(
            label_of(r#"{"value":15.6,"unit":"INCHES"}"#, "dimension").unwrap(),
            "15.6 inches"
        );
        assert_eq!(label_of("{", "dimension"), None);
        assert_eq!(label_of("true", "boolean").unwrap(), "Yes");
        assert_eq!(label_of("true", "single_line_text_field"), None);
    }
}
