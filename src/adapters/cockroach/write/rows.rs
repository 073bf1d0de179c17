//! The rows of facts, table by table.

mod removed;

use rustc_hash::FxHashMap;
use serde::Serialize;
use uuid::Uuid;

use self::removed::no_prices;
use super::columns::{joined, rows};
use crate::{
    adapters::cockroach::{
        SqlError, Statement, Transaction,
        dao::{content::kind_name, product::variant_ids},
    },
    application::{
        catalog::translation_key,
        contents::{ContentRecord, sort_text},
        facts::AspectKey,
    },
    domain::{
        event::{
            CollectionFact, ContentFact, Event, Fact, InventoryPolicy, MembershipFact,
            MetafieldFact, OptionFact, PricesFact, ProductFact, RemovedFact, SettingFact,
            StockFact,
        },
        id::{Key, id_order},
        language::Language,
        money::Currency,
        offer::{ALWAYS, FOREVER, PriceRow, Prices, Stock},
        product::{Metafields, Product},
        text,
        time::Timestamp,
    },
};

static UPSERT_PRODUCTS: Statement = statement!("product/upsert");
static DELETE_PRODUCTS: Statement = statement!("product/delete");
static DELETE_HANDLES: Statement = statement!("product/delete_handles");
static INSERT_HANDLES: Statement = statement!("product/insert_handles");
static DELETE_VARIANTS: Statement = statement!("variant/delete");
static DELETE_VARIANT_METAFIELDS: Statement = statement!("variant/delete_metafields");
static INSERT_VARIANTS: Statement = statement!("variant/insert");
static ARCHIVE_PRICES: Statement = statement!("offer/archive_prices");
static DELETE_PRICES: Statement = statement!("offer/delete_prices");
static INSERT_PRICES: Statement = statement!("offer/insert_prices");
static INSERT_PRICE_HISTORY: Statement = statement!("offer/insert_price_history");
static DELETE_STOCK: Statement = statement!("offer/delete_stock");
static INSERT_STOCK: Statement = statement!("offer/insert_stock");
static DELETE_METAFIELDS: Statement = statement!("metafield/delete");
static INSERT_METAFIELDS: Statement = statement!("metafield/insert");
static UPSERT_COLLECTIONS: Statement = statement!("collection/upsert");
static DELETE_MEMBERS: Statement = statement!("collection/delete_members");
static INSERT_MEMBERS: Statement = statement!("collection/insert_members");
static UPSERT_CONTENT: Statement = statement!("content/upsert");
static DELETE_CONTENT: Statement = statement!("content/delete");
static UPSERT_TRANSLATIONS: Statement = statement!("translation/upsert");
static DELETE_TRANSLATIONS: Statement = statement!("translation/delete");
static UPSERT_SETTINGS: Statement = statement!("setting/upsert");
static DELETE_SETTINGS: Statement = statement!("setting/delete");

