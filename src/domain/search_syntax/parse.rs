//! Reads the search syntax: one pass over the text, recursive only in parentheses.

use super::{Comparator, Expr, MAX_BYTES, MAX_NESTING, MAX_TERMS, Operand, QueryError, Term};
use crate::domain::time::Timestamp;

pub(super) fn parse(query: &str, now: Timestamp) -> Result<Expr, QueryError> {
    if query.len() > MAX_BYTES {
        let length = query.len();
        return Err(QueryError::TooLong { length });
    }
    let mut parser = Parser {
        rest: query,
        terms: 0,
        now,
    };
    parser.alternatives(None, 0)
}

struct Parser<'a> {
    /// What is not read yet.
    rest: &'a str,
    terms: usize,
    now: Timestamp,
}

/// A run of signs without white space, as read.
struct Word {
    /// Without escapes and the last star.
    text: String,
    /// Whether a star that was not escaped ended it.
    star: bool,
    /// Whether the text is literally what was written.
    plain: bool,
}

impl Parser<'_> {
    /// Alternatives up to the parenthesis that closes this level, or the end.
    fn alternatives(&mut self, field: Option<&str>, depth: usize) -> Result<Expr, QueryError> {
        let mut alternatives = Vec::new();
        let mut conditions = Vec::new();
        loop {
            self.skip_space();
            if self.rest.is_empty() || (depth > 0 && self.rest.starts_with(')')) {
                break;
            }
            if self.take(")") || self.take_connective("AND") {
                continue;
            }
            if self.take_connective("OR") {
                if !conditions.is_empty() {
                    alternatives.push(all_of(std::mem::take(&mut conditions)));
                }
                continue;
            }
            conditions.extend(self.condition(field, depth)?);
        }
        if alternatives.is_empty() {
            return Ok(all_of(conditions));
        }
        if !conditions.is_empty() {
            alternatives.push(all_of(conditions));
        }
        Ok(match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Expr::Or(alternatives),
        })
    }

    /// A term or a group with its negations; `None` when it says nothing.
    fn condition(&mut self, field: Option<&str>, depth: usize) -> Result<Option<Expr>, QueryError> {
        let mut negated = false;
        while self.take_connective("NOT") || self.take_minus() {
            negated = !negated;
            self.skip_space();
        }
        if self.rest.is_empty() || self.rest.starts_with(')') {
            return Ok(None);
        }
        let expr = if self.take("(") {
            self.group(field, depth)?
        } else {
            self.term(field, depth)?
        };
        Ok(expr.map(|expr| if negated { not(expr) } else { expr }))
    }

    /// The inside of a parenthesis that was just opened, and its end.
    fn group(&mut self, field: Option<&str>, depth: usize) -> Result<Option<Expr>, QueryError> {
        if depth == MAX_NESTING {
            return Err(QueryError::TooDeep);
        }
        let expr = self.alternatives(field, depth + 1)?;
        self.take(")");
        Ok(match expr {
            Expr::And(all) if all.is_empty() => None,
            expr => Some(expr),
        })
    }

    fn term(&mut self, field: Option<&str>, depth: usize) -> Result<Option<Expr>, QueryError> {
        if let Some((phrase, star)) = self.quoted() {
            return self.finish(field, Comparator::Equal, phrase, star, true);
        }
        let mut word = self.word(true);
        if self.take(":") {
            let is_field = word.plain && !word.star && is_field_name(&word.text);
            match self.rest.chars().next() {
                Some(next) if is_field && !next.is_whitespace() && next != ')' => {
                    let name = word.text.to_ascii_lowercase();
                    return self.comparison(&name, depth);
                }
                // A colon that ends a word, as in `Note: fragile`.
                None => {}
                Some(next) if next.is_whitespace() || next == ')' => {}
                // A colon within a word, as in `16:9`.
                Some(_) => {
                    let tail = self.word(false);
                    word.text = format!("{}:{}", word.text, tail.text);
                    word.star = tail.star;
                }
            }
        }
        self.finish(field, Comparator::Equal, word.text, word.star, false)
    }

    /// What follows `field:`.
    fn comparison(&mut self, field: &str, depth: usize) -> Result<Option<Expr>, QueryError> {
        let comparator = if self.take(">=") {
            Comparator::AtLeast
        } else if self.take("<=") {
            Comparator::AtMost
        } else if self.take(">") {
            Comparator::Greater
        } else if self.take("<") {
            Comparator::Less
        } else {
            Comparator::Equal
        };
        if comparator != Comparator::Equal {
            self.skip_space();
        } else if self.take("(") {
            return self.group(Some(field), depth);
        }
        if let Some((phrase, star)) = self.quoted() {
            return self.finish(Some(field), comparator, phrase, star, true);
        }
        let word = self.word(false);
        if word.text.is_empty() && word.star {
            return self.finish(Some(field), Comparator::Exists, word.text, false, false);
        }
        if word.text.is_empty() {
            // `price:>` without a value: the name is a word like any other.
            return self.finish(None, Comparator::Equal, field.to_owned(), false, false);
        }
        self.finish(Some(field), comparator, word.text, word.star, false)
    }

    fn finish(
        &mut self,
        field: Option<&str>,
        comparator: Comparator,
        value: String,
        prefix: bool,
        phrase: bool,
    ) -> Result<Option<Expr>, QueryError> {
        let operand = Operand::new(&value, phrase, self.now);
        if field.is_none() && operand.is_silent() {
            return Ok(None);
        }
        self.terms += 1;
        if self.terms > MAX_TERMS {
            return Err(QueryError::TooManyTerms);
        }
        let (field, negated) = match field {
            Some("tag_not") => (Some("tag"), true),
            field => (field, false),
        };
        let term = Expr::Term(Term {
            field: field.map(str::to_owned),
            comparator,
            value,
            prefix,
            phrase,
            operand,
        });
        Ok(Some(if negated { not(term) } else { term }))
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, sign: &str) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Takes `AND`, `OR` or `NOT` when it stands alone.
    fn take_connective(&mut self, name: &str) -> bool {
        let stands_alone = |after: &str| {
            let next = after.chars().next();
            next.is_none_or(|next| next.is_whitespace() || next == '(' || next == ')')
        };
        let after = self.rest.strip_prefix(name);
        let after = after.filter(|after| stands_alone(after));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Takes a minus that stands before something.
    fn take_minus(&mut self) -> bool {
        let after = self.rest.strip_prefix('-');
        let after =
            after.filter(|after| !after.is_empty() && !after.starts_with(char::is_whitespace));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// A text in quotes and whether a star follows it. The closing quote is the first one that ends a word, so that
    /// `'D'Addario'` is one text; without one, the opening quote is a sign like any other.
    fn quoted(&mut self) -> Option<(String, bool)> {
        let quote = self
            .rest
            .chars()
            .next()
            .filter(|sign| matches!(sign, '"' | '\''))?;
        let mut text = String::new();
        let mut signs = self.rest.char_indices().skip(1);
        while let Some((at, sign)) = signs.next() {
            let after = &self.rest[at + sign.len_utf8()..];
            if sign == quote {
                let star = after.starts_with('*');
                let next = after[usize::from(star)..].chars().next();
                if next.is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')')) {
                    self.rest = &after[usize::from(star)..];
                    return Some((text, star));
                }
            }
            match sign {
                '\\' => text.extend(signs.next().map(|(_, escaped)| escaped)),
                _ => text.push(sign),
            }
        }
        None
    }

    /// A run of signs up to white space or a parenthesis, or a colon if `to_colon`.
    fn word(&mut self, to_colon: bool) -> Word {
        let mut word = Word {
            text: String::new(),
            star: false,
            plain: true,
        };
        let mut signs = self.rest.char_indices();
        let mut end = self.rest.len();
        while let Some((at, sign)) = signs.next() {
            if sign.is_whitespace() || matches!(sign, '(' | ')') || (to_colon && sign == ':') {
                end = at;
                break;
            }
            word.star = sign == '*';
            if sign == '\\' {
                word.plain = false;
                word.text.extend(signs.next().map(|(_, escaped)| escaped));
            } else {
                word.text.push(sign);
            }
        }
        if word.star {
            word.text.pop();
        }
        self.rest = &self.rest[end..];
        word
    }
}

