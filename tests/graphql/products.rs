//! Products and what can be bought of them, through the schema.

use serde_json::json;
use vitrina::domain::{
    event::{
        Fact, ImageFact, MarketFact, MediaFact, MetafieldFact, OptionFact, OptionValueFact,
        PriceFact, PricesFact, ProductFact, SettingFact, TranslationFact, VariantFact,
        VariantPricesFact,
    },
    money::{Currency, Money},
};

use super::support::{Shop, at, setting};

const PRODUCT: &str = "gid://shop/Product/1";

fn variant_id(value: &str) -> String {
    format!("gid://shop/ProductVariant/{value}")
}

/// A tent in three colors, none of which is tracked; the first has no price. Some of its texts are in German as well.
pub fn tent() -> Shop {
    let colors = ["Red", "Green", "Blue"];
    let product = ProductFact {
        id: PRODUCT.into(),
        handle: "tent".into(),
        published_at: Some(at("2024-01-01")),
        media: vec![MediaFact {
            image: Some(ImageFact {
                url: "/pictures/tent.svg".into(),
                alt_text: Some("A tent".into()),
                width: Some(800),
                ..ImageFact::default()
            }),
            ..MediaFact::default()
        }],
        metafields: vec![MetafieldFact {
            id: "gid://shop/Metafield/1".into(),
            namespace: "custom".into(),
            key: "note".into(),
            kind: "single_line_text_field".into(),
            value: "light".into(),
            ..MetafieldFact::default()
        }],
        options: vec![OptionFact {
            name: "Color".into(),
            values: colors
                .map(|name| OptionValueFact {
                    name: name.into(),
                    ..OptionValueFact::default()
                })
                .into(),
            ..OptionFact::default()
        }],
        variants: colors
            .map(|color| VariantFact {
                id: variant_id(color),
                option_values: vec![color.into()],
                ..VariantFact::default()
            })
            .into(),
        ..ProductFact::default()
    };
    let price = PriceFact {
        price_list_id: None,
        minimum_quantity: 1,
        price: Money::new(1000, Currency::EUR),
        compare_at_price: None,
        starts_at: None,
        ends_at: None,
    };
    let prices = PricesFact {
        product_id: PRODUCT.into(),
        variants: ["Green", "Blue"]
            .map(|color| VariantPricesFact {
                variant_id: variant_id(color),
                prices: vec![price.clone()],
            })
            .into(),
    };
    let texts = |id: &str, field: &str, text: &str| {
        setting(SettingFact::Translation(TranslationFact {
            resource_id: id.into(),
            language: "DE".into(),
            texts: [(field.to_owned(), text.to_owned())].into(),
        }))
    };
    Shop::of([
        Fact::Product(Box::new(product)),
        Fact::Prices(prices),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/1".into(),
            is_primary: true,
            countries: vec!["DE".into()],
            languages: vec!["EN".into(), "DE".into()],
            ..MarketFact::default()
        })),
        texts(PRODUCT, "option:Color", "Farbe"),
        texts("gid://shop/Metafield/1", "value", "leicht"),
    ])
}

#[tokio::test]
async fn a_variant_without_a_price_is_nowhere_shown_as_one_that_can_be_bought() {
    let answer = tent()
        .ask(
            r#"{ product(handle: "tent") {
                availableForSale
                variants(first: 3) { nodes { title availableForSale } }
                encodedVariantExistence
                encodedVariantAvailability
                selectedOrFirstAvailableVariant { title }
                adjacentVariants { title }
                options { optionValues { firstSelectableVariant { title } } }
            } }"#,
        )
        .await;
    let variant = |title: &str, is_available: bool| {
        json!({
            "title": title,
            "availableForSale": is_available,
        })
    };
    let titles = |titles: &[&str]| -> Vec<_> {
        let titles = titles.iter();
        titles.map(|title| json!({"title": title})).collect()
    };
    let selectable =
        ["Red", "Green", "Blue"].map(|title| json!({"firstSelectableVariant": {"title": title}}));
    assert_eq!(
        answer,
        json!({"product": {
            "availableForSale": true,
            "variants": {"nodes": [
                variant("Red", false),
                variant("Green", true),
                variant("Blue", true),
            ]},
            "encodedVariantExistence": "v1_0-2",
            "encodedVariantAvailability": "v1_1-2",
            "selectedOrFirstAvailableVariant": {"title": "Green"},
            "adjacentVariants": titles(&["Red", "Blue"]),
            "options": [{"optionValues": selectable}],
        }})
    );
}
