use std::fmt::Write;

use async_graphql_parser::parse_query;
use async_graphql_parser::types::DocumentOperations;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const SDL: &str = "
    schema { query: QueryRoot }
    interface Node { id: ID! }
    union Thing = Product | Collection
    type QueryRoot {
      product(handle: String): Product
      products(first: Int, last: Int, after: String): ProductConnection!
      nodes(ids: [ID!]!): [Node]!
      recommendations: [Product!]
      things: [Thing!]!
    }
    type Product implements Node {
      id: ID! title: String! tags: [String!]!
      collections(first: Int = 3): CollectionConnection!
      options(first: Int): [Option!]!
      metafields(identifiers: [String!]!): [Metafield]!
      related: [Product!]!
    }
    type Option { name: String! values: [String!]! }
    type Metafield { key: String! }
    type ProductConnection { edges: [ProductEdge!]! nodes: [Product!]! pageInfo: PageInfo! totalCount: Int }
    type ProductEdge { cursor: String! node: Product! }
    type CollectionConnection { nodes: [Collection!]! }
    type Collection implements Node { id: ID! title: String! products(first: Int): ProductConnection! }
    type PageInfo { hasNextPage: Boolean! }
";

fn gate() -> Gate {
    Gate::new(Limits::default(), SDL).unwrap()
}

fn check_at(limits: Limits, query: &str, variables: serde_json::Value) -> Result<(), Refusal> {
    let gate = Gate::new(limits, SDL).unwrap();
    gate.check_text(query)?;
    let document = parse_query(query).unwrap();
    let operation = match &document.operations {
        DocumentOperations::Single(operation) => operation,
        DocumentOperations::Multiple(operations) => operations.values().next().unwrap(),
    };
    gate.check(&document, &operation.node, &Variables::from_json(variables))
        .map(|_| ())
}

/// The cost of a document, read off the violation of a limit of none.
fn cost(query: &str, variables: serde_json::Value) -> u64 {
    let limits = Limits {
        cost: 0,
        ..Limits::default()
    };
    match check_at(limits, query, variables) {
        Err(Refusal::Limit(Violation {
            code: Code::MaxComplexity,
            value,
            ..
        })) => value,
        other => panic!("expected a violation of the cost, got {other:?}"),
    }
}

/// Code, value and maximum of the violation that a document commits.
#[track_caller]
fn violation(query: &str, variables: serde_json::Value) -> (Code, u64, u64) {
    match check_at(Limits::default(), query, variables) {
        Err(Refusal::Limit(it)) => (it.code, it.value, it.maximum),
        other => panic!("expected a violation, got {other:?}"),
    }
}

#[test]
fn cost_is_the_number_of_fields_that_the_answer_can_have() {
    for (query, expected) in [
        ("{ product { title id } }", 3),
        ("{ products(first: 5) { nodes { title id } } }", 1 + 5 * 3),
        (
            "{ products(last: 5) { edges { cursor node { id } } } }",
            1 + 5 * 4,
        ),
        (
            "{ products(first: 5) { totalCount pageInfo { hasNextPage } nodes { id } } }",
            4 + 5 * 2,
        ),
        (
            "{ products(first: 4) { nodes { collections { nodes { id } } } } }",
            1 + 4 * (2 + 3 * 2),
        ),
        ("{ products { nodes { id } } }", 1 + LIST_LENGTH * 2),
        ("{ nodes(ids: [1, 2, 3]) { id } }", 3 * 2),
        ("{ recommendations { id } }", LIST_LENGTH * 2),
        ("{ product { options(first: 3) { name } } }", 1 + 3 * 2),
        (
            "{ product { metafields(identifiers: [\"a\", \"b\"]) { key } } }",
            1 + 2 * 2,
        ),
        (
            "{ things { ... on Product { id } __typename } }",
            LIST_LENGTH * 3,
        ),
        (
            "{ product { a: title ... @skip(if: true) { b: title } } }",
            3,
        ),
        (
            "{ products(first: 6) { ...P } } fragment P on ProductConnection { nodes { id } }",
            13,
        ),
        (
            "{ __schema { types { fields { name } } } }",
            1 + 10 * (1 + 10 * 2),
        ),
    ] {
        assert_eq!(cost(query, json!({})), expected, "{query}");
    }
}

