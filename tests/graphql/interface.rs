//! Holds the served schema to the interface that storefronts know, coordinate by coordinate, and to its own printed
//! form.
//!
//! `interface.txt` keeps the interface as facts, one a line. `schema.graphql` is the schema as printed, reviewed like
//! an API. With `UPDATE_INTERFACE=1` both are written anew.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use async_graphql_parser::{
    parse_schema,
    types::{FieldDefinition, InputValueDefinition, TypeKind, TypeSystemDefinition},
};
use vitrina::adapters::graphql::query;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/graphql")
        .join(name)
}

fn is_updating() -> bool {
    std::env::var_os("UPDATE_INTERFACE").is_some()
}

fn read(name: &str) -> String {
    fs::read_to_string(file(name)).expect("the file is kept beside this test")
}

/// The interface's own document, where the checkout lies beside it.
fn interface_document() -> Option<String> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.ancestors().find_map(|above| {
        fs::read_to_string(above.join("shared/docs/storefront-subset.graphql")).ok()
    })
}

/// Everything that a schema promises: types, what they implement, fields, arguments, values and members.
pub(super) fn facts(document: &str) -> BTreeSet<String> {
    let document = parse_schema(document).expect("the document is a schema");
    let mut facts = BTreeSet::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let definition = definition.node;
        let name = definition.name.node.as_str();
        match definition.kind {
            TypeKind::Scalar => {
                facts.insert(format!("{name} is a scalar"));
            }
            TypeKind::Object(object) => {
                for interface in object.implements {
                    facts.insert(format!("{name} implements {}", interface.node));
                }
                for field in object.fields {
                    field_facts(name, &field.node, &mut facts);
                }
            }
            TypeKind::Interface(interface) => {
                facts.insert(format!("{name} is an interface"));
                for field in interface.fields {
                    field_facts(name, &field.node, &mut facts);
                }
            }
            TypeKind::Union(union) => {
                for member in union.members {
                    facts.insert(format!("{name} can be {}", member.node));
                }
            }
            TypeKind::Enum(values) => {
                for value in values.values {
                    facts.insert(format!("{name}.{} is a value", value.node.value.node));
                }
            }
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    let field = field.node;
                    facts.insert(format!(
                        "{name}.{} takes {}",
                        field.name.node, field.ty.node
                    ));
                }
            }
        }
    }
    facts
}

fn field_facts(owner: &str, field: &FieldDefinition, facts: &mut BTreeSet<String>) {
    let name = format!("{owner}.{}", field.name.node);
    facts.insert(format!("{name} gives {}", field.ty.node));
    for argument in &field.arguments {
        let InputValueDefinition {
            name: argument, ty, ..
        } = &argument.node;
        facts.insert(format!(
            "{name}({argument}:) takes {}",
            ty.node,
            argument = argument.node
        ));
    }
    let mut directives = field.directives.iter();
    if directives.any(|directive| directive.node.name.node == "deprecated") {
        facts.insert(format!("{name} is deprecated"));
    }
}

fn report(title: &str, facts: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for fact in facts {
        let _ = writeln!(text, "\n  {title}: {fact}");
    }
    text
}

#[test]
fn schema_serves_the_interface() {
    let interface = match interface_document() {
        Some(document) if is_updating() => {
            let facts = facts(&document);
            let mut lines = facts
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("\n");
            lines.push('\n');
            fs::write(file("interface.txt"), lines).expect("the folder can be written");
            facts
        }
        _ => read("interface.txt").lines().map(str::to_owned).collect(),
    };
    let served = facts(&query::schema().sdl());
    let missing = report("not served", interface.difference(&served).cloned());
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn kept_facts_are_those_of_the_interface_document() {
    // While the facts are written anew, this test would race with the writing.
    let Some(document) = interface_document().filter(|_| !is_updating()) else {
        return;
    };
    let kept: BTreeSet<String> = read("interface.txt").lines().map(str::to_owned).collect();
    let told = facts(&document);
    let differing = told.symmetric_difference(&kept).cloned();
    let differing = report("differs", differing);
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn printed_schema_is_the_reviewed_one() {
    let printed = query::schema().sdl();
    if is_updating() {
        fs::write(file("schema.graphql"), &printed).expect("the folder can be written");
    }
    let reviewed = read("schema.graphql");
    let line = printed
        .lines()
        .zip(reviewed.lines())
        .position(|(printed, reviewed)| printed != reviewed);
    assert!(
        printed == reviewed,
        "the schema changed at line {}: review it, then run the tests with UPDATE_INTERFACE=1",
        line.unwrap_or(printed.lines().count().min(reviewed.lines().count())) + 1
    );
}

#[test]
fn every_deprecation_says_what_to_use() {
    let printed = query::schema().sdl();
    for line in printed
        .lines()
        .filter(|line| !line.starts_with("directive "))
    {
        let is_bare = line.contains("@deprecated") && !line.contains("@deprecated(reason: \"");
        assert!(!is_bare, "{line}");
    }
}
