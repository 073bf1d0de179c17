//! Conditions in the search syntax, and words as shoppers type them, from the values that a catalog holds.

use vitrina::domain::search_syntax::{
    ARTICLE_FIELDS, BLOG_FIELDS, COLLECTION_FIELDS, PAGE_FIELDS, PRODUCT_FIELDS,
    URL_REDIRECT_FIELDS,
};

use super::{dice::Dice, known::Known};

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

/// What a shopper may type: some words of titles, vendors and types, now and then a code, with a typing error in some.
pub fn words(known: &Known, dice: &mut Dice) -> String {
    let mut words = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let field = *dice.pick(&["title", "title", "title", "vendor", "product_type", "sku"]);
        let value = known.values.get(field);
        let value = value.and_then(|values| dice.pick_of(values));
        words.push(value.map_or("nothing", String::as_str));
    }
    let mut text = words.join(" ");
    if dice.chance(30) {
        let mut signs: Vec<char> = text.chars().collect();
        let at = dice.below(signs.len());
        match dice.below(3) {
            0 => signs.truncate(at + 1),
            1 => drop(signs.remove(at)),
            _ => signs.swap(0, at),
        }
        text = signs.into_iter().collect();
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
