//! The gift card: product number 0, sold by amount, not sent and not counted.

use std::collections::BTreeMap;

use super::{
    AS_OF, departments, ids, pictures,
    product::category,
    shop::{self, NAME},
    words::{Lang, Text},
};
use crate::application::pictures::Material;
use crate::domain::{
    event::{
        Event, Fact, MediaFact, OptionFact, OptionValueFact, PriceFact, PricesFact, ProductFact,
        SettingFact, StockFact, TranslationFact, VariantFact, VariantPricesFact, VariantStockFact,
    },
    money::{Currency, Money},
};

const DOLLARS: [i64; 5] = [25, 50, 75, 100, 250];
const TITLE: Text = Text("Gift Card | Geschenkkarte | Carte cadeau");
const PLURAL: Text = Text("Gift Cards | Geschenkkarten | Cartes cadeaux");
const AMOUNT: Text = Text("Amount | Betrag | Montant");
const STORY: Text = Text(
    "For those who would rather choose for themselves. The card comes by mail within minutes and does not expire. | Für alle, die lieber selbst wählen. Die Karte kommt in Minuten per E-Mail und verfällt nicht. | Pour ceux qui préfèrent choisir eux-mêmes. La carte arrive par e-mail en quelques minutes et n'expire pas.",
);

/// The events of the gift card.
pub(super) fn events() -> Vec<Event> {
    let version = AS_OF.plus_days(-400);
    let product_id = ids::product_id(0);
    let all = || DOLLARS.iter().enumerate();
    let name = |dollars: &i64| format!("${dollars}");
    let image = pictures::image(
        "department-stationery",
        "2f5641",
        Material::Paper,
        1,
        7,
        TITLE.en().to_owned(),
    );
    let variants = all().map(|(place, dollars)| VariantFact {
        id: ids::variant_id(0, place),
        sku: Some(format!("GIFT-{dollars:03}")),
        option_values: vec![name(dollars)],
        requires_shipping: false,
        taxable: false,
        ..VariantFact::default()
    });
    let product = ProductFact {
        id: product_id.clone(),
        handle: "gift-card".into(),
        title: TITLE.en().into(),
        description_html: format!("<p>{}</p>", STORY.en()),
        vendor: NAME.into(),
        product_type: PLURAL.en().into(),
        tags: vec!["stationery".into(), "gift-card".into(), "gift-idea".into()],
        is_gift_card: true,
        created_at: Some(AS_OF.plus_days(-1_500)),
        updated_at: Some(version),
        published_at: Some(AS_OF.plus_days(-1_500)),
        category: Some(category(departments::gift_place(), PLURAL.en())),
        options: vec![OptionFact {
            name: AMOUNT.en().into(),
            values: all()
                .map(|(_, dollars)| OptionValueFact {
                    name: name(dollars),
                    ..OptionValueFact::default()
                })
                .collect(),
            ..OptionFact::default()
        }],
        media: vec![MediaFact {
            alt: image.alt_text.clone(),
            image: Some(image),
            ..MediaFact::default()
        }],
        variants: variants.collect(),
        ..ProductFact::default()
    };
    let prices = all().map(|(place, dollars)| VariantPricesFact {
        variant_id: ids::variant_id(0, place),
        prices: vec![PriceFact {
            price_list_id: None,
            minimum_quantity: 1,
            price: Money::new(dollars * 100, Currency::USD),
            compare_at_price: None,
            starts_at: None,
            ends_at: None,
        }],
    });
    let stock = all().map(|(place, _)| VariantStockFact {
        variant_id: ids::variant_id(0, place),
        ..VariantStockFact::default()
    });
    let facts = [
        Fact::Product(Box::new(product)),
        Fact::Prices(PricesFact {
            product_id: product_id.clone(),
            variants: prices.collect(),
        }),
        Fact::Stock(StockFact {
            product_id: product_id.clone(),
            variants: stock.collect(),
        }),
    ];
    let mut events: Vec<Event> = facts.map(|fact| Event { version, fact }).into();
    events.extend(Lang::TRANSLATED.map(|lang| {
        let texts = [
            ("title".to_owned(), TITLE.to(lang).to_owned()),
            ("body_html".to_owned(), format!("<p>{}</p>", STORY.to(lang))),
            ("product_type".to_owned(), PLURAL.to(lang).to_owned()),
            (
                format!("option:{}", AMOUNT.en()),
                AMOUNT.to(lang).to_owned(),
            ),
        ];
        shop::setting(SettingFact::Translation(TranslationFact {
            resource_id: product_id.clone(),
            language: lang.code().to_owned(),
            texts: BTreeMap::from(texts),
        }))
    }));
    events
}