#[test]
fn one_fragment_costs_what_each_of_its_connections_asks() {
    let query = "{ a: products(first: 2) { ...P } b: products(first: 7) { ...P } }
                 fragment P on ProductConnection { nodes { id } totalCount }";
    assert_eq!(cost(query, json!({})), 2 * 2 + 2 * (2 + 7));
}

#[test]
fn variables_and_their_defaults_set_the_page() {
    let query = "query Q($n: Int = 4) { products(first: $n) { nodes { id } } }";
    assert_eq!(cost(query, json!({})), 9);
    assert_eq!(cost(query, json!({"n": 7})), 15);
    assert_eq!(cost(query, json!({"n": null})), 1 + LIST_LENGTH * 2);
    assert_eq!(
        violation(query, json!({"n": 251})),
        (Code::MaxPageSize, 251, 250)
    );
    assert_eq!(violation(query, json!({"n": 1e300})).0, Code::MaxPageSize);
    assert_eq!(
        check_at(Limits::default(), query, json!({"n": 250})),
        Ok(())
    );
}

#[test]
fn nested_pages_multiply_and_do_not_overflow() {
    let deep = |levels: usize| {
        let open = "collections(first: 250) { nodes { products(first: 250) { nodes { ";
        let close = "} } } } ";
        format!(
            "{{ product {{ {} id {} }} }}",
            open.repeat(levels),
            close.repeat(levels)
        )
    };
    let limits = Limits {
        depth: 1000,
        ..Limits::default()
    };
    let refusal = check_at(limits, &deep(10), json!({})).unwrap_err();
    let Refusal::Limit(violation) = refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(
        (violation.code, violation.value),
        (Code::MaxComplexity, u64::MAX)
    );
    assert_eq!(
        violation_of_page("first: 251"),
        (Code::MaxPageSize, 251, 250)
    );
    assert_eq!(
        violation_of_page("last: 300"),
        (Code::MaxPageSize, 300, 250)
    );
}

fn violation_of_page(argument: &str) -> (Code, u64, u64) {
    violation(
        &format!("{{ products({argument}) {{ totalCount }} }}"),
        json!({}),
    )
}

#[test]
fn lists_are_bounded_as_literals_and_as_variables() {
    let ids: Vec<u32> = (0..5_000).collect();
    let literal = format!("{{ nodes(ids: {ids:?}) {{ id }} }}");
    assert_eq!(violation(&literal, json!({})), (Code::MaxIds, 5_000, 250));
    let variable = "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    assert_eq!(
        violation(variable, json!({"ids": ids})),
        (Code::MaxIds, 5_000, 250)
    );
}

#[test]
fn fields_within_each_other_are_bounded_through_fragments() {
    let inline = format!(
        "{{ product {{ {} id {} }} }}",
        "related {".repeat(19),
        "}".repeat(19)
    );
    assert_eq!(violation(&inline, json!({})), (Code::MaxDepth, 21, 20));
    let spread = "{ product { ...A } } fragment A on Product { related { related { ...B } } }
                  fragment B on Product { related { id } }";
    let limits = Limits {
        depth: 4,
        ..Limits::default()
    };
    let Err(Refusal::Limit(it)) = check_at(limits, spread, json!({})) else {
        panic!()
    };
    assert_eq!((it.code, it.value, it.maximum), (Code::MaxDepth, 5, 4));
}

#[test]
fn nesting_of_the_text_is_bounded_before_it_is_parsed() {
    for text in [
        "{a".repeat(200),
        "{a(b:".to_owned() + &"{c:".repeat(200),
        "[".repeat(9_000),
    ] {
        let violation = gate().check_text(&text).unwrap_err();
        assert_eq!(
            (violation.code, violation.maximum),
            (Code::MaxDepth, NESTING as u64)
        );
    }
}

