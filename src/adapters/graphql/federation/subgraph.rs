//! The printed schema as gateways are composed from it.
//!
//! Works on the library's plain print, line by line, because it has a fixed form: a definition begins at the margin
//! and a type's line ends with its opening brace. The library's print for federation is not taken: it links version 2.5,
//! drops the name of the query root, and writes directives before `implements`, where the grammar has none.

/// The newest version that the composers known to the tests read.
const LINK: &str =
    r#"@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])"#;

/// The line around a description.
const QUOTES: &str = "\"\"\"\n";

/// What other subgraphs refer to, and by which fields.
const KEYS: [(&str, &[&str]); 3] = [
    ("Collection", &["id", "handle"]),
    ("Product", &["id", "handle"]),
    ("ProductVariant", &["id"]),
];

/// Types that other subgraphs of a shop have as well: plain values, complete wherever they come from.
const SHAREABLE: [&str; 7] = [
    "Count",
    "Image",
    "MoneyV2",
    "PageInfo",
    "SEO",
    "SelectedOption",
    "UnitPriceMeasurement",
];

/// Makes the schema of a subgraph from the schema as it is printed.
///
/// `@defer` is left out: it has no effect here, and a gateway that defers has a directive of that name itself.
pub fn subgraph(printed: &str) -> String {
    let mut sdl = String::with_capacity(printed.len() + 1024);
    for line in printed.lines() {
        if line.starts_with("directive @defer") {
            // Its description is written already.
            let description = sdl.trim_end_matches(QUOTES).rfind(QUOTES);
            sdl.truncate(description.unwrap_or(sdl.len()));
            continue;
        }
        let added = match line.split(' ').collect::<Vec<_>>().as_slice() {
            ["schema", "{"] => format!(" {LINK}"),
            ["type", name, .., "{"] => directives(name),
            _ => String::new(),
        };
        match line.strip_suffix(" {") {
            Some(definition) => sdl.extend([definition, &added, " {\n"]),
            None => sdl.extend([line, "\n"]),
        }
    }
    sdl
}

/// What a composer has to know of a type, each directive after a space.
fn directives(name: &str) -> String {
    let keys = KEYS.iter().filter(|(entity, _)| *entity == name);
    let mut directives: String = keys
        .flat_map(|(_, keys)| *keys)
        .map(|key| format!(r#" @key(fields: "{key}")"#))
        .collect();
    if SHAREABLE.contains(&name) {
        directives.push_str(" @shareable");
    }
    directives
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_stand_where_the_grammar_has_them() {
        let printed = concat!(
            "\"\"\"\nWhat is sold.\n\"\"\"\n",
            "type Product implements Node & HasMetafields {\n\tid: ID!\n}\n\n",
            "type MoneyV2 {\n\tamount: Decimal!\n}\n\n",
            "type Shop {\n\tname: String!\n}\n\n",
            "\"\"\"\nLater.\n\"\"\"\ndirective @defer(if: Boolean) on FRAGMENT_SPREAD\n",
            "\"\"\"\nWho asks.\n\"\"\"\ndirective @inContext(country: CountryCode) on QUERY\n",
            "schema {\n\tquery: QueryRoot\n}\n",
        );
        let expected = [
            "\"\"\"\nWhat is sold.\n\"\"\"\n",
            "type Product implements Node & HasMetafields \
             @key(fields: \"id\") @key(fields: \"handle\") {\n\tid: ID!\n}\n\n",
            "type MoneyV2 @shareable {\n\tamount: Decimal!\n}\n\n",
            "type Shop {\n\tname: String!\n}\n\n",
            "\"\"\"\nWho asks.\n\"\"\"\ndirective @inContext(country: CountryCode) on QUERY\n",
            &format!("schema {LINK} {{\n\tquery: QueryRoot\n}}\n"),
        ];
        assert_eq!(subgraph(printed), expected.concat());
    }
}
