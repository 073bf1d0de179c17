//! What a catalog holds, as far as arguments can name it.

use std::collections::{BTreeMap, BTreeSet};

use vitrina::{
    application::facts::FactSet,
    domain::event::{CollectionFact, ContentFact, Fact, MetafieldFact, ProductFact, SettingFact},
};

/// Most products whose names are kept; the others are met in lists.
const PRODUCTS: usize = 300;

/// What a product's arguments can name.
#[derive(Debug)]
pub struct KnownProduct {
    /// Its id.
    pub id: String,
    /// Its handle.
    pub handle: String,
    /// Each variant's options, name and value.
    pub variants: Vec<Vec<(String, String)>>,
    /// Its metafields, namespace and key; those that refer to records come twice.
    pub metafields: Vec<(String, String)>,
}

/// Names of one catalog. Lists are sorted, so that a seed asks the same of a catalog in each run.
#[derive(Debug, Default)]
pub struct Known {
    /// Some of the products.
    pub products: Vec<KnownProduct>,
    /// Ids by type; types without any are absent.
    pub ids: BTreeMap<&'static str, BTreeSet<String>>,
    /// Handles by type.
    pub handles: BTreeMap<&'static str, BTreeSet<String>>,
    /// Metafields of types other than products, namespace and key.
    pub metafields: BTreeMap<&'static str, BTreeSet<(String, String)>>,
    /// Attributes of products and variants: namespace, key and value, of a list one of its items.
    pub attributes: BTreeMap<&'static str, BTreeSet<[String; 3]>>,
    /// Values by field of the search syntax, for all lists together, and `category`.
    pub values: BTreeMap<&'static str, BTreeSet<String>>,
    /// Types of metaobjects with a handle and a key of each.
    pub metaobjects: BTreeSet<(String, String, String)>,
    /// Paths of products, old ones and redirected ones among them.
    pub paths: BTreeSet<String>,
    /// Countries that the shop sells to.
    pub countries: BTreeSet<String>,
    /// Languages that it speaks.
    pub languages: BTreeSet<String>,
}

impl Known {
    /// What these facts name.
    pub fn of(facts: &FactSet) -> Self {
        let mut known = Self::default();
        let products = facts.iter().filter_map(|event| match &event.fact {
            Fact::Product(product) => Some(product.as_ref()),
            _ => None,
        });
        let mut products: Vec<&ProductFact> = products.collect();
        products.sort_by(|one, other| one.id.cmp(&other.id));
        let step = products.len().div_ceil(PRODUCTS).max(1);
        for product in products.into_iter().step_by(step) {
            known.learn_product(product);
        }
        for event in facts.iter() {
            match &event.fact {
                Fact::Collection(collection) => known.learn_collection(collection),
                Fact::Content(content) => known.learn_content(content),
                Fact::Setting(setting) => known.learn_setting(setting),
                _ => {}
            }
        }
        known
    }

    fn learn_product(&mut self, product: &ProductFact) {
        let names = product.options.iter().map(|option| &option.name);
        let options = |values: &[String]| {
            let pairs = names.clone().cloned().zip(values.iter().cloned());
            pairs.collect::<Vec<_>>()
        };
        let mut metafields = pairs(&product.metafields);
        metafields.extend(pairs(
            product
                .metafields
                .iter()
                .filter(|row| row.kind.contains("reference")),
        ));
        self.products.push(KnownProduct {
            id: product.id.clone(),
            handle: product.handle.clone(),
            variants: product
                .variants
                .iter()
                .map(|it| options(&it.option_values))
                .collect(),
            metafields,
        });
        self.attributes("Product", &product.metafields);
        if let Some(category) = &product.category {
            self.value("category", &category.id);
        }
        self.named("Product", &product.id, &product.handle);
        self.words("title", &product.title);
        for (field, value) in [
            ("vendor", &product.vendor),
            ("product_type", &product.product_type),
            ("handle", &product.handle),
        ] {
            self.value(field, value);
        }
        for tag in &product.tags {
            self.value("tag", tag);
        }
        for variant in &product.variants {
            self.ids
                .entry("ProductVariant")
                .or_default()
                .insert(variant.id.clone());
            self.metafields
                .entry("ProductVariant")
                .or_default()
                .extend(pairs(&variant.metafields));
            self.attributes("ProductVariant", &variant.metafields);
            for (field, value) in [("sku", &variant.sku), ("barcode", &variant.barcode)] {
                self.value(field, value.as_deref().unwrap_or_default());
            }
        }
        for handle in product.previous_handles.iter().chain([&product.handle]) {
            self.paths.insert(format!("/products/{handle}"));
        }
    }