fn all_of(mut conditions: Vec<Expr>) -> Expr {
    match conditions.len() {
        1 => conditions.remove(0),
        _ => Expr::And(conditions),
    }
}

fn not(expr: Expr) -> Expr {
    match expr {
        Expr::Not(inner) => *inner,
        expr => Expr::Not(Box::new(expr)),
    }
}

/// Fields are words of the API; anything else before a colon is shoppers' text.
fn is_field_name(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> Expr {
        parse(query, Timestamp::EPOCH).unwrap()
    }

    /// The condition in full, with every group in parentheses.
    fn shown(expr: &Expr) -> String {
        let joined = |inner: &[Expr], connective: &str| {
            let inner: Vec<_> = inner.iter().map(shown).collect();
            format!("({})", inner.join(connective))
        };
        match expr {
            Expr::And(all) => joined(all, " & "),
            Expr::Or(any) => joined(any, " | "),
            Expr::Not(expr) => format!("!{}", shown(expr)),
            Expr::Term(term) => {
                let field = term.field.as_ref().map_or(String::new(), |field| {
                    let comparator = match term.comparator {
                        Comparator::Equal => ":",
                        Comparator::Less => ":<",
                        Comparator::AtMost => ":<=",
                        Comparator::Greater => ":>",
                        Comparator::AtLeast => ":>=",
                        Comparator::Exists => ":*",
                    };
                    format!("{field}{comparator}")
                });
                let quote = if term.phrase { "\"" } else { "" };
                let star = if term.prefix { "*" } else { "" };
                format!("{field}{quote}{}{quote}{star}", term.value)
            }
        }
    }

    #[test]
    fn queries_read_as_documented() {
        for (query, condition) in [
            ("", "()"),
            ("tent", "tent"),
            ("alpine tent", "(alpine & tent)"),
            ("alpine AND tent", "(alpine & tent)"),
            ("tent OR tarp", "(tent | tarp)"),
            ("a b OR c d", "((a & b) | (c & d))"),
            ("a (b OR c) d", "(a & (b | c) & d)"),
            ("((a))", "a"),
            ("-tent", "!tent"),
            ("NOT tent", "!tent"),
            ("NOT -tent", "tent"),
            ("NOT (a OR b)", "!(a | b)"),
            ("-(a b)c", "(!(a & b) & c)"),
            ("and or not", "(and & or & not)"),
            ("\"two person\" tent", "(\"two person\" & tent)"),
            ("'two person'", "\"two person\""),
            ("'two per'*", "\"two per\"*"),
            ("ten*", "ten*"),
            ("vendor:Alpine", "vendor:Alpine"),
            (
                "Vendor:'Alpine Co' AND -tag:sale",
                "(vendor:\"Alpine Co\" & !tag:sale)",
            ),
            (
                "title:The Minimal Snowboard",
                "(title:The & Minimal & Snowboard)",
            ),
            ("tag:(new OR sale)", "(tag:new | tag:sale)"),
            ("tag_not:sale", "!tag:sale"),
            ("-tag_not:sale", "tag:sale"),
            ("variants.price:>=10.5", "variants.price:>=10.5"),
            ("variants.price:> 10", "variants.price:>10"),
            ("price:<10 price:<=20", "(price:<10 & price:<=20)"),
            (
                "created_at:>'2020-10-21T23:39:20Z'",
                "created_at:>\"2020-10-21T23:39:20Z\"",
            ),
            (
                "created_at:2020-10-21T23:39:20Z",
                "created_at:2020-10-21T23:39:20Z",
            ),
            ("id:gid://shopify/Product/1", "id:gid://shopify/Product/1"),
            ("path:/old", "path:/old"),
            ("product_type:*", "product_type:*"),
            ("-product_type:*", "!product_type:*"),
            ("vendor:alp*", "vendor:alp*"),
            ("product_type:a,b", "product_type:a,b"),
            (r"size\:L", "size:L"),
            (r"a\(b\) c\*", "(a(b) & c*)"),
            (r#""say \"hi\" \\ there""#, r#""say "hi" \ there""#),
        ] {
            assert_eq!(shown(&read(query)), condition, "{query}");
        }
    }

    #[test]
    fn odd_text_is_taken_as_it_is() {
        for (query, condition) in [
            ("\"two person", "(\"two & person)"),
            ("D'Addario", "D'Addario"),
            ("title:'D'Addario'", "title:\"D'Addario\""),
            ("'tis the season", "('tis & the & season)"),
            ("5\" tube", "(5\" & tube)"),
            ("\"a\"b c", "(\"a\"b & c)"),
            ("(tent", "tent"),
            ("tent)) tarp", "(tent & tarp)"),
            ("() tent", "tent"),
            ("-() ( )", "()"),
            ("Note: fragile", "(Note & fragile)"),
            ("(Note:)", "Note"),
            ("16:9 screen", "(16:9 & screen)"),
            (":tent", ":tent"),
            ("price:>", "price"),
            ("price:", "price"),
            ("OR tent AND", "tent"),
            ("tent OR", "tent"),
            ("OR OR", "()"),
            ("NOT", "()"),
            ("a NOT", "a"),
            ("- -- & *", "()"),
            ("Black & White", "(Black & White)"),
            ("tag:", "tag"),
            ("tag:()", "()"),
            ("trailing\\", "trailing"),
            ("日本 テント", "(日本 & テント)"),
        ] {
            assert_eq!(shown(&read(query)), condition, "{query}");
        }
    }

    #[test]
    fn an_escaped_star_is_no_prefix() {
        let Expr::Term(term) = read(r"c\*") else {
            panic!("one term")
        };
        assert_eq!((term.value.as_str(), term.prefix), ("c*", false));
    }

    #[test]
    fn limits_are_named_with_their_values() {
        let parse = |query: &str| parse(query, Timestamp::EPOCH);
        assert!(parse(&"a".repeat(MAX_BYTES)).is_ok());
        assert_eq!(
            parse(&"a".repeat(5000)).unwrap_err().to_string(),
            "the query has 5000 bytes; at most 4096 are read"
        );
        assert!(parse(&"a ".repeat(MAX_TERMS)).is_ok());
        assert_eq!(
            parse(&"a ".repeat(MAX_TERMS + 1)),
            Err(QueryError::TooManyTerms)
        );
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(MAX_NESTING)).is_ok());
        assert_eq!(parse(&nested(MAX_NESTING + 1)), Err(QueryError::TooDeep));
        let fields = "tag:(".repeat(MAX_NESTING + 1);
        assert_eq!(parse(&fields), Err(QueryError::TooDeep));
    }

    #[test]
    fn unknown_fields_are_told_once_each_in_order() {
        let expr = read("vendor:a (size:1 OR NOT http://x) tag_not:b size:2 tent");
        assert_eq!(expr.unknown_fields(&["vendor", "tag"]), ["size", "http"]);
    }

    proptest! {
        #[test]
        fn any_text_within_the_limits_is_read(
            query in "([a-c\"'()\\\\:<>=*, -]|AND |OR |NOT |tag:|日|\\PC){0,60}",
        ) {
            match parse(&query, Timestamp::EPOCH) {
                Ok(expr) => drop(shown(&expr)),
                Err(error) => prop_assert_eq!(error, QueryError::TooDeep),
            }
        }
    }
}
