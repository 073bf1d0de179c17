//! Texts: HTML to plain text, cutting with an ellipsis, folding for comparison, and handles.
//!
//! The HTML reader follows how browsers split markup from text, and no further: it gives plain text, not safe HTML.
//! Every function is linear in its input, whatever the input.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Elements inside a line of text; every other tag separates words.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The readable text of HTML: tags stripped, the content of scripts and styles dropped, a space where a block or a
/// line break separates words, entities decoded, white space folded to single spaces.
pub fn plain_text(html: &str) -> String {
    let mut text = Folded::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, markup) = rest.split_at(at);
        text.push_html(before);
        rest = match after_markup(markup, &mut text) {
            Some(after) => after,
            // A `<` that opens nothing is a sign like any other.
            None => {
                text.push('<');
                &markup[1..]
            }
        };
    }
    text.push_html(rest);
    text.text
}

/// What follows the tag, comment or declaration that `markup` starts with; `None` when it starts with none of them.
/// Markup that is never closed takes all the rest, as in browsers.
fn after_markup<'a>(markup: &'a str, text: &mut Folded) -> Option<&'a str> {
    if let Some(comment) = markup.strip_prefix("<!--") {
        return Some(comment.split_once("-->").map_or("", |(_, after)| after));
    }
    if markup.starts_with("<!") || markup.starts_with("<?") {
        return Some(markup.split_once('>').map_or("", |(_, after)| after));
    }
    let closing = markup.starts_with("</");
    let tag = &markup[if closing { 2 } else { 1 }..];
    if !tag.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = tag.find(|sign: char| sign.is_ascii_whitespace() || sign == '/' || sign == '>');
    let name = &tag[..name_end.unwrap_or(tag.len())];
    let after = &tag[tag_end(tag)..];
    let is = |element: &&str| name.eq_ignore_ascii_case(element);
    if !INLINE.iter().any(is) {
        text.separate();
    }
    let raw = ["script", "style"].into_iter().find(is);
    Some(match raw {
        Some(element) if !closing => after_raw_text(after, element),
        _ => after,
    })
}

/// The length of a tag up to and with its `>`; a `>` in a quoted attribute value does not count.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'>') => return at + 1,
            (None, _) => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    tag.len()
}

/// What follows the closing tag of an element whose content is not markup, the closing tag included.
fn after_raw_text<'a>(content: &'a str, element: &str) -> &'a str {
    let mut rest = content;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        let name = rest.get(2..2 + element.len());
        if name.is_some_and(|name| name.eq_ignore_ascii_case(element)) {
            return rest;
        }
        rest = &rest[2..];
    }
    ""
}

/// Collects text with white space folded to single spaces and none at the ends.
#[derive(Default)]
struct Folded {
    text: String,
    space_due: bool,
}

impl Folded {
    fn separate(&mut self) {
        self.space_due = !self.text.is_empty();
    }

    fn push(&mut self, sign: char) {
        if sign.is_whitespace() {
            return self.separate();
        }
        if std::mem::take(&mut self.space_due) {
            self.text.push(' ');
        }
        self.text.push(sign);
    }

    /// Text between tags, whose entities are still encoded.
    fn push_html(&mut self, html: &str) {
        for sign in html_escape::decode_html_entities(html).chars() {
            self.push(sign);
        }
    }
}

/// Cuts a text to at most `at` characters, three of which are then the dots `...`, as `truncateAt` asks. A text that
/// fits comes back as it is.
pub fn truncate(text: &str, at: usize) -> Cow<'_, str> {
    const ELLIPSIS: &str = "...";
    if text.char_indices().nth(at).is_none() {
        return Cow::Borrowed(text);
    }
    let Some(kept) = at.checked_sub(ELLIPSIS.len()) else {
        return Cow::Borrowed(&ELLIPSIS[..at]);
    };
    let end = text
        .char_indices()
        .nth(kept)
        .map_or(text.len(), |(end, _)| end);
    Cow::Owned(format!("{}{ELLIPSIS}", &text[..end]))
}

/// A text for comparison: lower case, without the diacritics of Latin, Greek and Cyrillic letters, and with letters
/// such as `ß` and `ø` written out. Folding twice changes nothing more.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    let mut folded = String::with_capacity(text.len());
    // Case first: `İ` becomes an `i` with a dot above, which is then a diacritic like the others.
    for sign in text.chars().flat_map(char::to_lowercase).nfd() {
        match sign {
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            _ => folded.push(sign),
        }
    }
    Cow::Owned(folded.nfc().collect())
}

