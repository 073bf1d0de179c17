//! What tests want to know of a catalog, noted while it goes by.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::{AS_OF, GeneratorOptions, generate};
use crate::{
    application::pictures::PictureRequest,
    domain::event::{
        ContentFact, Fact, ImageFact, InventoryPolicy, MenuItemFact, PricesFact, ProductFact,
        SettingFact, VariantFact,
    },
};

/// What is noted of a catalog, without keeping it.
#[derive(Default)]
pub(super) struct Census {
    /// Every id that something has, and how many have it.
    pub(super) ids: HashMap<String, u32>,
    /// Ids that something refers to.
    pub(super) references: HashSet<String>,
    pub(super) handles: HashMap<String, u32>,
    pub(super) skus: HashMap<String, u32>,
    pub(super) barcodes: HashMap<String, u32>,
    /// How many variants each product has.
    pub(super) variants: Vec<usize>,
    pub(super) picture_kinds: BTreeSet<String>,
    /// Members by collection.
    pub(super) members: HashMap<String, Vec<String>>,
    /// Collection by handle, with the handle above.
    pub(super) collections: BTreeMap<String, (String, Option<String>)>,
    /// Tags by product.
    pub(super) tags: HashMap<String, Vec<String>>,
    pub(super) content: BTreeSet<String>,
    /// How many price facts each product has.
    pub(super) editions: HashMap<String, u32>,
    /// Products with a compare-at price now.
    pub(super) reduced: HashSet<String>,
    /// Products with a price in each price list.
    pub(super) overrides: BTreeMap<String, HashSet<String>>,
    /// Variants: all, at zero, at one to four, not counted, of which orderable.
    pub(super) stock: [usize; 4],
    pub(super) translations: BTreeMap<String, HashSet<String>>,
    pub(super) problems: Vec<String>,
}

impl Census {
    pub(super) fn of(products: u64) -> Self {
        let mut census = Self::default();
        for event in generate(&GeneratorOptions { products, seed: 11 }) {
            if event.version > AS_OF {
                census
                    .problems
                    .push(format!("newer than the catalog: {event:?}"));
            }
            census.note(&event.fact);
        }
        census
    }

    fn add_id(&mut self, id: &str) {
        *self.ids.entry(id.to_owned()).or_default() += 1;
    }

    fn refer(&mut self, id: &str) {
        self.references.insert(id.to_owned());
    }

    fn picture(&mut self, image: Option<&ImageFact>) {
        let Some(image) = image else { return };
        let (path, query) = image.url.split_once('?').unwrap_or((&image.url, ""));
        match PictureRequest::parse(path, query) {
            Ok(request) => {
                self.picture_kinds.insert(request.kind.name().to_owned());
            }
            Err(error) => self.problems.push(format!("{error}: {}", image.url)),
        }
    }

    fn note(&mut self, fact: &Fact) {
        match fact {
            Fact::Product(product) => self.product(product),
            Fact::Prices(prices) => self.prices(prices),
            Fact::Stock(stock) => {
                self.refer(&stock.product_id);
                for variant in &stock.variants {
                    self.refer(&variant.variant_id);
                    for level in &variant.levels {
                        self.refer(&level.location_id);
                    }
                    let sum: i64 = variant.levels.iter().map(|level| level.available).sum();
                    if variant.quantity.unwrap_or(0) != sum {
                        self.problems
                            .push(format!("levels do not add up: {variant:?}"));
                    }
                    self.stock[0] += 1;
                    self.stock[1] += usize::from(variant.quantity == Some(0));
                    self.stock[2] += usize::from(matches!(variant.quantity, Some(1..=4)));
                    self.stock[3] += usize::from(
                        variant.quantity.is_none() || variant.policy == InventoryPolicy::Continue,
                    );
                }
            }
            Fact::Collection(collection) => {
                self.add_id(&collection.id);
                self.picture(collection.image.as_ref());
                let entry = (collection.id.clone(), collection.parent_handle.clone());
                if self
                    .collections
                    .insert(collection.handle.clone(), entry)
                    .is_some()
                {
                    self.problems.push(format!("twice: {}", collection.handle));
                }
            }
            Fact::Membership(membership) => {
                self.refer(&membership.collection_id);
                self.references
                    .extend(membership.product_ids.iter().cloned());
                self.members.insert(
                    membership.collection_id.clone(),
                    membership.product_ids.clone(),
                );
            }
            Fact::Content(content) => self.content(content),
            Fact::Removed(_) => self
                .problems
                .push("a new catalog has tombstones".to_owned()),
            Fact::Setting(setting) => match setting.as_ref() {
                SettingFact::Shop(shop) => self.add_id(&shop.id),
                SettingFact::Market(market) => {
                    self.add_id(&market.id);
                    self.references
                        .extend(market.price_list_ids.iter().cloned());
                }
                SettingFact::PriceList(list) => self.add_id(&list.id),
                SettingFact::Location(location) => self.add_id(&location.id),
                SettingFact::Translation(translation) => {
                    self.refer(&translation.resource_id);
                    let languages = self.translations.entry(translation.language.clone());
                    languages
                        .or_default()
                        .insert(translation.resource_id.clone());
                }
                SettingFact::Search(search) => {
                    if let Some(collection) = &search.collection_id {
                        self.refer(collection);
                    }
                }
            },
        }
    }

