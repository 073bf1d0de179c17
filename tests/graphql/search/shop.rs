//! A shop of five things, with content about tents, that sells in dollars and in euros.

use vitrina::domain::{
    context::Wish,
    event::{
        ArticleFact, BlogFact, CategoryFact, CategoryNameFact, CollectionFact, ContentFact, Fact,
        MarketFact, MembershipFact, MetafieldFact, OptionFact, OptionValueFact, PageFact,
        PriceFact, PricesFact, ProductFact, ProductStatus, RedirectFact, SettingFact, ShopFact,
        StockFact, TranslationFact, VariantFact, VariantPricesFact, VariantStockFact,
    },
    money::{Currency, Money},
};

use crate::graphql::support::{Shop, at, content, setting};

/// A thing to sell.
#[derive(Default)]
struct Item {
    number: u32,
    title: &'static str,
    vendor: &'static str,
    kind: &'static str,
    tags: &'static [&'static str],
    /// How many sleep in it.
    capacity: Option<&'static str>,
    /// Color, cents and how many are left; without a color the only one, and not tracked.
    variants: &'static [(&'static str, i64, i64)],
    is_draft: bool,
}

const ITEMS: [Item; 6] = [
    Item {
        number: 1,
        title: "Ridge Tent",
        vendor: "Alpine",
        kind: "Tent",
        tags: &["camping", "new"],
        capacity: Some("2"),
        variants: &[("Red", 10_000, 3), ("Blue", 12_000, 0)],
        is_draft: false,
    },
    Item {
        number: 2,
        title: "Valley Tent",
        vendor: "Boreal",
        kind: "Tent",
        tags: &["camping"],
        capacity: Some("4"),
        variants: &[("Red", 8_000, 0), ("Green", 9_000, 2)],
        is_draft: false,
    },
    Item {
        number: 3,
        title: "Storm Tent",
        vendor: "Cima",
        kind: "Tent",
        tags: &[],
        capacity: Some("2"),
        variants: &[("Red", 6_000, 0)],
        is_draft: false,
    },
    Item {
        number: 4,
        title: "Tent Lamp",
        vendor: "Alpine",
        kind: "Lamp",
        tags: &["light"],
        capacity: None,
        variants: &[("", 3_000, 0)],
        is_draft: false,
    },
    Item {
        number: 5,
        title: "Wool Blanket",
        vendor: "Boreal",
        kind: "Blanket",
        tags: &[],
        capacity: None,
        variants: &[("", 4_500, 0)],
        is_draft: false,
    },
    Item {
        number: 6,
        title: "Secret Tent",
        vendor: "Alpine",
        kind: "Tent",
        tags: &[],
        capacity: None,
        variants: &[("Red", 1, 1)],
        is_draft: true,
    },
];

impl Item {
    fn id(&self) -> String {
        format!("gid://shop/Product/{}", self.number)
    }

    fn variant_id(&self, place: usize) -> String {
        format!("gid://shop/ProductVariant/{}{place}", self.number)
    }

    fn facts(&self) -> [Fact; 3] {
        let variants = self.variants.iter().enumerate();
        let colors = self.variants.iter().map(|(color, ..)| *color);
        let colors: Vec<&str> = colors.filter(|color| !color.is_empty()).collect();
        let product = ProductFact {
            id: self.id(),
            handle: self.title.to_lowercase().replace(' ', "-"),
            title: self.title.into(),
            vendor: self.vendor.into(),
            product_type: self.kind.into(),
            tags: self.tags.iter().map(|tag| (*tag).into()).collect(),
            category: Some(CategoryFact {
                id: format!("gid://taxonomy/{}", self.kind),
                name: format!("{}s", self.kind),
                ancestors: vec![CategoryNameFact {
                    id: "gid://taxonomy/Outdoor".into(),
                    name: "Outdoor".into(),
                }],
            }),
            options: (!colors.is_empty())
                .then(|| OptionFact {
                    name: "Color".into(),
                    values: colors
                        .iter()
                        .map(|color| OptionValueFact {
                            name: (*color).into(),
                            swatch_color: (*color == "Red").then(|| "#cc0000".into()),
                            ..OptionValueFact::default()
                        })
                        .collect(),
                    ..OptionFact::default()
                })
                .into_iter()
                .collect(),
            variants: variants
                .clone()
                .map(|(place, (color, ..))| VariantFact {
                    id: self.variant_id(place),
                    sku: Some(format!("T{}-{}", self.number, &color[..color.len().min(1)])),
                    option_values: Some(*color)
                        .filter(|color| !color.is_empty())
                        .map(str::to_owned)
                        .into_iter()
                        .collect(),
                    ..VariantFact::default()
                })
                .collect(),
            metafields: self
                .capacity
                .map(|capacity| MetafieldFact {
                    namespace: "specs".into(),
                    key: "capacity".into(),
                    kind: "number_integer".into(),
                    value: capacity.into(),
                    ..MetafieldFact::default()
                })
                .into_iter()
                .collect(),
            status: if self.is_draft {
                ProductStatus::Draft
            } else {
                ProductStatus::Active
            },
            published_at: Some(at("2024-01-01")),
            sales_rank: Some(self.number),
            ..ProductFact::default()
        };
        let price = |cents| PriceFact {
            price_list_id: None,
            minimum_quantity: 1,
            price: Money::new(cents, Currency::USD),
            compare_at_price: None,
            starts_at: None,
            ends_at: None,
        };
        let prices = variants
            .clone()
            .map(|(place, (_, cents, _))| VariantPricesFact {
                variant_id: self.variant_id(place),
                prices: vec![price(*cents)],
            });
        let stock = variants.map(|(place, (color, _, left))| VariantStockFact {
            variant_id: self.variant_id(place),
            quantity: (!color.is_empty()).then_some(*left),
            ..VariantStockFact::default()
        });
        [
            Fact::Product(Box::new(product)),
            Fact::Prices(PricesFact {
                product_id: self.id(),
                variants: prices.collect(),
            }),
            Fact::Stock(StockFact {
                product_id: self.id(),
                variants: stock.collect(),
            }),
        ]
    }
}

