//! Settings of the generated shop: the shop itself, its markets, price lists and locations.

use super::{AS_OF, ids::id, words::Lang};
use crate::domain::{
    event::{
        Event, Fact, LocationFact, MarketFact, MetafieldFact, PriceListFact, SettingFact, ShopFact,
        TranslationFact,
    },
    money::{Currency, Rounding},
};

/// Name of the shop.
pub(super) const NAME: &str = "Vitrina Outfitters";

/// A price list.
pub(super) struct PriceList {
    number: u64,
    name: &'static str,
    currency: &'static str,
    /// What a dollar is in its currency, percent.
    pub(super) rate_percent: i64,
}

impl PriceList {
    /// Its id.
    pub(super) fn id(&self) -> String {
        id("PriceList", self.number)
    }

    /// The currency of its prices.
    pub(super) fn currency(&self) -> Currency {
        Currency::from_code(self.currency).expect("the table names known currencies")
    }
}

/// The price lists. Each has prices of its own for some products; the market's conversion does the rest.
pub(super) static PRICE_LISTS: &[PriceList] = &[
    PriceList {
        number: 1,
        name: "Eurozone",
        currency: "EUR",
        rate_percent: 92,
    },
    PriceList {
        number: 2,
        name: "United Kingdom",
        currency: "GBP",
        rate_percent: 79,
    },
    PriceList {
        number: 3,
        name: "Canada",
        currency: "CAD",
        rate_percent: 137,
    },
];

/// A place that holds stock.
pub(super) struct Location {
    number: u64,
    name: &'static str,
    address1: &'static str,
    city: &'static str,
    zip: &'static str,
    province: (&'static str, &'static str),
    country: &'static str,
    phone: &'static str,
    degrees: (f64, f64),
    pick_up_time: &'static str,
}

impl Location {
    /// Its id.
    pub(super) fn id(&self) -> String {
        id("Location", self.number)
    }
}

/// The locations, the warehouse first. Telephone numbers are from ranges that are kept free for such uses.
pub(super) static LOCATIONS: &[Location] = &[
    Location {
        number: 1,
        name: "Columbus Warehouse",
        address1: "2100 Depot Street",
        city: "Columbus",
        zip: "43215",
        province: ("Ohio", "OH"),
        country: "US",
        phone: "+1 614 555 0142",
        degrees: (39.9612, -82.9988),
        pick_up_time: "Usually ready in 24 hours",
    },
    Location {
        number: 2,
        name: "Portland Store",
        address1: "418 Harbor Row",
        city: "Portland",
        zip: "97204",
        province: ("Oregon", "OR"),
        country: "US",
        phone: "+1 503 555 0117",
        degrees: (45.5152, -122.6784),
        pick_up_time: "Usually ready in 2 hours",
    },
    Location {
        number: 3,
        name: "Hamburg Store",
        address1: "Speichergasse 12",
        city: "Hamburg",
        zip: "20457",
        province: ("Hamburg", "HH"),
        country: "DE",
        phone: "+49 40 66969 120",
        degrees: (53.5438, 9.9886),
        pick_up_time: "Usually ready in 4 hours",
    },
    Location {
        number: 4,
        name: "Bristol Store",
        address1: "7 Ropewalk Yard",
        city: "Bristol",
        zip: "BS1 6XN",
        province: ("England", "ENG"),
        country: "GB",
        phone: "+44 117 496 0123",
        degrees: (51.4495, -2.5989),
        pick_up_time: "Usually ready in 4 hours",
    },
];

/// The settings, with the shop first.
pub(super) fn events() -> Vec<Event> {
    let mut settings = vec![SettingFact::Shop(shop())];
    settings.extend(PRICE_LISTS.iter().map(|list| {
        SettingFact::PriceList(PriceListFact {
            id: list.id(),
            name: list.name.to_owned(),
            currency: Some(list.currency()),
        })
    }));
    settings.extend(markets().into_iter().map(SettingFact::Market));
    settings.extend(
        LOCATIONS
            .iter()
            .map(|place| SettingFact::Location(location(place))),
    );
    settings.extend(Lang::TRANSLATED.map(|lang| SettingFact::Translation(translation(lang))));
    settings.into_iter().map(setting).collect()
}

/// A setting as an event of the catalog's own date.
pub(super) fn setting(fact: SettingFact) -> Event {
    Event {
        version: AS_OF.plus_days(-1),
        fact: Fact::Setting(Box::new(fact)),
    }
}