/// The words of a folded text: the runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> + Clone {
    folded
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// A handle for a title: lower-case ASCII letters and digits, dashes between words, quotes and brackets left out.
/// `None` when the title has no letter or digit that ASCII can show, such as one in Chinese.
pub fn handleize(title: &str) -> Option<String> {
    let mut handle = String::with_capacity(title.len());
    let mut dash_due = false;
    for sign in fold(title).chars() {
        match sign {
            'a'..='z' | '0'..='9' => {
                if std::mem::take(&mut dash_due) {
                    handle.push('-');
                }
                handle.push(sign);
            }
            '\'' | '’' | '"' | '(' | ')' | '[' | ']' => {}
            _ => dash_due = !handle.is_empty(),
        }
    }
    (!handle.is_empty()).then_some(handle)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_becomes_what_a_reader_sees() {
        for (html, text) in [
            ("", ""),
            ("plain", "plain"),
            ("<p>One</p><p>Two</p>", "One Two"),
            ("<p>One\n  <b>bold</b>er</p>", "One bolder"),
            ("line<br/>break<BR>again", "line break again"),
            ("<ul><li>a<li>b</ul>", "a b"),
            ("&amp;&lt;b&gt; &eacute;&#233;&#xE9;", "&<b> ééé"),
            ("a&nbsp;&nbsp;b", "a b"),
            ("<a title=\"a > b\" href='>'>link</a>", "link"),
            ("<p don't>kept</p> it's", "kept it's"),
            ("a<!-- <b>x</b> -->b", "ab"),
            ("<!DOCTYPE html><?xml?>text", "text"),
            ("<style>p > a { color: red }</style>shown", "shown"),
            ("<script>if (a < b) { \"</b>\" }</SCRIPT >shown", "shown"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("a <3 b", "a <3 b"),
            ("cut <b", "cut"),
            ("cut <!-- off", "cut"),
            ("cut <script>off", "cut"),
            ("<b>open", "open"),
            ("&unknown; & &amp", "&unknown; & &amp"),
            ("<日本>", "<日本>"),
            ("</script日本>x", "x"),
            ("<script></日本語テキスト", ""),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    /// Quadratic behavior would take hours here.
    #[test]
    fn hostile_html_of_megabytes_is_read() {
        for part in [
            "<",
            "<a ",
            "<!--",
            "<a b='",
            "&",
            "&#",
            "<script>",
            "</",
            "<!",
            "&amp;&lt;",
        ] {
            let html = part.repeat(2_000_000 / part.len());
            assert!(plain_text(&html).len() <= html.len());
        }
        let scripts = format!("<script>{}", "</scrip".repeat(300_000));
        assert_eq!(plain_text(&scripts), "");
    }

    #[test]
    fn cut_texts_count_their_dots() {
        for (text, at, cut) in [
            ("Sleeping bag", 12, "Sleeping bag"),
            ("Sleeping bag", 11, "Sleeping..."),
            ("Sleeping bag", 3, "..."),
            ("Sleeping bag", 2, ".."),
            ("Sleeping bag", 0, ""),
            ("", 0, ""),
            ("Schlafsäcke", 10, "Schlafs..."),
        ] {
            assert_eq!(truncate(text, at), cut, "{text} at {at}");
        }
    }

    #[test]
    fn texts_that_readers_take_for_equal_fold_to_the_same() {
        for (text, folded) in [
            ("tent", "tent"),
            ("TENT", "tent"),
            ("Crème Brûlée", "creme brulee"),
            ("Straße", "strasse"),
            ("SMØRREBRØD", "smorrebrod"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("Ёлка", "елка"),
            ("日本語 한국어 가", "日本語 한국어 가"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert!(matches!(fold("already folded 1"), Cow::Borrowed(_)));
        let found: Vec<_> = words("t-shirt (größe 4), ").collect();
        assert_eq!(found, ["t", "shirt", "größe", "4"]);
    }

    #[test]
    fn titles_become_handles() {
        for (title, handle) in [
            ("Alpine Tent 2", Some("alpine-tent-2")),
            ("  Crème -- brûlée! ", Some("creme-brulee")),
            ("Men's \"Trail\" (Wide)", Some("mens-trail-wide")),
            ("Straße & Weg", Some("strasse-weg")),
            ("already-a-handle", Some("already-a-handle")),
            ("帐篷", None),
            ("---", None),
            ("", None),
        ] {
            assert_eq!(handleize(title).as_deref(), handle, "{title}");
        }
    }

    proptest! {
        #[test]
        fn escaped_text_comes_back(text in "[ -~äß日\n\t]{0,60}") {
            let html = format!("<p>{}</p>", html_escape::encode_text(&text));
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain_text(&html), expected);
        }

        #[test]
        fn any_html_gives_folded_text(html in "([<>/!\"'=& a-c-]|script|style|amp;|日){0,40}") {
            let text = plain_text(&html);
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(folded, text);
        }

        #[test]
        fn a_cut_text_is_as_long_as_allowed(text in "\\PC{0,20}", at in 0_usize..25) {
            let length = text.chars().count();
            prop_assert_eq!(truncate(&text, at).chars().count(), length.min(at));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once), once.as_str());
        }

        #[test]
        fn a_handle_is_its_own_handle(title in "\\PC{0,20}|[A-Za-z0-9 '()-]{0,20}") {
            if let Some(handle) = handleize(&title) {
                prop_assert!(handle.split('-').all(|word| !word.is_empty()
                    && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())));
                prop_assert_eq!(handleize(&handle).unwrap(), handle);
            }
        }
    }
}
