//! What neither form of a fact, JSON or Cap'n Proto, can say by itself: ids that are there, variants that have a value of
//! each option, instants to the second.

use std::collections::HashSet;

use crate::{
    application::search::FacetId,
    domain::{
        analysis::{Stemming, Synonyms},
        event::{
            ContentFact, FacetSettingFact, Fact, MetafieldFact, PriceFact, ProductFact,
            RemovedFact, SearchSettingFact, SettingFact, VariantPricesFact, VariantStockFact,
        },
        time::Timestamp,
    },
};

/// A field that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Path of the field, `product.variants[2].id`.
    pub field: String,
    /// What is wrong.
    pub reason: String,
}

type Check = Result<(), Invalid>;

/// Checks a fact that was read.
///
/// # Errors
/// The first field that is wrong.
pub fn check(fact: &Fact) -> Check {
    match fact {
        Fact::Product(product) => within("product", check_product(product)),
        Fact::Prices(prices) => {
            let variants = || each("variants", &prices.variants, check_prices);
            within(
                "prices",
                needed("productId", &prices.product_id).and_then(|()| variants()),
            )
        }
        Fact::Stock(stock) => {
            let id_of = |variant: &VariantStockFact| needed("variantId", &variant.variant_id);
            let variants = || each("variants", &stock.variants, id_of);
            within(
                "stock",
                needed("productId", &stock.product_id).and_then(|()| variants()),
            )
        }
        Fact::Collection(collection) => within(
            "collection",
            needed("id", &collection.id)
                .and_then(|()| needed("handle", &collection.handle))
                .and_then(|()| check_metafields(&collection.metafields)),
        ),
        Fact::Membership(membership) => within(
            "membership",
            needed("collectionId", &membership.collection_id),
        ),
        Fact::Content(content) => within("content", check_content(content)),
        Fact::Setting(setting) => within("setting", check_setting(setting)),
        Fact::Removed(removed) => within("removed", check_removed(removed)),
    }
}

/// Instants within a fact are kept to the second, so they are read so too: a fact read back equals itself.
pub fn drop_fractions(fact: &mut Fact) {
    let whole = |instant: &mut Option<Timestamp>| {
        if let Some(Timestamp(micros)) = instant {
            *micros -= micros.rem_euclid(1_000_000);
        }
    };
    match fact {
        Fact::Product(product) => {
            whole(&mut product.created_at);
            whole(&mut product.updated_at);
            whole(&mut product.published_at);
        }
        Fact::Prices(prices) => {
            let variants = prices.variants.iter_mut();
            for price in variants.flat_map(|variant| &mut variant.prices) {
                whole(&mut price.starts_at);
                whole(&mut price.ends_at);
            }
        }
        Fact::Collection(collection) => whole(&mut collection.updated_at),
        Fact::Content(content) => match content.as_mut() {
            ContentFact::Page(page) => {
                whole(&mut page.created_at);
                whole(&mut page.updated_at);
            }
            ContentFact::Article(article) => {
                whole(&mut article.published_at);
                whole(&mut article.updated_at);
            }
            ContentFact::Metaobject(metaobject) => whole(&mut metaobject.updated_at),
            _ => {}
        },
        Fact::Stock(_) | Fact::Membership(_) | Fact::Setting(_) | Fact::Removed(_) => {}
    }
}

fn check_removed(removed: &RemovedFact) -> Check {
    let (kind, id) = match removed {
        RemovedFact::Product(id) => ("product", id),
        RemovedFact::Prices(id) => ("prices", id),
        RemovedFact::Stock(id) => ("stock", id),
        RemovedFact::Collection(id) => ("collection", id),
        RemovedFact::Membership(id) => ("membership", id),
        RemovedFact::Page(id) => ("page", id),
        RemovedFact::Blog(id) => ("blog", id),
        RemovedFact::Article(id) => ("article", id),
        RemovedFact::Menu(id) => ("menu", id),
        RemovedFact::Policy(id) => ("policy", id),
        RemovedFact::Metaobject(id) => ("metaobject", id),
        RemovedFact::Redirect(id) => ("redirect", id),
        RemovedFact::Shop(id) => ("shop", id),
        RemovedFact::Market(id) => ("market", id),
        RemovedFact::PriceList(id) => ("priceList", id),
        RemovedFact::Location(id) => ("location", id),
        RemovedFact::Translation(of) => {
            let texts = needed("resourceId", &of.resource_id);
            return within("translation", texts.and(needed("language", &of.language)));
        }
        RemovedFact::Search(of) => {
            let id = of.collection_id.as_deref().unwrap_or("the shop");
            return within("search", needed("collectionId", id));
        }
    };
    needed(kind, id)
}