fn shop() -> ShopFact {
    ShopFact {
        id: shop_id(),
        name: NAME.to_owned(),
        description: Some(
            "Well-made things for outdoors and indoors: tents and tables, knives and knitwear. \
             A made-up shop with a made-up catalog."
                .to_owned(),
        ),
        primary_url: None,
        currency: Some(Currency::USD),
        country: "US".to_owned(),
        language: "EN".to_owned(),
        money_format: "${{amount}}".to_owned(),
        slogan: Some("Made to be kept.".to_owned()),
        logo: None,
        brand_colors: vec!["#f6f3ec".to_owned(), "#2f5641".to_owned()],
        ships_to_countries: Vec::new(),
        metafields: vec![MetafieldFact {
            namespace: "custom".into(),
            key: "founded".into(),
            kind: "number_integer".into(),
            value: "2014".into(),
            ..MetafieldFact::default()
        }],
    }
}

fn shop_id() -> String {
    id("Shop", 1)
}

fn translation(lang: Lang) -> TranslationFact {
    let (description, slogan) = match lang {
        Lang::De => (
            "Gut gemachte Dinge für draußen und drinnen: Zelte und Tische, Messer und Strick.",
            "Gemacht, um zu bleiben.",
        ),
        _ => (
            "De belles choses pour dehors et dedans : tentes et tables, couteaux et maille.",
            "Fait pour durer.",
        ),
    };
    TranslationFact {
        resource_id: shop_id(),
        language: lang.code().to_owned(),
        texts: [("description", description), ("slogan", slogan)]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into(),
    }
}

fn markets() -> Vec<MarketFact> {
    let texts = |list: &[&str]| {
        list.iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let market = |number: u64, handle: &str, name: &str| MarketFact {
        id: id("Market", number),
        handle: handle.to_owned(),
        name: name.to_owned(),
        ..MarketFact::default()
    };
    let charm = Rounding::Charm {
        ending: 95,
        within: 100,
    };
    vec![
        MarketFact {
            is_primary: true,
            countries: texts(&["US"]),
            currency: Some(Currency::USD),
            languages: texts(&["EN"]),
            ..market(1, "us", "United States")
        },
        MarketFact {
            countries: texts(&[
                "DE", "AT", "FR", "BE", "NL", "IE", "ES", "IT", "FI", "LU", "PT",
            ]),
            currency: Some(Currency::EUR),
            languages: texts(&["DE", "FR", "EN"]),
            price_list_ids: vec![PRICE_LISTS[0].id()],
            conversion_rate_millionths: Some(920_000),
            rounding: charm,
            ..market(2, "eurozone", "Eurozone")
        },
        MarketFact {
            countries: texts(&["GB"]),
            currency: Some(PRICE_LISTS[1].currency()),
            languages: texts(&["EN"]),
            price_list_ids: vec![PRICE_LISTS[1].id()],
            conversion_rate_millionths: Some(790_000),
            rounding: charm,
            ..market(3, "uk", "United Kingdom")
        },
        MarketFact {
            countries: texts(&["CA"]),
            currency: Some(PRICE_LISTS[2].currency()),
            languages: texts(&["EN", "FR"]),
            price_list_ids: vec![PRICE_LISTS[2].id()],
            conversion_rate_millionths: Some(1_370_000),
            ..market(4, "canada", "Canada")
        },
        MarketFact {
            countries: texts(&["CH", "LI"]),
            currency: Some(Currency::from_code("CHF").expect("CHF is a known currency")),
            languages: texts(&["DE", "FR", "EN"]),
            conversion_rate_millionths: Some(880_000),
            // The smallest coin is five rappen.
            rounding: Rounding::Step(5),
            ..market(5, "switzerland", "Switzerland")
        },
    ]
}

fn location(place: &Location) -> LocationFact {
    let text = |text: &str| Some(text.to_owned());
    LocationFact {
        id: place.id(),
        name: place.name.to_owned(),
        address1: text(place.address1),
        address2: None,
        city: text(place.city),
        zip: text(place.zip),
        province: text(place.province.0),
        province_code: text(place.province.1),
        country_code: text(place.country),
        phone: text(place.phone),
        latitude: Some(place.degrees.0),
        longitude: Some(place.degrees.1),
        pick_up_time: text(place.pick_up_time),
        metafields: Vec::new(),
    }
}
