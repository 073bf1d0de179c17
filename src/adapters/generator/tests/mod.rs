//! The catalog as a whole: what holds for every product, and what clients ask for by name.

mod census;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use super::*;
use crate::{
    application::facts::FactSet,
    domain::{
        context::PriceContext,
        event::{Fact, SettingFact},
        id::Key,
        money::{Currency, Rounding},
        offer::Prices,
    },
};
use census::Census;

/// Products of the catalog that most tests look at.
const CENSUS: u64 = 20_000;

/// Names that occur more than once.
fn repeated(names: &HashMap<String, u32>) -> Vec<&String> {
    names
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(name, _)| name)
        .collect()
}

static TAKEN: LazyLock<Census> = LazyLock::new(|| Census::of(CENSUS));

fn hash_of(products: u64, seed: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    for event in generate(&GeneratorOptions { products, seed }) {
        format!("{event:?}").hash(&mut hasher);
    }
    hasher.finish()
}

/// The events about each product, in order.
fn by_product(products: u64) -> BTreeMap<String, Vec<Event>> {
    let mut map: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for event in generate(&GeneratorOptions { products, seed: 3 }) {
        let id = match &event.fact {
            Fact::Product(product) => product.id.clone(),
            Fact::Prices(prices) => prices.product_id.clone(),
            Fact::Stock(stock) => stock.product_id.clone(),
            Fact::Setting(setting) => match setting.as_ref() {
                SettingFact::Translation(text) if text.resource_id.contains("/Product/") => {
                    text.resource_id.clone()
                }
                _ => continue,
            },
            _ => continue,
        };
        map.entry(id).or_default().push(event);
    }
    map
}

#[test]
fn the_same_seed_gives_the_same_catalog_and_another_seed_another() {
    assert_eq!(hash_of(300, 5), hash_of(300, 5));
    assert_ne!(hash_of(300, 5), hash_of(300, 6));
}

#[test]
fn a_product_does_not_depend_on_how_many_there_are() {
    let few = by_product(400);
    let many = by_product(900);
    assert_eq!(few.len(), 400);
    assert_eq!(many.len(), 900);
    for (id, events) in &few {
        assert_eq!(events, &many[id], "{id}");
    }
}

#[test]
fn the_smallest_catalogs_are_whole() {
    for products in [0, 1, 2, 40, 139, 140] {
        let census = Census::of(products);
        assert_eq!(census.variants.len() as u64, products);
        assert_eq!(census.problems, Vec::<String>::new(), "{products}");
        let missing: Vec<_> = census
            .references
            .iter()
            .filter(|id| !census.ids.contains_key(*id))
            .collect();
        assert_eq!(missing, Vec::<&String>::new(), "{products}");
    }
}

#[test]
fn ids_handles_skus_and_barcodes_are_unique() {
    let census = &*TAKEN;
    assert_eq!(census.problems, Vec::<String>::new());
    assert_eq!(census.variants.len() as u64, CENSUS);
    for names in [&census.ids, &census.handles, &census.skus, &census.barcodes] {
        assert_eq!(repeated(names), Vec::<&String>::new());
    }
}