    fn learn_collection(&mut self, collection: &CollectionFact) {
        self.named("Collection", &collection.id, &collection.handle);
        self.words("title", &collection.title);
        self.metafields
            .entry("Collection")
            .or_default()
            .extend(pairs(&collection.metafields));
    }

    fn learn_content(&mut self, content: &ContentFact) {
        match content {
            ContentFact::Page(page) => {
                self.named("Page", &page.id, &page.handle);
                self.words("title", &page.title);
                self.metafields
                    .entry("Page")
                    .or_default()
                    .extend(pairs(&page.metafields));
            }
            ContentFact::Blog(blog) => {
                self.named("Blog", &blog.id, &blog.handle);
                self.value("blog_title", &blog.title);
                self.metafields
                    .entry("Blog")
                    .or_default()
                    .extend(pairs(&blog.metafields));
            }
            ContentFact::Article(article) => {
                self.named("Article", &article.id, &article.handle);
                self.words("title", &article.title);
                self.value("author", &article.author.name);
                for tag in &article.tags {
                    self.value("tag", tag);
                }
                self.metafields
                    .entry("Article")
                    .or_default()
                    .extend(pairs(&article.metafields));
            }
            ContentFact::Menu(menu) => self.named("Menu", &menu.id, &menu.handle),
            ContentFact::Policy(policy) => self.named("ShopPolicy", &policy.id, &policy.handle),
            ContentFact::Metaobject(metaobject) => {
                self.named("Metaobject", &metaobject.id, &metaobject.handle);
                let (kind, handle) = (&metaobject.kind, &metaobject.handle);
                let fields = metaobject.fields.iter();
                self.metaobjects
                    .extend(fields.map(|field| (kind.clone(), handle.clone(), field.key.clone())));
            }
            ContentFact::Redirect(redirect) => {
                self.ids
                    .entry("UrlRedirect")
                    .or_default()
                    .insert(redirect.id.clone());
                self.value("path", &redirect.path);
                self.value("target", &redirect.target);
                self.paths.insert(redirect.path.clone());
            }
        }
    }

    fn learn_setting(&mut self, setting: &SettingFact) {
        match setting {
            SettingFact::Shop(shop) => {
                self.named("Shop", &shop.id, "");
                self.languages.insert(shop.language.clone());
                self.metafields
                    .entry("Shop")
                    .or_default()
                    .extend(pairs(&shop.metafields));
            }
            SettingFact::Market(market) => {
                self.named("Market", &market.id, &market.handle);
                self.countries.extend(market.countries.iter().cloned());
                self.languages.extend(market.languages.iter().cloned());
                self.metafields
                    .entry("Market")
                    .or_default()
                    .extend(pairs(&market.metafields));
            }
            SettingFact::Location(location) => {
                self.named("Location", &location.id, "");
                self.metafields
                    .entry("Location")
                    .or_default()
                    .extend(pairs(&location.metafields));
            }
            SettingFact::PriceList(_) | SettingFact::Translation(_) | SettingFact::Search(_) => {}
        }
    }

    fn named(&mut self, kind: &'static str, id: &str, handle: &str) {
        self.ids.entry(kind).or_default().insert(id.to_owned());
        self.handles
            .entry(kind)
            .or_default()
            .insert(handle.to_owned());
        self.value("handle", handle);
        self.value("id", id);
    }

    fn attributes(&mut self, kind: &'static str, rows: &[MetafieldFact]) {
        let attributes = self.attributes.entry(kind).or_default();
        attributes.extend(rows.iter().map(|row| {
            let items: Vec<String> = serde_json::from_str(&row.value).unwrap_or_default();
            let value = items.into_iter().next().unwrap_or(row.value.clone());
            [row.namespace.clone(), row.key.clone(), value]
        }));
    }

    fn words(&mut self, field: &'static str, text: &str) {
        self.value(field, text);
        for word in text.split_whitespace() {
            self.value(field, word);
        }
    }

    fn value(&mut self, field: &'static str, value: &str) {
        if !value.is_empty() {
            self.values
                .entry(field)
                .or_default()
                .insert(value.to_owned());
        }
    }
}

fn pairs<'a>(rows: impl IntoIterator<Item = &'a MetafieldFact>) -> Vec<(String, String)> {
    let rows = rows.into_iter();
    rows.map(|row| (row.namespace.clone(), row.key.clone()))
        .collect()
}
