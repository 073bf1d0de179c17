//! Fills an index from a store, whichever it is, through the store's own lists.

use std::sync::Arc;

use super::{Change, CollectionEntry, ProductEntry, SearchWriter};
use crate::{
    application::catalog::{
        Catalog, ContentList, ContentSort, Find, ProductList, ProductLists, ProductSort,
        SettingStore, StoreError, translation_key,
    },
    domain::{
        collection::Collection,
        context::PriceContext,
        event::TranslationFact,
        id::Key,
        language::Language,
        money::{Currency, Rounding},
        offer::{FOREVER, Prices, Stock},
        page::{Listing, Position, Window},
        product::{Metafields, Product, Variants},
    },
};

/// Products asked for at once: as many as any batch of a store.
const BATCH: usize = 250;
/// How often one thing is asked for.
const ATTEMPTS: u32 = 4;

/// Reads all products and memberships of a store into an index; returns how many products there are. Changes that the
/// store takes meanwhile may be missed: who follows them starts following before, and applies them after.
///
/// Products come by type: those that a query finds are mostly of a few types, and what lies together is read faster.
///
/// # Errors
/// When the store cannot be asked.
pub async fn load(store: &impl Catalog, index: &dyn SearchWriter) -> Result<u64, StoreError> {
    let languages = translated_languages(store);
    let mut count = 0;
    let mut after = None;
    loop {
        let list = all_products(None, after);
        let page = patiently(async || store.list_products(&list).await).await?;
        let keys: Vec<Key> = page.rows.iter().map(|(key, _)| *key).collect();
        count += keys.len() as u64;
        index.apply(&patiently(async || products(store, &keys, &languages).await).await?);
        match next(&page) {
            Some(position) => after = Some(position),
            None => break,
        }
    }
    let mut after = None;
    loop {
        let list = ContentList {
            scope: None,
            filter: None,
            sort: ContentSort::Id,
            is_reversed: false,
            window: window(after),
            instant: FOREVER,
        };
        let page = patiently(async || store.list_collections(&list).await).await?;
        let keys: Vec<Key> = page.rows.iter().map(|(key, _)| *key).collect();
        index.apply(&patiently(async || collections(store, &keys, &languages).await).await?);
        for collection in keys {
            let members = members(store, collection).await?;
            index.apply(&[Change::Membership(collection, members.into())]);
        }
        match next(&page) {
            Some(position) => after = Some(position),
            None => return Ok(count),
        }
    }
}

/// Asks again when an answer does not come, a few times: a busy store should not cost all that was read before.
async fn patiently<T>(ask: impl AsyncFn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    for _ in 1..ATTEMPTS {
        if let Ok(answer) = ask().await {
            return Ok(answer);
        }
    }
    ask().await
}

fn window(after: Option<Position>) -> Window {
    Window {
        after,
        ..Window::first(BATCH)
    }
}

/// Where the next page begins; `None` after the last one.
fn next<T>(page: &Listing<T>) -> Option<Position> {
    let last = page.rows.last().filter(|_| page.has_next);
    last.map(|(_, position)| position.clone())
}

/// Products that are published, now or later, of a collection in its order or all by type.
fn all_products(collection: Option<Key>, after: Option<Position>) -> ProductList {
    ProductList {
        collection,
        filter: None,
        sort: match collection {
            Some(_) => ProductSort::Position,
            None => ProductSort::ProductType,
        },
        is_reversed: false,
        window: window(after),
        // No price matters to these orders.
        context: PriceContext {
            currency: Currency::USD,
            price_lists: Arc::default(),
            rate: None,
            rounding: Rounding::MinorUnit,
            instant: FOREVER,
        },
        with_total: false,
    }
}

async fn members(store: &impl ProductLists, collection: Key) -> Result<Vec<Key>, StoreError> {
    let mut members = Vec::new();
    let mut after = None;
    loop {
        let list = all_products(Some(collection), after);
        let page = patiently(async || store.list_products(&list).await).await?;
        members.extend(page.rows.iter().map(|(key, _)| *key));
        match next(&page) {
            Some(position) => after = Some(position),
            None => return Ok(members),
        }
    }
}