fn texts() -> Vec<Fact> {
    let article = |number: u32, title: &str, published: &str| {
        content(ContentFact::Article(ArticleFact {
            id: format!("gid://shop/Article/{number}"),
            blog_handle: "news".into(),
            handle: title.to_lowercase().replace(' ', "-"),
            title: title.into(),
            published_at: Some(at(published)),
            ..ArticleFact::default()
        }))
    };
    let page = |number: u32, title: &str| {
        content(ContentFact::Page(PageFact {
            id: format!("gid://shop/Page/{number}"),
            handle: title.to_lowercase().replace(' ', "-"),
            title: title.into(),
            ..PageFact::default()
        }))
    };
    let translation = |id: &str, texts: &[(&str, &str)]| {
        let texts = texts.iter();
        setting(SettingFact::Translation(TranslationFact {
            resource_id: id.into(),
            language: "DE".into(),
            texts: texts
                .map(|(field, text)| ((*field).into(), (*text).into()))
                .collect(),
        }))
    };
    vec![
        content(ContentFact::Blog(BlogFact {
            id: "gid://shop/Blog/1".into(),
            handle: "news".into(),
            title: "News".into(),
            ..BlogFact::default()
        })),
        article(1, "Pitching a tent in wind", "2024-01-01"),
        article(2, "Tent stories", "2024-02-01"),
        article(3, "Tents of tomorrow", "2024-07-01"),
        page(1, "Tent care"),
        page(2, "About us"),
        content(ContentFact::Redirect(RedirectFact {
            id: "gid://shop/UrlRedirect/1".into(),
            path: "/search/sale".into(),
            target: "/collections/tents".into(),
        })),
        translation("gid://shop/Product/1", &[("title", "Gratzelt")]),
        translation("gid://shop/Page/1", &[("title", "Zeltpflege")]),
    ]
}

fn lists() -> Vec<Fact> {
    let collection = |number: u32, handle: &str, title: &str| {
        Fact::Collection(Box::new(CollectionFact {
            id: format!("gid://shop/Collection/{number}"),
            handle: handle.into(),
            title: title.into(),
            ..CollectionFact::default()
        }))
    };
    let members = |number: u32, products: &[u32]| {
        let products = products.iter();
        Fact::Membership(MembershipFact {
            collection_id: format!("gid://shop/Collection/{number}"),
            product_ids: products
                .map(|number| format!("gid://shop/Product/{number}"))
                .collect(),
        })
    };
    vec![
        collection(1, "tents", "Tents"),
        members(1, &[3, 1, 2, 6]),
        collection(2, "all", "Everything"),
        members(2, &[5, 4, 3, 2, 1]),
        collection(3, "tent-sale", "Tent sale"),
    ]
}

fn markets() -> Vec<Fact> {
    vec![
        setting(SettingFact::Shop(ShopFact {
            id: "gid://shop/Shop/1".into(),
            currency: Some(Currency::USD),
            country: "US".into(),
            language: "EN".into(),
            ..ShopFact::default()
        })),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/1".into(),
            handle: "us".into(),
            is_primary: true,
            countries: vec!["US".into()],
            languages: vec!["EN".into()],
            ..MarketFact::default()
        })),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/2".into(),
            handle: "europe".into(),
            countries: vec!["DE".into()],
            currency: Some(Currency::EUR),
            languages: vec!["DE".into(), "EN".into()],
            conversion_rate_millionths: Some(900_000),
            ..MarketFact::default()
        })),
    ]
}

/// The shop with further facts.
pub fn shop_with(more: impl IntoIterator<Item = Fact>) -> Shop {
    let mut facts = markets();
    facts.extend(ITEMS.iter().flat_map(Item::facts));
    facts.extend(texts());
    facts.extend(lists());
    facts.extend(more);
    Shop::of(facts).searchable()
}

/// The shop.
pub fn shop() -> Shop {
    shop_with([])
}

/// A caller in Germany who reads German.
pub fn german() -> Wish {
    Wish {
        country: Some("DE".into()),
        language: Some("DE".into()),
        location_id: None,
    }
}
