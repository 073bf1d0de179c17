//! Conditions in the search syntax, shoppers' texts and filters, from the values that a catalog holds.

use vitrina::domain::search_syntax::{
    ARTICLE_FIELDS, BLOG_FIELDS, COLLECTION_FIELDS, PAGE_FIELDS, PRODUCT_FIELDS,
    URL_REDIRECT_FIELDS,
};

use async_graphql_value::ConstValue;

use super::{
    dice::Dice,
    known::Known,
    named::{object, text},
};

/// A shopper's text: a word or some of a title, a code, or something that is nowhere.
pub fn words(known: &Known, dice: &mut Dice) -> String {
    let field = *dice.pick(&["title", "title", "title", "sku", "vendor", "handle"]);
    let mut words: Vec<String> = (0..dice.between(1, 3))
        .filter_map(|_| {
            known
                .values
                .get(field)
                .and_then(|values| dice.pick_of(values))
        })
        .cloned()
        .collect();
    if words.is_empty() || dice.chance(5) {
        words.push("nowhere".to_owned());
    }
    if dice.chance(20) {
        let begin = words[0].chars().take(dice.between(1, 5) as usize);
        words[0] = begin.collect();
    }
    words.join(" ")
}

/// A filter of one kind.
pub fn filter(known: &Known, dice: &mut Dice) -> ConstValue {
    let value = |field: &str, dice: &mut Dice| {
        let values = known.values.get(field);
        text(
            values
                .and_then(|values| dice.pick_of(values))
                .map_or("nothing", String::as_str),
        )
    };
    match dice.below(7) {
        0 => object([("available", dice.chance(70).into())]),
        1 => {
            let min = dice.between(0, 60);
            let range = object([
                ("min", f64::from(min as u32).into()),
                ("max", f64::from((min + dice.between(0, 300)) as u32).into()),
            ]);
            object([("price", range)])
        }
        2 => object([("productVendor", value("vendor", dice))]),
        3 => object([("productType", value("product_type", dice))]),
        4 => object([("tag", value("tag", dice))]),
        5 => {
            let options = known.products.iter().flat_map(|it| &it.variants).flatten();
            let options: Vec<&(String, String)> = options.take(400).collect();
            if options.is_empty() {
                return object([("available", true.into())]);
            }
            let (name, value) = *dice.pick(&options);
            let option = object([("name", text(name)), ("value", text(value))]);
            object([("variantOption", option)])
        }
        _ => {
            let field = object([
                ("namespace", text("custom")),
                ("key", text("material")),
                ("value", text("Wool")),
            ]);
            object([("productMetafield", field)])
        }
    }
}

/// A condition for the `query` of a field that answers this connection.
pub fn condition(connection: &str, known: &Known, dice: &mut Dice) -> String {
    let fields = match connection {
        "ProductConnection" => PRODUCT_FIELDS,
        "CollectionConnection" => COLLECTION_FIELDS,
        "ArticleConnection" => ARTICLE_FIELDS,
        "BlogConnection" => BLOG_FIELDS,
        "PageConnection" => PAGE_FIELDS,
        "UrlRedirectConnection" => URL_REDIRECT_FIELDS,
        other => panic!("no search fields of {other}"),
    };
    let mut text = term(fields, known, dice);
    for _ in 0..dice.between(0, 2) {
        let joined = *dice.pick(&[" ", " AND ", " OR ", " OR "]);
        text = match dice.below(5) {
            0 => format!("({text}){joined}NOT {}", term(fields, known, dice)),
            1 => format!("-{}{joined}({text})", term(fields, known, dice)),
            2 => format!("{}{joined}({text})", term(fields, known, dice)),
            _ => format!("{text}{joined}{}", term(fields, known, dice)),
        };
    }
    text
}

fn term(fields: &[&str], known: &Known, dice: &mut Dice) -> String {
    let is_word = fields.contains(&"title") && dice.chance(20);
    let field = if is_word { "title" } else { *dice.pick(fields) };
    let value = value(field, known, dice);
    match is_word {
        true => value,
        false if dice.chance(5) => format!("{field}:*"),
        false if field == "tag" && dice.chance(20) => format!("{field}_not:{value}"),
        false => format!("{field}:{value}"),
    }
}

/// A value of a field, as it is written in a condition.
fn value(field: &str, known: &Known, dice: &mut Dice) -> String {
    match field {
        "available_for_sale" | "gift_card" => return dice.chance(60).to_string(),
        "variants.price" => {
            let price = dice.between(1, 400);
            return format!(
                "{}{price}.{}",
                dice.pick(&["<", "<=", ">", ">=", ""]),
                dice.between(0, 99)
            );
        }
        "created_at" | "published_at" | "updated_at" => {
            let day = dice.pick(&[
                "2023",
                "2024-06",
                "2025-03-01",
                "2026-01-01",
                "2026-01-15T08:00:00Z",
                "now",
            ]);
            return format!("{}{day}", dice.pick(&["<", "<=", ">", ">="]));
        }
        _ => {}
    }
    let Some(value) = known
        .values
        .get(field)
        .and_then(|values| dice.pick_of(values))
    else {
        return "nothing".to_owned();
    };
    let value: String = value
        .chars()
        .filter(|sign| !"\"'\\()".contains(*sign))
        .collect();
    let is_plain = !value.is_empty() && value.chars().all(char::is_alphanumeric);
    match is_plain && dice.chance(60) {
        true if dice.chance(40) => {
            let begin: String = value.chars().take(dice.between(1, 4) as usize).collect();
            format!("{begin}*")
        }
        true => value,
        false => format!("\"{value}\""),
    }
}
