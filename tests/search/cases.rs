//! Requests, drawn.

use std::sync::Arc;

use vitrina::{
    application::search::{
        FacetRequest, MetafieldFilter, PriceRange, ProductFilter, SearchRequest, SearchSort,
        TextQuery, Unavailable,
    },
    domain::{id::Key, language::Language, page::Window, search_syntax::Expr, time::Timestamp},
};

use super::world::{COLLECTIONS, Dice, OPTIONS, TAGS, TYPES, VENDORS, WORDS, price_context};

const SORTS: [SearchSort; 10] = [
    SearchSort::Relevance,
    SearchSort::Price,
    SearchSort::Title,
    SearchSort::CreatedAt,
    SearchSort::BestSelling,
    SearchSort::Id,
    SearchSort::Position,
    SearchSort::ProductType,
    SearchSort::UpdatedAt,
    SearchSort::Vendor,
];
const CONDITIONS: [&str; 14] = [
    "title:light",
    "vendor:alpine OR tag:sale",
    "-product_type:tent",
    "variants.price:>=20",
    "available_for_sale:true created_at:>1970-01-01",
    "tag:nothing",
    "sku:red-*",
    "-sku:* OR barcode:\"400 1\"",
    "barcode:4001,4002",
    "handle:thing-1*",
    "gift_card:true",
    "gift_card:false -handle:thing-3",
    "updated_at:<1970-01-06",
    "id:7 OR published_at:>1970-01-03",
];

/// A request for everything it finds.
pub fn draw(dice: &mut Dice) -> SearchRequest {
    let text = dice.once_in(3).then(|| {
        let words: Vec<&str> = (0..=dice.below(2)).map(|_| dice.pick(&WORDS)).collect();
        let prefix = dice.once_in(2);
        let mut text = words.join(" ");
        text.truncate(if prefix { text.len() - 1 } else { text.len() });
        TextQuery {
            text,
            language: Language::EN,
            prefix,
        }
    });
    let filters = draw_filters(dice);
    SearchRequest {
        text,
        collection: dice.once_in(3).then(|| Key::of(dice.pick(&COLLECTIONS))),
        condition: dice.once_in(6).then(|| {
            let condition = Expr::parse(dice.pick(&CONDITIONS), Timestamp::EPOCH);
            Arc::new(condition.unwrap())
        }),
        filters,
        unavailable: dice.pick(&[Unavailable::Show, Unavailable::Hide, Unavailable::Last]),
        sort: dice.pick(&SORTS),
        is_reversed: dice.once_in(2),
        window: Window::first(1000),
        price: price_context(dice),
        facets: Some(FacetRequest {
            max_metafields: dice.below(4),
            ..FacetRequest::default()
        }),
    }
}

/// Filters: half of the time two or more that one variant has to pass together.
fn draw_filters(dice: &mut Dice) -> Vec<ProductFilter> {
    let (of_variants, of_products) = match dice.below(6) {
        0 => (0, 0),
        1 => (1, 0),
        2 => (0, 1 + dice.below(3)),
        3 => (2, 0),
        4 => (2 + dice.below(2), dice.below(2)),
        _ => (2 + dice.below(3), dice.below(3)),
    };
    let mut filters = Vec::new();
    filters.extend((0..of_variants).map(|_| of_variant(dice)));
    filters.extend((0..of_products).map(|_| of_product(dice)));
    filters
}

fn metafield(key: &str, value: &str) -> MetafieldFilter {
    MetafieldFilter {
        namespace: "specs".into(),
        key: key.into(),
        value: value.into(),
    }
}

fn of_variant(dice: &mut Dice) -> ProductFilter {
    match dice.below(8) {
        0 => ProductFilter::Available(!dice.once_in(4)),
        1 | 2 => {
            let (low, high) = dice.pick(&[(0.0, 10.0), (1.0, 19.99), (20.0, 100.0), (9.5, 9e9)]);
            let (no_min, no_max) = (dice.once_in(3), dice.once_in(3));
            ProductFilter::Price(PriceRange {
                min: (!no_min).then_some(low),
                max: (!no_max).then_some(high),
            })
        }
        3 => {
            ProductFilter::VariantMetafield(metafield("grade", dice.pick(&["A", "b", "C", "none"])))
        }
        _ => {
            let (name, values) = dice.pick(&OPTIONS);
            let value = dice.pick(values);
            let lower = dice.once_in(3);
            let text = |text: &str| {
                if lower {
                    text.to_lowercase()
                } else {
                    text.to_owned()
                }
            };
            ProductFilter::VariantOption {
                name: text(name),
                value: text(value),
            }
        }
    }
}

fn of_product(dice: &mut Dice) -> ProductFilter {
    match dice.below(7) {
        0 => ProductFilter::ProductVendor(dice.pick(&VENDORS).into()),
        1 => ProductFilter::ProductType(dice.pick(&TYPES).to_uppercase()),
        2 => ProductFilter::Tag(dice.pick(&TAGS).into()),
        3 => {
            let name = dice.pick(&["Outdoor", "Shelter", "Clothing", "Jackets", "Nothing"]);
            ProductFilter::Category(format!("gid://taxonomy/{name}"))
        }
        4 => ProductFilter::TaxonomyMetafield(metafield("width", dice.pick(&["10", "20"]))),
        5 => ProductFilter::ProductMetafield(metafield(
            "story",
            dice.pick(&["once", "twice", "never"]),
        )),
        _ => ProductFilter::ProductMetafield(metafield(
            "material",
            dice.pick(&["wool", "down", "silk"]),
        )),
    }
}