fn check_product(product: &ProductFact) -> Check {
    needed("id", &product.id)?;
    needed("handle", &product.handle)?;
    check_metafields(&product.metafields)?;
    let mut ids = HashSet::new();
    let options = product.options.len();
    for (number, variant) in product.variants.iter().enumerate() {
        let path = |field| format!("variants[{number}].{field}");
        if variant.id.is_empty() {
            return Err(wrong(path("id"), MISSING));
        }
        if !ids.insert(&variant.id) {
            return Err(wrong(path("id"), "is the id of an earlier variant"));
        }
        let values = variant.option_values.len();
        // Without options there is the one that every product has, whose value need not be told.
        if values != options && !(options == 0 && values <= 1) {
            let reason = format!("has {values} values for the {options} options of the product");
            return Err(wrong(path("optionValues"), reason));
        }
    }
    each("variants", &product.variants, |variant| {
        check_metafields(&variant.metafields)
    })
}

fn check_prices(variant: &VariantPricesFact) -> Check {
    needed("variantId", &variant.variant_id)?;
    each("prices", &variant.prices, check_price)
}

fn check_price(price: &PriceFact) -> Check {
    if price.minimum_quantity < 1 {
        return Err(wrong("minimumQuantity", "is less than 1"));
    }
    Ok(())
}

fn check_content(content: &ContentFact) -> Check {
    let (kind, id, handle) = match content {
        ContentFact::Page(page) => ("page", &page.id, Some(&page.handle)),
        ContentFact::Blog(blog) => ("blog", &blog.id, Some(&blog.handle)),
        ContentFact::Article(article) => ("article", &article.id, Some(&article.handle)),
        ContentFact::Menu(menu) => ("menu", &menu.id, Some(&menu.handle)),
        ContentFact::Policy(policy) => ("policy", &policy.id, Some(&policy.handle)),
        ContentFact::Metaobject(object) => ("metaobject", &object.id, Some(&object.handle)),
        ContentFact::Redirect(redirect) => ("redirect", &redirect.id, None),
    };
    let handle = handle.map_or(Ok(()), |handle| needed("handle", handle));
    within(kind, needed("id", id).and(handle))
}

fn check_setting(setting: &SettingFact) -> Check {
    match setting {
        SettingFact::Shop(shop) => within("shop", check_metafields(&shop.metafields)),
        SettingFact::Market(market) => within("market", needed("id", &market.id)),
        SettingFact::PriceList(list) => within("priceList", needed("id", &list.id)),
        SettingFact::Location(location) => within("location", needed("id", &location.id)),
        SettingFact::Search(search) => within("search", check_search(search)),
        SettingFact::Translation(translation) => within(
            "translation",
            needed("resourceId", &translation.resource_id)
                .and(needed("language", &translation.language)),
        ),
    }
}

fn check_search(setting: &SearchSettingFact) -> Check {
    if setting.collection_id.as_deref() == Some("") {
        return Err(wrong("collectionId", "is empty"));
    }
    each(
        "facets",
        &setting.facets,
        |FacetSettingFact { id, .. }| {
            needed("id", id)?;
            let known = FacetId::parse(id);
            known.map_or_else(|| Err(wrong("id", "is no id of a facet")), |_| Ok(()))
        },
    )?;
    if setting.collection_id.is_some() && !setting.synonyms.is_empty() {
        return Err(wrong("synonyms", "are those of the whole shop"));
    }
    for (number, rule) in setting.synonyms.iter().enumerate() {
        Synonyms::parse(rule, Stemming::Whole)
            .map_err(|error| wrong(format!("synonyms[{number}]"), error.reason))?;
    }
    Ok(())
}

fn check_metafields(metafields: &[MetafieldFact]) -> Check {
    each("metafields", metafields, |metafield| {
        needed("namespace", &metafield.namespace)?;
        needed("key", &metafield.key)
    })
}

/// Checks each entry of a list; an error names its place, `variants[2].id`.
fn each<T>(list: &str, entries: &[T], check: impl Fn(&T) -> Check) -> Check {
    for (number, entry) in entries.iter().enumerate() {
        // The path is built only for an error: a catalog has millions of entries.
        check(entry)
            .map_err(|error| wrong(format!("{list}[{number}].{}", error.field), error.reason))?;
    }
    Ok(())
}

fn within(part: &str, result: Check) -> Check {
    result.map_err(|error| wrong(format!("{part}.{}", error.field), error.reason))
}

const MISSING: &str = "is missing or empty";

fn needed(field: &str, text: &str) -> Check {
    if text.is_empty() {
        return Err(wrong(field, MISSING));
    }
    Ok(())
}

fn wrong(field: impl Into<String>, reason: impl Into<String>) -> Invalid {
    Invalid {
        field: field.into(),
        reason: reason.into(),
    }
}
