//! An index that was filled from a store answers as one that was told the facts, and as the store lists.

use futures::executor::block_on;
use vitrina::{
    adapters::{
        generator::{AS_OF, GeneratorOptions, generate},
        index::ColumnIndex,
        memory::MemoryCatalog,
    },
    application::{
        catalog::{ProductList, ProductLists, ProductSort, SettingStore},
        facts::FactSet,
        search::{
            Change, FacetRequest, SearchIndex, SearchRequest, SearchSort, SearchWriter, load,
        },
    },
    domain::{
        context::Wish,
        event::{Event, Fact},
        id::Key,
        money::Currency,
        page::Window,
    },
};

use super::matcher::Titles;

#[test]
fn loading_from_a_store_is_as_good_as_the_facts() {
    // More than two batches of a store.
    let options = GeneratorOptions {
        products: 600,
        seed: 5,
    };
    let events: Vec<Event> = generate(&options).collect();
    let told = ColumnIndex::new(Box::new(Titles::default()));
    let changes: Vec<Change> = events.iter().filter_map(Change::of).collect();
    told.apply(&changes);
    let collections = events.iter().filter_map(|event| match &event.fact {
        Fact::Collection(fact) => Some(Key::of(&fact.id)),
        _ => None,
    });
    let collections: Vec<Key> = collections.collect();
    let mut facts = FactSet::default();
    for event in events {
        facts.apply(event);
    }
    let store = MemoryCatalog::new(facts, Currency::USD);
    let loaded = ColumnIndex::new(Box::new(Titles::default()));
    let count = block_on(load(&store, &loaded)).unwrap();
    assert_eq!(count, loaded.memory().products);
    let price = store.settings().resolve(&Wish::default(), AS_OF).price;
    let mut shown = 0;
    for collection in collections.into_iter().map(Some).chain([None]) {
        let request = SearchRequest {
            collection,
            sort: SearchSort::Position,
            facets: Some(FacetRequest::default()),
            ..SearchRequest::browse(price.clone(), 250)
        };
        let answer = block_on(loaded.search(&request)).unwrap();
        let expected = block_on(told.search(&request)).unwrap();
        let keys = |answer: &vitrina::application::search::SearchAnswer| {
            let rows = answer.page.rows.iter();
            rows.map(|(hit, _)| *hit).collect::<Vec<_>>()
        };
        assert_eq!(keys(&answer), keys(&expected), "{collection:?}");
        assert_eq!(answer.facets, expected.facets);
        let list = ProductList {
            collection,
            filter: None,
            sort: ProductSort::Position,
            is_reversed: false,
            window: Window::first(250),
            context: price.clone(),
            with_total: true,
        };
        let listed = block_on(store.list_products(&list)).unwrap();
        assert_eq!(answer.page.total, listed.total);
        let found = answer.page.rows.iter().map(|(hit, _)| hit.product);
        assert!(
            found.eq(listed.rows.iter().map(|(key, _)| *key)),
            "{collection:?}"
        );
        shown += answer.page.rows.len();
    }
    assert!(shown > 600, "collections have members");
}
