//! Holds the import rule: `commands` → `adapters` → `application` → `domain`, and one adapter does
//! not import another, except `http` → `graphql`.
//!
//! It reads the text of the sources, comment lines aside, and follows `crate::…` paths, groups in
//! braces included, and `super::…` paths that name a layer or an adapter. It does not see what a
//! macro writes.

use std::{fs, path::Path};

const LAYERS: [&str; 4] = ["domain", "application", "adapters", "commands"];

/// Whether a file of `from` may name `to`; both are a layer and the module below it.
fn allows(from: [&str; 2], to: [&str; 2]) -> bool {
    match (from[0], to[0]) {
        ("domain", "domain") | ("application" | "adapters", "domain" | "application") => true,
        ("adapters", "adapters") => from[1] == to[1] || (from[1], to[1]) == ("http", "graphql"),
        (layer, _) => !["domain", "application", "adapters"].contains(&layer),
    }
}

/// The forbidden paths in the text of one file.
fn violations(from: [&str; 2], text: &str, adapters: &[&str]) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code: String = text
        .lines()
        .filter(is_code)
        .flat_map(str::split_whitespace)
        .collect();
    let from_root = code.split("crate::").skip(1).flat_map(paths);
    let from_parent =
        code.split("super::")
            .skip(1)
            .flat_map(paths)
            .filter_map(|[first, second]| {
                let adapter = adapters.contains(&first).then_some(["adapters", first]);
                adapter.or(LAYERS.contains(&first).then_some([first, second]))
            });
    let forbidden = from_root.chain(from_parent).filter(|to| !allows(from, *to));
    forbidden
        .map(|to| format!("{} names {}", from.join("::"), to.join("::")))
        .collect()
}

/// The first two segments of each path in a use tree: `a::{b::c,d}` is `[a, b]` and `[a, d]`.
fn paths(tree: &str) -> Vec<[&str; 2]> {
    let mut found = Vec::new();
    for item in branches(tree) {
        let (first, rest) = item.split_at(identifier_end(item));
        match rest.strip_prefix("::") {
            Some(rest) => found.extend(
                branches(rest)
                    .iter()
                    .map(|b| [first, &b[..identifier_end(b)]]),
            ),
            None => found.push([first, ""]),
        }
    }
    found
}

fn identifier_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len())
}

/// The items of a leading `{…}` at its own level, or the whole text where there is no brace.
fn branches(tree: &str) -> Vec<&str> {
    let Some(inside) = tree.strip_prefix('{') else {
        return vec![tree];
    };
    let step = |c| i32::from(c == '{') - i32::from(c == '}');
    let mut depth = 0;
    let end = inside.find(|c| {
        depth += step(c);
        depth < 0
    });
    let mut depth = 0;
    let items = inside[..end.unwrap_or(inside.len())].split(move |c| {
        depth += step(c);
        c == ',' && depth == 0
    });
    items.collect()
}

/// Every Rust file below a folder, with its path from there.
fn sources(folder: &Path, below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)
        .expect("the folder is there")
        .map(|e| e.expect("readable"))
    {
        let name = format!("{below}{}", entry.file_name().display());
        if entry.path().is_dir() {
            found.extend(sources(&entry.path(), &format!("{name}/")));
        } else if name.ends_with(".rs") {
            found.push((name, fs::read_to_string(entry.path()).expect("UTF-8")));
        }
    }
    found
}

/// Layer and module of a path below `src`: `adapters/http/server.rs` is `[adapters, http]`.
fn place(path: &str) -> [&str; 2] {
    let mut parts = path.trim_end_matches(".rs").split('/');
    [parts.next().unwrap_or(""), parts.next().unwrap_or("")]
}

#[test]
fn imports_point_one_way() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "");
    let places: Vec<_> = files.iter().map(|(path, _)| place(path)).collect();
    assert!(
        LAYERS
            .iter()
            .all(|layer| places.iter().any(|p| p[0] == *layer)),
        "layers moved"
    );
    let adapters: Vec<_> = places
        .iter()
        .filter(|p| p[0] == "adapters" && p[1] != "mod")
        .map(|p| p[1])
        .collect();
    let broken: Vec<_> = (files.iter())
        .flat_map(|(path, text)| {
            let named = violations(place(path), text, &adapters);
            named
                .into_iter()
                .map(move |what| format!("src/{path}: {what}"))
        })
        .collect();
    assert!(
        broken.is_empty(),
        "imports against the rule:\n{}",
        broken.join("\n")
    );
}

#[test]
fn import_against_the_rule_is_found() {
    let adapters = ["graphql", "http", "memory"];
    let broken = |path: &str, text: &str| violations(place(path), text, &adapters);

    let grouped = "use crate::{domain::Product,\n    adapters::{memory::Store, http}};";
    assert_eq!(
        broken("application/catalog.rs", grouped),
        [
            "application::catalog names adapters::memory",
            "application::catalog names adapters::http"
        ]
    );
    assert_eq!(
        broken(
            "domain/product/mod.rs",
            "use crate::application::Catalog; // why"
        ),
        ["domain::product names application::Catalog"]
    );
    assert_eq!(
        broken(
            "adapters/memory/store.rs",
            "use super::super::graphql::Schema;"
        ),
        ["adapters::memory names adapters::graphql"]
    );
    assert_eq!(
        broken(
            "adapters/graphql/mod.rs",
            "fn serve() { crate::adapters::http::start() }"
        ),
        ["adapters::graphql names adapters::http"]
    );
    assert_eq!(
        broken("adapters/http.rs", "use crate::commands;"),
        ["adapters::http names commands::"]
    );

    let allowed = "use crate::{adapters::graphql, application, domain::{Handle, Money}};";
    assert!(broken("adapters/http/routes.rs", allowed).is_empty());
    assert!(broken("commands/serve.rs", "use crate::adapters::{http, memory};").is_empty());
    assert!(
        broken(
            "domain/product.rs",
            "//! See [`crate::adapters`].\nuse super::Id;"
        )
        .is_empty()
    );
}