#[test]
fn chain_of_fragments_is_bounded_like_nesting() {
    let mut chain = "{ product { ...F0 } }".to_owned();
    for at in 0..1_000 {
        write!(chain, "fragment F{at} on Product {{ ...F{} }}", at + 1).unwrap();
    }
    chain.push_str("fragment F1000 on Product { id }");
    let (code, _, maximum) = violation(&chain, json!({}));
    assert_eq!((code, maximum), (Code::MaxDepth, NESTING as u64));
}

#[test]
fn aliases_and_root_fields_are_counted_as_often_as_they_are_spread() {
    let limits = Limits {
        aliases: 5,
        ..Limits::default()
    };
    let query = "{ a: product { ...A } b: product { ...A } }
                 fragment A on Product { c: id d: id }";
    let Err(Refusal::Limit(it)) = check_at(limits, query, json!({})) else {
        panic!()
    };
    assert_eq!((it.code, it.value), (Code::MaxAliases, 6));
    let limits = Limits {
        root_fields: 2,
        ..Limits::default()
    };
    let query = "{ ...A product { id } } fragment A on QueryRoot { __typename a: __typename }";
    let Err(Refusal::Limit(it)) = check_at(limits, query, json!({})) else {
        panic!()
    };
    assert_eq!((it.code, it.value), (Code::MaxRootFields, 3));
}

#[test]
fn ten_thousand_aliases_are_refused() {
    let mut query = "{".to_owned();
    (0..10_000).for_each(|at| write!(query, "a{at}:__typename ").unwrap());
    query.push('}');
    assert_eq!(
        violation(&query, json!({})),
        (Code::MaxTokens, 30_002, 10_000)
    );
}

#[test]
fn doubling_fragments_are_measured_once_each() {
    // Were they walked as often as they are spread, 60 levels would never end.
    for levels in [22, 60] {
        let mut query = "{ product { ...F0 } }".to_owned();
        for at in 0..levels {
            let next = at + 1;
            write!(
                query,
                "fragment F{at} on Product {{ ...F{next} ...F{next} }}"
            )
            .unwrap();
        }
        write!(query, "fragment F{levels} on Product {{ id }}").unwrap();
        let (code, value, _) = violation(&query, json!({}));
        assert_eq!(code, Code::MaxSelections);
        assert!(value > 1 << levels);
    }
}

#[test]
fn unreached_definitions_count_for_validation() {
    let mut query = "query Q { __typename }".to_owned();
    query.push_str("fragment Fat on Product {");
    query.push_str(&"id ".repeat(1_000));
    query.push('}');
    for at in 0..20 {
        write!(query, "fragment F{at} on Product {{ ...Fat }}").unwrap();
    }
    assert_eq!(violation(&query, json!({})).0, Code::MaxSelections);
}

#[test]
fn large_variable_counts_each_time_it_is_used() {
    let mut query = "query Q($x: [String]) {".to_owned();
    (0..60).for_each(|at| write!(query, "a{at}: product(handle: [$x]) {{ id }}").unwrap());
    query.push('}');
    let values: Vec<u32> = (0..200).collect();
    assert_eq!(
        violation(&query, json!({"x": values})).0,
        Code::MaxSelections
    );
    assert_eq!(
        check_at(Limits::default(), &query, json!({"x": [1]})),
        Ok(())
    );
}

#[test]
fn fragment_cycles_are_refused_where_they_are_unreached_too() {
    for query in [
        "{ product { ...A } } fragment A on Product { ...A }",
        "{ product { ...A } } fragment A on Product { ...B } fragment B on Product { related { ...A } }",
        "{ __typename } fragment A on Product { ...B } fragment B on Product { ...A }",
    ] {
        let refusal = check_at(Limits::default(), query, json!({})).unwrap_err();
        assert!(
            matches!(refusal, Refusal::Cycle(..)),
            "{query}: {refusal:?}"
        );
    }
}

