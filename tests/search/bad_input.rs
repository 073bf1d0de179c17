//! Input that asks for nothing there can be: a clear answer each.

use futures::executor::block_on;
use vitrina::{
    adapters::index::ColumnIndex,
    application::search::{
        FacetId, FacetRequest, FilterError, MetafieldFilter, PriceRange, ProductFilter,
        SearchError, SearchIndex, SearchRequest, SearchSort, SearchWriter,
    },
    domain::{
        page::{CursorError, Position, SortValue, Window, read_cursor, write_cursor},
        search_syntax::Expr,
    },
};

use super::{
    matcher::Titles,
    world::{Dice, World, day, price_context},
};

fn index() -> (ColumnIndex, SearchRequest) {
    let mut dice = Dice::new(3);
    let index = ColumnIndex::new(Box::new(Titles::default()));
    let (_, changes) = World::draw(&mut dice);
    index.apply(&changes);
    let mut price = price_context(&mut dice);
    price.instant = day(12);
    let mut request = SearchRequest::browse(price, 10);
    request.facets = Some(FacetRequest::default());
    (index, request)
}

#[test]
fn a_price_range_without_any_price_is_refused_by_its_place() {
    let (index, mut request) = index();
    let range = |min, max| {
        ProductFilter::Price(PriceRange {
            min: Some(min),
            max: Some(max),
        })
    };
    request.filters = vec![range(1.0, 1.0), range(2.0, 1.0)];
    let Err(SearchError::Filter { place, reason }) = block_on(index.search(&request)) else {
        panic!("the range is empty");
    };
    assert_eq!(
        (place, reason),
        (1, FilterError::EmptyRange { min: 2.0, max: 1.0 })
    );
}

#[test]
fn an_unknown_metafield_matches_nothing_and_shows_what_was_selected() {
    let (index, mut request) = index();
    let field = MetafieldFilter {
        namespace: "none".into(),
        key: "none".into(),
        value: "Red".into(),
    };
    request.filters = vec![ProductFilter::ProductMetafield(field)];
    let answer = block_on(index.search(&request)).unwrap();
    assert_eq!(answer.page.total, Some(0));
    let id = FacetId::ProductMetafield("none".into(), "none".into());
    let facet = answer.facets.iter().find(|facet| facet.id == id).unwrap();
    let value = &facet.values[0];
    assert_eq!(
        (value.count, value.is_selected, value.label.as_str()),
        (0, true, "Red")
    );
}

#[test]
fn a_page_of_no_rows_has_total_and_facets() {
    let (index, mut request) = index();
    let whole = block_on(index.search(&request)).unwrap();
    request.window = Window::first(0);
    let none = block_on(index.search(&request)).unwrap();
    assert!(none.page.rows.is_empty() && none.page.has_next && !none.page.has_previous);
    assert!(none.page.total > Some(0));
    assert_eq!(
        (none.page.total, none.facets),
        (whole.page.total, whole.facets)
    );
}

#[test]
fn a_cursor_of_another_list_is_told() {
    let (index, request) = index();
    let first = block_on(index.search(&request)).unwrap();
    let cursor = write_cursor(&first.page.rows[0].1, request.binding());
    let mut other = request.clone();
    other.filters.push(ProductFilter::Tag("sale".into()));
    assert_eq!(
        read_cursor(&cursor, other.binding()),
        Err(CursorError::OtherList)
    );
    for facets in [None, Some(FacetRequest::default())] {
        // What facets are wanted and which page makes no other list.
        let same = SearchRequest {
            facets,
            window: Window::first(3),
            ..request.clone()
        };
        assert!(read_cursor(&cursor, same.binding()).is_ok());
    }
    // A position of another order that came by another way.
    let position = |value, id: &str| {
        Some(Position {
            value,
            id: id.into(),
        })
    };
    for after in [
        position(SortValue::Number(1), "gid://shop/Product/1"),
        position(SortValue::Text("tent".into()), "0 0 gid://shop/Product/1"),
        position(SortValue::Number(1), "0 x gid://shop/Product/1"),
    ] {
        let window = Window {
            after,
            ..Window::first(3)
        };
        let request = SearchRequest {
            window,
            sort: SearchSort::Price,
            ..request.clone()
        };
        let refused = block_on(index.search(&request));
        assert!(matches!(
            refused,
            Err(SearchError::Cursor(CursorError::OtherList))
        ));
    }
}

#[test]
fn the_order_and_repetition_of_filters_make_no_other_list() {
    let (_, request) = index();
    let (sale, new) = (
        ProductFilter::Tag("sale".into()),
        ProductFilter::Tag("new".into()),
    );
    let with = |filters: &[&ProductFilter]| {
        let filters = filters.iter().map(|filter| (*filter).clone()).collect();
        SearchRequest {
            filters,
            ..request.clone()
        }
        .binding()
    };
    assert_eq!(with(&[&sale, &new]), with(&[&new, &sale, &new]));
    assert_ne!(with(&[&sale]), with(&[&new]));
}

#[test]
fn a_condition_on_a_field_that_products_lack_is_told() {
    let (index, mut request) = index();
    let condition = Expr::parse("title:tent color:red", day(0)).unwrap();
    request.condition = Some(condition.into());
    let refused = block_on(index.search(&request));
    assert!(matches!(refused, Err(SearchError::UnknownField(field)) if field == "color"));
}