rows!(ProductRows {
    product_id: Uuid,
    version: i64,
    handle: String,
    id_order: String,
    listed_at: i64,
    created_at: i64,
    updated_at: i64,
    sales_rank: i64,
    is_gift_card: bool,
    title_sort: String,
    vendor_sort: String,
    type_sort: String,
    title_words: String,
    handle_key: String,
    vendor_key: String,
    type_key: String,
    id_keys: String,
    tag_keys: String,
    sku_keys: String,
    barcode_keys: String,
    product_type: String,
    tags: String,
    variant_ids: Vec<u8>,
    options: String,
    body: String,
});
rows!(HandleRows {
    handle: String,
    product_id: Uuid
});
rows!(VariantRows {
    product_id: Uuid,
    position: i64,
    variant_id: Uuid,
    body: String
});
rows!(PriceRows {
    product_id: Uuid, version: i64, variant_id: Uuid, price_list_id: Uuid, minimum_quantity: i64,
    starts_at: i64, ends_at: i64, currency: &'static str, amount: i64, compare_at_amount: Option<i64>,
});
rows!(StockRows {
    product_id: Uuid, version: i64, variant_id: Uuid, quantity: Option<i64>, is_orderable_at_zero: bool,
    location_ids: String, levels: String,
});
rows!(MetafieldRows {
    owner_id: Uuid, position: i64, version: i64, id: String, namespace: String, key: String, kind: String,
    value: String, description: Option<String>,
});
rows!(CollectionRows {
    collection_id: Uuid, version: i64, handle: String, id_order: String, title_sort: String,
    parent_handle: Option<String>, body: String,
});
rows!(MemberRows {
    collection_id: Uuid,
    position: i64,
    product_id: Uuid
});
rows!(ContentRows {
    content_id: Uuid, version: i64, kind: &'static str, scope: String, handle: String, id_order: String,
    published_at: i64, body: String,
});
rows!(TranslationRows {
    translation_id: Uuid,
    version: i64,
    body: String
});
rows!(SettingRows { setting_id: Uuid, version: i64, kind: &'static str, body: String });

/// What a batch replaces.
#[derive(Default)]
pub(super) struct Batch {
    products: ProductRows,
    handles: HandleRows,
    variants: VariantRows,
    prices: PriceRows,
    price_history: PriceRows,
    stock: StockRows,
    metafields: MetafieldRows,
    collections: CollectionRows,
    members: MemberRows,
    contents: ContentRows,
    translations: TranslationRows,
    settings: SettingRows,
    /// Products whose content, prices or stock was there before.
    known_products: Vec<Uuid>,
    known_prices: Vec<Uuid>,
    known_stock: Vec<Uuid>,
    known_members: Vec<Uuid>,
    /// Owners of metafields other than variants.
    known_owners: Vec<Uuid>,
    /// What is there and is no more.
    gone_products: Vec<Uuid>,
    gone_collections: Vec<Uuid>,
    gone_contents: Vec<Uuid>,
    gone_translations: Vec<Uuid>,
    gone_settings: Vec<Uuid>,
    /// What summaries are worked out from, by product.
    pub parts: FxHashMap<Key, Parts>,
}

/// What a batch tells of the offer of one product.
#[derive(Default)]
pub(super) struct Parts {
    pub id_order: String,
    pub variants: Option<std::sync::Arc<[Key]>>,
    pub prices: Option<Prices>,
    pub stock: Option<Stock>,
    /// Whether something of it was there before, so that there may be summaries.
    pub was_known: bool,
}

/// Text of a fact as it is kept.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("facts have text keys and finite numbers")
}

/// What PostgreSQL takes in a text: it has no place for NUL.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}

/// The words of a text between spaces, for finding some of them one after the other by LIKE.
fn spaced_words(text: &str) -> String {
    let folded = text::fold(text);
    let mut spaced = String::from(" ");
    for word in text::words(&folded) {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

fn name_key(text: &str) -> String {
    clean(&text::fold(text.trim()))
}

/// Options of a product with its id, in the form of a product fact.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    options: &'a [OptionFact],
}

impl Batch {
    /// Keeps a price fact that lost.
    pub(super) fn keep_history(&mut self, event: &Event) {
        match &event.fact {
            Fact::Prices(fact) => add_prices(&mut self.price_history, fact, event.version),
            Fact::Removed(RemovedFact::Prices(product)) => {
                add_prices(&mut self.price_history, &no_prices(product), event.version);
            }
            _ => {}
        }
    }

    /// Adds the rows of a fact; `is_known` says that the aspect has rows already.
    pub(super) fn replace(&mut self, event: &Event, is_known: bool) {
        let version = event.version;
        match &event.fact {
            Fact::Product(fact) => self.add_product(fact, version, is_known),
            Fact::Prices(fact) => self.add_current_prices(fact, version, is_known),
            Fact::Stock(fact) => self.add_stock(fact, version, is_known),
            Fact::Collection(fact) => self.add_collection(fact, version, is_known),
            Fact::Membership(fact) => self.add_members(fact, is_known),
            Fact::Content(fact) => self.add_content(fact, version, is_known),
            Fact::Setting(fact) => self.add_setting(fact, event, is_known),
            Fact::Removed(fact) => self.remove(fact, event, is_known),
        }
    }

    /// Whether the tree of collections may have changed.
    pub(super) fn has_collections(&self) -> bool {
        !self.collections.collection_id.is_empty() || !self.gone_collections.is_empty()
    }

    fn add_current_prices(&mut self, fact: &PricesFact, version: Timestamp, is_known: bool) {
        let key = Key::of(&fact.product_id);
        if is_known {
            self.known_prices.push(key.0);
        }
        add_prices(&mut self.prices, fact, version);
        let prices = Prices::of_editions([(version, PriceRow::of_fact(fact))]);
        let parts = self.parts.entry(key).or_default();
        parts.prices = Some(prices);
        parts.was_known |= is_known;
    }

    fn add_metafields(&mut self, facts: &[MetafieldFact], owner: &str, version: Timestamp) {
        let entity = Metafields::build(facts, owner, version);
        let text = entity.text();
        for (position, row) in entity.rows().iter().enumerate() {
            self.metafields.push(
                Key::of(owner).0,
                position as i64,
                version.0,
                clean(text.get(row.id)),
                clean(text.get(row.namespace)),
                clean(text.get(row.key)),
                clean(text.get(row.kind)),
                clean(text.get(row.value)),
                text.find(row.description).map(clean),
            );
        }
    }

    fn add_product(&mut self, fact: &ProductFact, version: Timestamp, is_known: bool) {
        let entity = Product::build(fact, version);
        let key = entity.key.0;
        if is_known {
            self.known_products.push(key);
            self.known_owners.push(key);
        }
        let body = ProductFact {
            options: Vec::new(),
            variants: Vec::new(),
            metafields: Vec::new(),
            ..fact.clone()
        };
        let head = Head {
            id: &fact.id,
            options: &fact.options,
        };
        let id_order = clean(&id_order(&fact.id));
        let names = [
            Some(fact.id.as_str()),
            fact.id.rsplit_once('/').map(|(_, name)| name),
        ];
        let variants = &fact.variants;
        self.products.push(
            key,
            version.0,
            clean(&fact.handle),
            id_order.clone(),
            entity.listed_at().unwrap_or(FOREVER).0,
            entity.created_at.0,
            entity.updated_at.0,
            entity.sales_rank.into(),
            fact.is_gift_card,
            clean(&sort_text(&fact.title)),
            clean(&sort_text(&fact.vendor)),
            clean(&sort_text(&fact.product_type)),
            spaced_words(&fact.title),
            name_key(&fact.handle),
            name_key(&fact.vendor),
            name_key(&fact.product_type),
            joined(names.into_iter().flatten().map(name_key)),
            joined(fact.tags.iter().map(|tag| name_key(tag))),
            joined(
                variants
                    .iter()
                    .filter_map(|variant| variant.sku.as_deref())
                    .map(name_key),
            ),
            joined(
                variants
                    .iter()
                    .filter_map(|variant| variant.barcode.as_deref())
                    .map(name_key),
            ),
            clean(&fact.product_type),
            joined(fact.tags.iter().map(|tag| clean(tag))),
            variant_ids(&entity.variant_keys),
            json(&head),
            json(&body),
        );
        for handle in &fact.previous_handles {
            self.handles.push(clean(handle), key);
        }
        for (position, (variant, id)) in variants.iter().zip(entity.variant_keys.iter()).enumerate()
        {
            let body = crate::domain::event::VariantFact {
                metafields: Vec::new(),
                ..variant.clone()
            };
            self.variants.push(key, position as i64, id.0, json(&body));
            self.add_metafields(&variant.metafields, &variant.id, version);
        }
        self.add_metafields(&fact.metafields, &fact.id, version);
        let parts = self.parts.entry(entity.key).or_default();
        parts.variants = Some(entity.variant_keys);
        parts.id_order = id_order;
        parts.was_known |= is_known;
    }

    fn add_stock(&mut self, fact: &StockFact, version: Timestamp, is_known: bool) {
        let key = Key::of(&fact.product_id);
        if is_known {
            self.known_stock.push(key.0);
        }
        let entity = Stock::build(fact);
        let mut seen = rustc_hash::FxHashSet::default();
        for variant in &fact.variants {
            let id = Key::of(&variant.variant_id);
            let Some(row) = entity.find(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            let is_orderable = variant.policy == InventoryPolicy::Continue;
            let levels = row.levels.iter();
            self.stock.push(
                key.0,
                version.0,
                id.0,
                row.quantity,
                is_orderable,
                joined(levels.clone().map(|(location, _)| location.0.to_string())),
                joined(levels.map(|(_, quantity)| quantity.to_string())),
            );
        }
        let parts = self.parts.entry(key).or_default();
        parts.stock = Some(entity);
        parts.was_known |= is_known;
    }

    fn add_collection(&mut self, fact: &CollectionFact, version: Timestamp, is_known: bool) {
        let key = Key::of(&fact.id).0;
        if is_known {
            self.known_owners.push(key);
        }
        let body = CollectionFact {
            metafields: Vec::new(),
            ..fact.clone()
        };
        self.collections.push(
            key,
            version.0,
            clean(&fact.handle),
            clean(&id_order(&fact.id)),
            clean(&sort_text(&fact.title)),
            fact.parent_handle.as_deref().map(clean),
            json(&body),
        );
        self.add_metafields(&fact.metafields, &fact.id, version);
    }

    fn add_members(&mut self, fact: &MembershipFact, is_known: bool) {
        let key = Key::of(&fact.collection_id).0;
        if is_known {
            self.known_members.push(key);
        }
        // A product that is named twice stands where it is named first.
        let mut seen = rustc_hash::FxHashSet::default();
        for (position, id) in fact.product_ids.iter().enumerate() {
            let product = Key::of(id).0;
            if seen.insert(product) {
                self.members.push(key, position as i64, product);
            }
        }
    }

    fn add_content(&mut self, fact: &ContentFact, version: Timestamp, is_known: bool) {
        let record = ContentRecord::of(fact.clone(), version);
        if let Some((owner, facts)) = fact.attributes() {
            if is_known {
                self.known_owners.push(record.key.0);
            }
            self.add_metafields(facts, owner, version);
        }
        self.contents.push(
            record.key.0,
            version.0,
            kind_name(record.kind),
            clean(&record.scope),
            clean(&record.handle),
            clean(&id_order(&record.id)),
            record.published_at.0,
            json(fact),
        );
    }

    fn add_setting(&mut self, fact: &SettingFact, event: &Event, is_known: bool) {
        let version = event.version;
        let aspect = AspectKey::of(&event.fact);
        if let SettingFact::Translation(texts) = fact {
            if let Some(language) = Language::from_tag(&texts.language) {
                let key = translation_key(&texts.resource_id, language);
                self.translations.push(key.0, version.0, json(texts));
            }
            return;
        }
        if let Some((owner, facts)) = fact.attributes() {
            if is_known {
                self.known_owners.push(Key::of(owner).0);
            }
            self.add_metafields(facts, owner, version);
        }
        self.settings
            .push(aspect.key.0, version.0, aspect.aspect, json(fact));
    }

    /// Writes everything, collections that are no more aside, and tells how many rows there are.
    pub(super) async fn write(&self, transaction: &Transaction) -> Result<u64, SqlError> {
        for (statement, keys) in [
            (&DELETE_VARIANT_METAFIELDS, &self.known_products),
            (&DELETE_VARIANTS, &self.known_products),
            (&DELETE_HANDLES, &self.known_products),
            (&ARCHIVE_PRICES, &self.known_prices),
            (&DELETE_PRICES, &self.known_prices),
            (&DELETE_STOCK, &self.known_stock),
            (&DELETE_METAFIELDS, &self.known_owners),
            (&DELETE_MEMBERS, &self.known_members),
            (&DELETE_PRODUCTS, &self.gone_products),
            (&DELETE_CONTENT, &self.gone_contents),
            (&DELETE_TRANSLATIONS, &self.gone_translations),
            (&DELETE_SETTINGS, &self.gone_settings),
        ] {
            if !keys.is_empty() {
                transaction.execute(statement, &[keys]).await?;
            }
        }
        let on = transaction;
        Ok(self.products.write(on, &UPSERT_PRODUCTS).await?
            + self.handles.write(on, &INSERT_HANDLES).await?
            + self.variants.write(on, &INSERT_VARIANTS).await?
            + self.prices.write(on, &INSERT_PRICES).await?
            + self.price_history.write(on, &INSERT_PRICE_HISTORY).await?
            + self.stock.write(on, &INSERT_STOCK).await?
            + self.metafields.write(on, &INSERT_METAFIELDS).await?
            + self.collections.write(on, &UPSERT_COLLECTIONS).await?
            + self.members.write(on, &INSERT_MEMBERS).await?
            + self.contents.write(on, &UPSERT_CONTENT).await?
            + self.translations.write(on, &UPSERT_TRANSLATIONS).await?
            + self.settings.write(on, &UPSERT_SETTINGS).await?)
    }
}

fn add_prices(rows: &mut PriceRows, fact: &PricesFact, version: Timestamp) {
    let product = Key::of(&fact.product_id).0;
    let prices = PriceRow::of_fact(fact);
    for price in &prices {
        rows.push(
            product,
            version.0,
            price.variant.0,
            price.price_list.map_or(Uuid::nil(), |list| list.0),
            price.minimum_quantity.into(),
            price.starts_at.0,
            price.ends_at.0,
            price.price.currency.code(),
            price.price.amount_minor,
            price.compare_at.map(|before| before.amount_minor),
        );
    }
    if prices.is_empty() {
        // Without a row the edition before would seem to be in force: this one is of no variant.
        let (none, usd) = (Uuid::nil(), Currency::USD.code());
        rows.push(
            product, version.0, none, none, 1, ALWAYS.0, FOREVER.0, usd, 0, None,
        );
    }
}