/// The languages of all markets but the shop's own.
fn translated_languages(store: &impl SettingStore) -> Vec<Language> {
    let settings = store.settings();
    let all = settings
        .markets
        .iter()
        .flat_map(|market| market.languages.iter().copied());
    let mut languages: Vec<Language> = all
        .filter(|language| *language != settings.language)
        .collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// The texts of each record in those of the languages that it has any in.
async fn translations(
    store: &impl Find<TranslationFact>,
    ids: &[&str],
    languages: &[Language],
) -> Result<Vec<Vec<Arc<TranslationFact>>>, StoreError> {
    let mut translations = vec![Vec::new(); ids.len()];
    for language in languages {
        let keys: Vec<Key> = ids
            .iter()
            .map(|id| translation_key(id, *language))
            .collect();
        let found = store.find_by_keys(&keys).await?;
        for (of_record, found) in translations.iter_mut().zip(found) {
            of_record.extend(found);
        }
    }
    Ok(translations)
}

/// The changes that name collections.
async fn collections(
    store: &impl Catalog,
    keys: &[Key],
    languages: &[Language],
) -> Result<Vec<Change>, StoreError> {
    let found: Vec<Option<Arc<Collection>>> = store.find_by_keys(keys).await?;
    let found: Vec<Arc<Collection>> = found.into_iter().flatten().collect();
    let ids: Vec<&str> = found.iter().map(|collection| collection.id()).collect();
    let translations = translations(store, &ids, languages).await?;
    let changes = found.iter().zip(translations).map(|(collection, texts)| {
        let title = |translation: &Arc<TranslationFact>| {
            let language = Language::from_tag(&translation.language)?;
            Some((language, translation.texts.get("title")?.clone()))
        };
        Change::Collection(CollectionEntry {
            collection: collection.key,
            title: collection.title().to_owned(),
            translations: texts.iter().filter_map(title).collect(),
        })
    });
    Ok(changes.collect())
}

/// The changes that make products.
async fn products(
    store: &impl Catalog,
    keys: &[Key],
    languages: &[Language],
) -> Result<Vec<Change>, StoreError> {
    let products: Vec<Option<Arc<Product>>> = store.find_by_keys(keys).await?;
    let variants: Vec<Option<Arc<Variants>>> = store.find_by_keys(keys).await?;
    let prices: Vec<Option<Arc<Prices>>> = store.find_by_keys(keys).await?;
    let stock: Vec<Option<Arc<Stock>>> = store.find_by_keys(keys).await?;
    let of_products: Vec<Option<Arc<Metafields>>> = store.find_by_keys(keys).await?;
    let owners = variants
        .iter()
        .flatten()
        .flat_map(|variants| &variants.rows);
    let owners: Vec<Key> = owners.map(|variant| variant.key).collect();
    let mut of_variants = Vec::with_capacity(owners.len());
    for owners in owners.chunks(BATCH) {
        let found: Vec<Option<Arc<Metafields>>> = store.find_by_keys(owners).await?;
        of_variants.extend(found);
    }
    let ids: Vec<&str> = products
        .iter()
        .map(|product| product.as_ref().map_or("", |product| product.id()))
        .collect();
    let translations = translations(store, &ids, languages).await?;
    let mut of_variants = of_variants.into_iter();
    let mut changes = Vec::with_capacity(3 * keys.len());
    let content = products
        .into_iter()
        .zip(variants)
        .zip(of_products.into_iter().zip(translations));
    for (((product, variants), (metafields, translations)), (key, (prices, stock))) in
        content.zip(keys.iter().zip(prices.into_iter().zip(stock)))
    {
        // Taken for each product that has variants, also where the product is gone since.
        let length = variants.as_ref().map_or(0, |variants| variants.rows.len());
        let variant_metafields = of_variants.by_ref().take(length).collect();
        let (Some(product), Some(variants)) = (product, variants) else {
            continue;
        };
        changes.push(Change::Product(ProductEntry {
            product,
            variants,
            metafields,
            variant_metafields,
            translations,
        }));
        changes.extend(prices.map(|prices| Change::Prices(*key, prices)));
        changes.extend(stock.map(|stock| Change::Stock(*key, stock)));
    }
    Ok(changes)
}