#[test]
fn violation_names_limit_value_and_maximum() {
    let refusal = check_at(
        Limits::default(),
        "{ products(first: 251) { totalCount } }",
        json!({}),
    );
    let error = serde_json::to_value(refusal.unwrap_err().into_error()).unwrap();
    assert_eq!(
        error,
        json!({
            "message": "The request exceeds the limit on page size: 251, at most 250.",
            "locations": [{"line": 1, "column": 19}],
            "extensions": {
                "code": "MAX_PAGE_SIZE_EXCEEDED", "limit": "page_size", "value": 251, "maximum": 250
            },
        })
    );
}

/// A selection set, with what the walk should find in it.
#[derive(Debug, Clone)]
enum Part {
    Leaf,
    Page(u64, Vec<Part>),
    Related(Vec<Part>),
    Inline(Vec<Part>),
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop::collection::vec(Just(Part::Leaf), 1..3);
    leaf.prop_recursive(4, 40, 3, |inner| {
        let part = prop_oneof![
            Just(Part::Leaf),
            (0_u64..20, inner.clone()).prop_map(|(first, parts)| Part::Page(first, parts)),
            inner.clone().prop_map(Part::Related),
            inner.prop_map(Part::Inline),
        ];
        prop::collection::vec(part, 1..4)
    })
}

/// Writes the parts as selections on `Product`; with `fragments`, each set becomes a fragment.
fn write_parts(parts: &[Part], fragments: &mut Option<Vec<String>>) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Leaf => text.push_str(" id"),
            Part::Page(first, parts) => {
                let parts = write_parts(parts, fragments);
                write!(
                    text,
                    " collections(first: {first}) {{ nodes {{ products(first: 1) \
                     {{ nodes {{ {parts} }} }} }} }}"
                )
                .unwrap();
            }
            Part::Related(parts) => {
                write!(text, " related {{ {} }}", write_parts(parts, fragments)).unwrap();
            }
            Part::Inline(parts) => {
                write!(
                    text,
                    " ... on Product {{ {} }}",
                    write_parts(parts, fragments)
                )
                .unwrap();
            }
        }
    }
    match fragments {
        Some(fragments) => {
            fragments.push(text);
            format!("...F{}", fragments.len() - 1)
        }
        None => text,
    }
}

/// The fields of the answer when every list is full, counted one by one.
fn count(parts: &[Part]) -> u64 {
    let one = |part: &Part| match part {
        Part::Leaf => 1,
        Part::Page(first, parts) => 1 + first * (1 + 1 + 1 + count(parts)),
        Part::Related(parts) => LIST_LENGTH * (1 + count(parts)),
        Part::Inline(parts) => count(parts),
    };
    parts.iter().map(one).sum()
}

proptest! {
    #[test]
    fn cost_equals_the_count_of_fields_with_and_without_fragments(parts in parts()) {
        let unbounded = |query: &str| {
            let limits = Limits { cost: 0, depth: 1_000, selections: u64::MAX, ..Limits::default() };
            match check_at(limits, query, json!({})) {
                Err(Refusal::Limit(violation)) if violation.code == Code::MaxComplexity => violation.value,
                other => panic!("{other:?}"),
            }
        };
        let expected = 1 + count(&parts);
        let plain = format!("{{ product {{ {} }} }}", write_parts(&parts, &mut None));
        prop_assert_eq!(unbounded(&plain), expected);

        let mut fragments = Some(Vec::new());
        let mut spread = format!("{{ product {{ {} }} }}", write_parts(&parts, &mut fragments));
        for (at, text) in fragments.unwrap().iter().enumerate() {
            write!(spread, " fragment F{at} on Product {{ {text} }}").unwrap();
        }
        prop_assert_eq!(unbounded(&spread), expected);
    }

    #[test]
    fn no_text_makes_the_scan_fail(text in "[{}()\\[\\]\"\\\\#.a1\\n -]{0,60}") {
        let lexed = tokens::scan(&text);
        prop_assert!(lexed.tokens <= text.len() && lexed.nesting <= lexed.tokens);
    }
}