#[test]
fn everything_referred_to_exists() {
    let census = &*TAKEN;
    let missing: Vec<_> = census
        .references
        .iter()
        .filter(|id| !census.ids.contains_key(*id))
        .collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn products_have_three_variants_on_average_and_sixty_at_most() {
    let counts = &TAKEN.variants;
    let mean = counts.iter().sum::<usize>() as f64 / TAKEN.products();
    assert!((2.7..3.3).contains(&mean), "{mean}");
    assert_eq!(counts.iter().max(), Some(&60));
    assert_eq!(counts.iter().min(), Some(&1));
    let single = counts.iter().filter(|count| **count == 1).count() as f64 / TAKEN.products();
    assert!((0.3..0.5).contains(&single), "{single}");
}

#[test]
fn shares_of_reductions_histories_overrides_and_stock_are_those_of_a_real_shop() {
    let census = &*TAKEN;
    let share = |count: usize| count as f64 / census.products();
    let reduced = share(census.reduced.len());
    assert!((0.10..0.14).contains(&reduced), "{reduced}");
    let histories = share(census.editions.values().filter(|count| **count > 1).count());
    assert!((0.13..0.17).contains(&histories), "{histories}");
    assert_eq!(census.overrides.len(), 3);
    for products in census.overrides.values() {
        assert!(
            (0.18..0.22).contains(&share(products.len())),
            "{}",
            products.len()
        );
    }
    let [all, gone, low, always] = census.stock.map(|count| count as f64);
    assert!((0.05..0.07).contains(&(gone / all)), "{gone} of {all}");
    assert!((0.08..0.12).contains(&(low / all)), "{low} of {all}");
    assert!((0.07..0.12).contains(&(always / all)), "{always} of {all}");
}

#[test]
fn every_product_is_in_its_department_and_in_one_category_of_it() {
    let census = &*TAKEN;
    let mut found: HashMap<&str, (u32, u32)> = HashMap::new();
    for (handle, (_, parent)) in &census.collections {
        let Some(parent) = parent else { continue };
        let above: HashSet<&String> = census.members_of(parent).iter().collect();
        for id in census.members_of(handle) {
            assert!(
                above.contains(id),
                "{id} is in {handle}, but not in {parent}"
            );
            assert!(census.tags[id].contains(parent), "{id} has no tag {parent}");
            found.entry(id).or_default().0 += 1;
        }
    }
    for department in departments::DEPARTMENTS {
        for id in census.members_of(department.handle) {
            found.entry(id).or_default().1 += 1;
        }
    }
    assert_eq!(found.len() as u64, CENSUS);
    assert!(found.values().all(|counts| *counts == (1, 1)));
}

#[test]
fn collections_by_trait_hold_the_products_with_the_tag() {
    let census = &*TAKEN;
    for (collection, tag) in [("sale", "sale"), ("new-arrivals", "new")] {
        let members: BTreeSet<&String> = census.members_of(collection).iter().collect();
        let tagged = census
            .tags
            .iter()
            .filter(|(_, tags)| tags.iter().any(|one| one == tag));
        assert_eq!(members, tagged.map(|(id, _)| id).collect(), "{collection}");
        assert!(!members.is_empty());
    }
    let sale: BTreeSet<&String> = census.members_of("sale").iter().collect();
    assert_eq!(sale, census.reduced.iter().collect());
}

#[test]
fn the_handles_that_starters_ask_for_are_there() {
    let census = &*TAKEN;
    for content in [
        "menu main-menu",
        "menu footer",
        "menu next-js-frontend-header-menu",
        "menu next-js-frontend-footer-menu",
        "page about",
        "page contact",
        "blog news",
        "blog journal",
        "policy privacy-policy",
        "policy refund-policy",
        "policy shipping-policy",
        "policy terms-of-service",
        "policy contact-information",
        "policy legal-notice",
    ] {
        assert!(census.content.contains(content), "{content}");
    }
    for handle in [
        "hidden-homepage-featured-items",
        "hidden-homepage-carousel",
        "frontpage",
    ] {
        assert!(census.members_of(handle).len() >= 3, "{handle}");
        for id in census.members_of(handle) {
            assert!(!census.tags[id].iter().any(|tag| tag == product::HIDDEN_TAG));
        }
    }
    let hidden = |tags: &&Vec<String>| tags.iter().any(|tag| tag == product::HIDDEN_TAG);
    assert!(census.tags.values().filter(hidden).count() > 10);
    let articles = census
        .content
        .iter()
        .filter(|content| content.starts_with("article "));
    assert_eq!(articles.count(), 12);
}

#[test]
fn products_collections_and_menu_entries_are_translated() {
    let census = &*TAKEN;
    for language in ["DE", "FR"] {
        let translated = &census.translations[language];
        let mut wanted = census
            .tags
            .keys()
            .chain(census.collections.values().map(|one| &one.0));
        assert!(wanted.all(|id| translated.contains(id)));
        let mut entries = census.ids.keys().filter(|id| id.contains("/MenuItem/"));
        assert!(entries.all(|id| translated.contains(id)));
    }
}

#[test]
fn barcodes_have_their_check_digit() {
    // The example of the standard for the check digit of an EAN-13, by the same rule.
    let valid = |code: &str| {
        let digits = code.bytes().map(|digit| u32::from(digit - b'0'));
        let sum: u32 = digits
            .zip([1, 3].into_iter().cycle())
            .map(|(a, b)| a * b)
            .sum();
        code.len() == 13 && sum.is_multiple_of(10)
    };
    assert!(valid("4006381333931"));
    assert!(!valid("4006381333932"));
    assert!(!TAKEN.barcodes.is_empty());
    assert!(TAKEN.barcodes.keys().all(|code| valid(code)));
}

#[test]
fn the_price_before_a_reduction_can_be_read() {
    let mut facts = FactSet::default();
    for event in generate(&GeneratorOptions {
        products: 600,
        seed: 2,
    }) {
        facts.apply(event);
    }
    let (current, older) = facts.into_parts();
    let context = PriceContext {
        currency: Currency::USD,
        price_lists: Vec::new().into(),
        rate: None,
        rounding: Rounding::MinorUnit,
        instant: AS_OF,
    };
    let prices_of = |event: &Event| match &event.fact {
        Fact::Prices(prices) => Some((event.version, prices.clone())),
        _ => None,
    };
    let older: Vec<_> = older.iter().filter_map(prices_of).collect();
    let (mut reduced, mut below_compare_at) = (0, 0);
    for (version, fact) in current.iter().filter_map(prices_of) {
        let before = older
            .iter()
            .filter(|(_, one)| one.product_id == fact.product_id);
        let editions = before.map(|(version, one)| (*version, one));
        let prices = Prices::build(editions.chain([(version, &fact)]));
        for variant in &fact.variants {
            let Some(compare_at) = variant.prices[0].compare_at_price else {
                continue;
            };
            let prior = prices
                .prior_price(Key::of(&variant.variant_id), &context)
                .expect("a reduced variant was dearer before");
            assert!(prior.amount_minor > variant.prices[0].price.amount_minor);
            assert!(prior.amount_minor <= compare_at.amount_minor);
            reduced += 1;
            below_compare_at += usize::from(prior != compare_at);
        }
    }
    assert!(reduced > 50, "{reduced}");
    assert!(below_compare_at > 5, "{below_compare_at} of {reduced}");
}

#[test]
fn pictures_are_of_kinds_that_can_be_drawn() {
    let kinds: BTreeSet<String> = kinds::KINDS
        .iter()
        .map(|kind| kind.name.to_owned())
        .collect();
    let scenes = departments::DEPARTMENTS
        .iter()
        .map(|department| format!("department-{}", department.handle));
    let known: BTreeSet<String> = kinds.iter().cloned().chain(scenes).collect();
    assert_eq!(kinds.len(), 61);
    assert_eq!(TAKEN.picture_kinds, known);
}

#[test]
fn names_do_not_repeat_within_an_edition() {
    let mut series = HashSet::new();
    for first in words::names::FIRST {
        for second in words::names::SECOND {
            assert!(
                series.insert([*first, *second].concat().to_lowercase()),
                "{first}{second}"
            );
        }
    }
    let mut nouns = HashSet::new();
    for kind in kinds::KINDS.iter() {
        for noun in kind.nouns {
            assert!(nouns.insert(words::slug(noun.en())), "{}", noun.en());
        }
    }
}

#[test]
fn a_catalog_is_made_without_keeping_it() {
    let mut products = Products::new(Plan::new(10_000, 1));
    let mut made = 0_u64;
    while let Some(event) = products.next() {
        made += u64::from(matches!(event.fact, Fact::Product(_)));
        // All that is held: two blocks and the rest of one product's events.
        assert!(products.ready.len() < 10);
    }
    assert_eq!(made, 10_000);
}
