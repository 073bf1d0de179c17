//! How facets look: limits and order of values, trees, swatches, labels, and reading beside writing.

use std::sync::atomic::{AtomicBool, Ordering};

use futures::executor::block_on;
use vitrina::{
    adapters::index::ColumnIndex,
    application::search::{
        Change, Facet, FacetId, FacetKind, FacetRequest, FacetValue, ProductFilter, SearchIndex,
        SearchRequest, SearchWriter, ValueOrder,
    },
    domain::{
        event::{
            CategoryFact, CategoryNameFact, MetafieldFact, OptionFact, OptionValueFact,
            ProductFact, VariantFact,
        },
        id::Key,
    },
};

use super::{
    matcher::Titles,
    world::{Dice, day, entry, price_context},
};

fn product(number: usize, width: &str) -> ProductFact {
    let id = format!("gid://shop/Product/{number}");
    ProductFact {
        title: format!("Tent {number}"),
        published_at: Some(day(0)),
        tags: vec![format!("tag {}", number % 4), "all".into()],
        category: Some(CategoryFact {
            id: "gid://taxonomy/tents".into(),
            name: "Tents".into(),
            ancestors: vec![CategoryNameFact {
                id: "gid://taxonomy/outdoor".into(),
                name: "Outdoor".into(),
            }],
        }),
        options: vec![OptionFact {
            name: "Color".into(),
            values: vec![OptionValueFact {
                name: "Red".into(),
                swatch_color: Some("#ff0000".into()),
                ..OptionValueFact::default()
            }],
            ..OptionFact::default()
        }],
        variants: vec![VariantFact {
            id: format!("{id}/variant"),
            option_values: vec!["Red".into()],
            ..VariantFact::default()
        }],
        metafields: vec![
            MetafieldFact {
                namespace: "specs".into(),
                key: "floor_width".into(),
                kind: "dimension".into(),
                value: format!("{{\"value\":{width},\"unit\":\"METERS\"}}"),
                ..MetafieldFact::default()
            },
            MetafieldFact {
                namespace: "specs".into(),
                key: "washable".into(),
                kind: "boolean".into(),
                value: "true".into(),
                ..MetafieldFact::default()
            },
        ],
        id,
        ..ProductFact::default()
    }
}

fn index() -> (ColumnIndex, SearchRequest) {
    let index = ColumnIndex::with_chunk_rows(Box::new(Titles::default()), 4);
    let widths = ["10", "9", "2.5", "10", "9", "10"];
    let products = widths
        .iter()
        .enumerate()
        .map(|(number, width)| Change::Product(entry(&product(number, width))));
    index.apply(&products.collect::<Vec<_>>());
    let mut price = price_context(&mut Dice::new(1));
    price.instant = day(1);
    (index, SearchRequest::browse(price, 10))
}

fn facet(index: &ColumnIndex, request: &SearchRequest, id: FacetId, asked: FacetRequest) -> Facet {
    let facets = Some(FacetRequest {
        only: Some(vec![id]),
        ..asked
    });
    let answer = block_on(index.search(&SearchRequest {
        facets,
        ..request.clone()
    }))
    .unwrap();
    assert_eq!(answer.facets.len(), 1);
    answer.facets.into_iter().next().unwrap()
}

fn labels(values: &[FacetValue]) -> Vec<(&str, u64)> {
    values
        .iter()
        .map(|value| (value.label.as_str(), value.count))
        .collect()
}

#[test]
fn values_are_limited_by_count_and_selected_ones_are_not() {
    let (index, mut request) = index();
    let two = FacetRequest {
        max_values: 2,
        ..FacetRequest::default()
    };
    let found = facet(&index, &request, FacetId::Tag, two.clone());
    assert_eq!(labels(&found.values), [("all", 6), ("tag 0", 2)]);
    assert_eq!(found.total_values, 5);
    request.filters = vec![ProductFilter::Tag("TAG 3".into())];
    let found = facet(&index, &request, FacetId::Tag, two);
    assert_eq!(
        labels(&found.values),
        [("all", 6), ("tag 0", 2), ("tag 3", 1)]
    );
    assert_eq!(
        found
            .values
            .iter()
            .map(|value| value.is_selected)
            .collect::<Vec<_>>(),
        [false, false, true]
    );
}

#[test]
fn measures_are_readable_and_sort_as_numbers() {
    let (index, request) = index();
    let id = FacetId::ProductMetafield("specs".into(), "floor_width".into());
    let found = facet(&index, &request, id.clone(), FacetRequest::default());
    assert_eq!(found.label, "Floor width");
    assert_eq!(
        labels(&found.values),
        [("10 meters", 3), ("9 meters", 2), ("2.5 meters", 1)]
    );
    let by_label = FacetRequest {
        order: ValueOrder::Label,
        ..FacetRequest::default()
    };
    let found = facet(&index, &request, id, by_label);
    assert_eq!(
        labels(&found.values),
        [("2.5 meters", 1), ("9 meters", 2), ("10 meters", 3)]
    );
    let input = r#"{"productMetafield":{"namespace":"specs","key":"floor_width","value":"{\"value\":9,\"unit\":\"METERS\"}"}}"#;
    assert_eq!(found.values[1].input.to_json(), input);
}

#[test]
fn switches_categories_and_swatches_look_like_themselves() {
    let (index, request) = index();
    let id = FacetId::ProductMetafield("specs".into(), "washable".into());
    let found = facet(&index, &request, id, FacetRequest::default());
    assert_eq!(
        (found.kind, labels(&found.values)),
        (FacetKind::Boolean, vec![("Yes", 6)])
    );
    let found = facet(&index, &request, FacetId::Category, FacetRequest::default());
    assert_eq!(labels(&found.values), [("Outdoor", 6), ("Tents", 6)]);
    assert_eq!(found.values[1].parent.as_ref(), Some(&found.values[0].id));
    assert_eq!(found.values[0].parent, None);
    let found = facet(
        &index,
        &request,
        FacetId::Option("color".into()),
        FacetRequest::default(),
    );
    assert_eq!(found.label, "Color");
    let swatch = found.values[0].swatch.as_ref().unwrap();
    assert_eq!(swatch.color.as_deref(), Some("#ff0000"));
}

#[test]
fn a_search_beside_changes_sees_all_of_a_batch_or_nothing() {
    let (index, request) = index();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = [0; 2];
            while !done.load(Ordering::Relaxed) || seen[0] + seen[1] == 0 {
                let total = index.find(&request).unwrap().page.total.unwrap();
                assert!(total == 6 || total == 0, "{total} of 6");
                seen[usize::from(total == 6)] += 1;
            }
            seen
        });
        let ids = (0..6).map(|number| format!("gid://shop/Product/{number}"));
        let remove: Vec<Change> = ids.map(|id| Change::Remove(Key::of(&id))).collect();
        let put: Vec<Change> = (0..6)
            .map(|number| Change::Product(entry(&product(number, "1"))))
            .collect();
        for _ in 0..200 {
            index.apply(&remove);
            index.apply(&put);
        }
        done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap().iter().sum::<u64>() > 0);
    });
    assert_eq!(index.memory().products, 6);
}