    fn product(&mut self, product: &ProductFact) {
        self.add_id(&product.id);
        let count = |map: &mut HashMap<String, u32>, name: &str| {
            *map.entry(name.to_owned()).or_default() += 1;
        };
        count(&mut self.handles, &product.handle);
        for handle in &product.previous_handles {
            count(&mut self.handles, handle);
        }
        self.tags.insert(product.id.clone(), product.tags.clone());
        self.variants.push(product.variants.len());
        for media in &product.media {
            self.picture(media.image.as_ref());
        }
        for variant in &product.variants {
            self.add_id(&variant.id);
            self.picture(variant.image.as_ref());
            count(&mut self.skus, variant.sku.as_deref().unwrap_or(""));
            if let Some(barcode) = &variant.barcode {
                count(&mut self.barcodes, barcode);
            }
            let shown = |url: &str| {
                product
                    .media
                    .iter()
                    .any(|media| media.image.as_ref().is_some_and(|image| image.url == url))
            };
            if variant
                .image
                .as_ref()
                .is_some_and(|image| !shown(&image.url))
            {
                self.problems.push(format!(
                    "its picture is not among the media: {}",
                    variant.id
                ));
            }
            let known = product.options.iter().zip(&variant.option_values);
            if variant.option_values.len() != product.options.len()
                || !known
                    .into_iter()
                    .all(|(option, value)| option.values.iter().any(|known| known.name == *value))
            {
                self.problems
                    .push(format!("has a value of no option: {}", variant.id));
            }
        }
        for (place, option) in product.options.iter().enumerate() {
            for value in &option.values {
                let used = |variant: &&VariantFact| variant.option_values[place] == value.name;
                if !product.variants.iter().any(|variant| used(&variant)) {
                    self.problems
                        .push(format!("nothing is {}: {}", value.name, product.id));
                }
            }
        }
        let distinct: HashSet<&[String]> = product
            .variants
            .iter()
            .map(|variant| &variant.option_values[..])
            .collect();
        if distinct.len() != product.variants.len() {
            self.problems
                .push(format!("two variants alike: {}", product.id));
        }
        for field in &product.metafields {
            match field.kind.as_str() {
                "list.product_reference" => {
                    let ids: Vec<String> =
                        serde_json::from_str(&field.value).expect("a list is JSON");
                    if ids.is_empty() || ids.contains(&product.id) {
                        self.problems
                            .push(format!("odd references: {}", product.id));
                    }
                    self.references.extend(ids);
                }
                "metaobject_reference" => self.refer(&field.value),
                "weight" | "volume" | "dimension" | "rating" => {
                    let value: serde_json::Value =
                        serde_json::from_str(&field.value).expect("a measured value is JSON");
                    assert!(!value["value"].is_null(), "{value}");
                }
                _ => {}
            }
        }
    }

    fn prices(&mut self, prices: &PricesFact) {
        self.refer(&prices.product_id);
        *self.editions.entry(prices.product_id.clone()).or_default() += 1;
        let mut reduced = false;
        for variant in &prices.variants {
            self.refer(&variant.variant_id);
            if variant
                .prices
                .iter()
                .filter(|row| row.price_list_id.is_none())
                .count()
                == 0
            {
                self.problems
                    .push(format!("no base price: {}", variant.variant_id));
            }
            let mut single = None;
            for row in &variant.prices {
                let amount = row.price.amount_minor;
                let compare_at = row.compare_at_price.map(|money| money.amount_minor);
                if !(100..=3_000_000).contains(&amount)
                    || compare_at.is_some_and(|before| before <= amount)
                {
                    self.problems.push(format!("odd price: {row:?}"));
                }
                reduced |= compare_at.is_some();
                if row.minimum_quantity > 1 && single.is_some_and(|single| amount >= single) {
                    self.problems
                        .push(format!("a price break upwards: {row:?}"));
                }
                if row.price_list_id.is_none() {
                    single = Some(amount);
                }
                if let Some(list) = &row.price_list_id {
                    self.refer(list);
                    let products = self.overrides.entry(list.clone()).or_default();
                    products.insert(prices.product_id.clone());
                }
            }
        }
        // The last fact of a product is the current one.
        if reduced {
            self.reduced.insert(prices.product_id.clone());
        } else {
            self.reduced.remove(&prices.product_id);
        }
    }

    fn content(&mut self, content: &ContentFact) {
        let (kind, id, handle) = match content {
            ContentFact::Page(page) => ("page", &page.id, &page.handle),
            ContentFact::Blog(blog) => ("blog", &blog.id, &blog.handle),
            ContentFact::Article(article) => {
                self.picture(article.image.as_ref());
                ("article", &article.id, &article.handle)
            }
            ContentFact::Menu(menu) => {
                self.menu_items(&menu.items);
                ("menu", &menu.id, &menu.handle)
            }
            ContentFact::Policy(policy) => ("policy", &policy.id, &policy.handle),
            ContentFact::Metaobject(metaobject) => {
                for field in &metaobject.fields {
                    if field.kind.ends_with("_reference") {
                        self.refer(field.value.as_deref().unwrap_or_default());
                    }
                }
                ("metaobject", &metaobject.id, &metaobject.handle)
            }
            ContentFact::Redirect(redirect) => ("redirect", &redirect.id, &redirect.path),
        };
        self.add_id(id);
        self.content.insert(format!("{kind} {handle}"));
    }

    fn menu_items(&mut self, items: &[MenuItemFact]) {
        for item in items {
            self.add_id(&item.id);
            self.references.extend(item.resource_id.clone());
            self.menu_items(&item.items);
        }
    }

    pub(super) fn members_of(&self, handle: &str) -> &[String] {
        &self.members[&self.collections[handle].0]
    }

    pub(super) fn products(&self) -> f64 {
        self.variants.len() as f64
    }
}
