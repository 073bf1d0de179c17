//! Telling a file's format by its first bytes.

use crate::application::import::Format;

/// Names of the aspects in Vitrina's own form; see `docs/interchange.md`.
const ASPECTS: [&str; 7] = [
    "product",
    "prices",
    "stock",
    "collection",
    "membership",
    "content",
    "setting",
];

/// The format of a file that starts so.
///
/// # Errors
/// What the file seems to be instead, and what to do.
pub fn detect(head: &[u8]) -> Result<Format, String> {
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start();
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16; save it as UTF-8".into());
    }
    if head.starts_with(b"PK\x03\x04") {
        return Err(
            "is a zip archive or an Excel workbook; unpack it, or save it as CSV (UTF-8)".into(),
        );
    }
    if start.starts_with('[') {
        return Err("is a JSON array; write one object a line (JSONL)".into());
    }
    if start.starts_with('{') {
        let keys = top_level_keys(start.lines().next().unwrap_or_default());
        let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
        let own = has(&ASPECTS) && !has(&["id", "__typename", "__parentId"]);
        return Ok(if own {
            Format::Vitrina
        } else {
            Format::ShopifyBulk
        });
    }
    let header = start.lines().next().unwrap_or_default().to_lowercase();
    if header.contains("handle") || header.contains("title") {
        return Ok(Format::ShopifyCsv);
    }
    let names = Format::ALL.map(Format::name).join(", ");
    Err(format!(
        "is no format that can be told: its first line is neither JSON nor a header with `Handle` and `Title`; say which of {names} it is with --format"
    ))
}

/// Keys of the object that a line starts with, as far as it goes.
fn top_level_keys(line: &str) -> Vec<String> {
    let (mut keys, mut depth) = (Vec::new(), 0_u32);
    let (mut text, mut in_text, mut escaped) = (String::new(), false, false);
    for character in line.chars() {
        if in_text {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_text = false,
                _ if depth == 1 => text.push(character),
                _ => {}
            }
            continue;
        }
        match character {
            '"' => {
                text.clear();
                in_text = true;
            }
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 1 => keys.push(std::mem::take(&mut text)),
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_the_first_line() {
        let cases = [
            ("Handle,Title\n", Format::ShopifyCsv),
            ("Title,URL handle\n", Format::ShopifyCsv),
            (
                r#"{"id":"gid://shopify/Product/1","title":"{\"product\":1}"}"#,
                Format::ShopifyBulk,
            ),
            (
                r#"{"id":"gid://shopify/ProductVariant/1","product":{"id":"x"}}"#,
                Format::ShopifyBulk,
            ),
            (
                r#"{"__typename":"Metafield","key":"product"}"#,
                Format::ShopifyBulk,
            ),
            (
                "\n  {\"updatedAt\":\"2024-01-01\",\"product\":{\"id\":\"1\"}}",
                Format::Vitrina,
            ),
            (r#"{"setting":{"shop":{"id":"cut off"#, Format::Vitrina),
        ];
        for (head, format) in cases {
            assert_eq!(detect(head.as_bytes()), Ok(format), "{head}");
        }
    }

    #[test]
    fn other_files_are_refused_with_what_to_do() {
        let cases: [(&[u8], &str); 4] = [
            (b"PK\x03\x04....", "save it as CSV"),
            (b"\xff\xfeH\0a\0", "save it as UTF-8"),
            (b"[{\"id\":1}]", "one object a line"),
            (b"%PDF-1.7", "--format"),
        ];
        for (head, message) in cases {
            let error = detect(head).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }
}
