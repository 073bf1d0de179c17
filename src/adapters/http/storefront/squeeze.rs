//! Leaves out of script and style what only their readers in the repository need: comments, and the spaces and line
//! ends that no meaning hangs on.
//!
//! It is no minifier: names and statements stay, so what a browser shows is what the source says. Script is cut into
//! words, texts (strings, parts of template literals, regular expressions) and single signs, and only what lies between
//! them goes. It relies on how the storefront's files are written: statements end with a semicolon or a brace, what
//! follows a closing brace or bracket after a slash is a division, and no string in a style sheet holds a sign followed
//! by a space.

/// Words that a value follows, so that a slash after one begins a regular expression.
const BEFORE_A_VALUE: [&str; 5] = ["return", "typeof", "case", "of", "in"];

/// Script without comments and spaces. A line end stays where it may end a statement.
pub(super) fn script(source: &str) -> String {
    let mut served = String::with_capacity(source.len());
    // Braces open in the expression of each template literal that is open.
    let mut templates = Vec::new();
    let mut rest = source;
    loop {
        let (token, is_apart, is_new_line);
        (rest, is_apart, is_new_line) = gap(rest);
        if rest.is_empty() {
            return served;
        }
        (token, rest) = rest.split_at(token_length(rest, &served, &mut templates));
        if let (true, Some(before), Some(next)) =
            (is_apart, served.chars().next_back(), token.chars().next())
        {
            let ends = is_word(before) || ")]}\"'`".contains(before);
            let begins = is_word(next) || "([{\"'`+-/!~".contains(next);
            if is_new_line && ends && begins {
                served.push('\n');
            } else if is_word(before) && is_word(next) || before == next && "+-/".contains(next) {
                served.push(' ');
            }
        }
        served.push_str(token);
    }
}

/// What comes after spaces and comments, whether there were any, and whether a line ended among them.
fn gap(source: &str) -> (&str, bool, bool) {
    let mut rest = source;
    loop {
        let text = rest.trim_start();
        rest = if text.starts_with("//") {
            text.find('\n').map_or("", |end| &text[end..])
        } else if text.starts_with("/*") {
            text.find("*/").map_or("", |end| &text[end + 2..])
        } else {
            let gone = &source[..source.len() - text.len()];
            return (text, !gone.is_empty(), gone.contains('\n'));
        };
    }
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || sign == '$'
}

/// Bytes of the word, text or sign that `rest` begins with, after `served`.
fn token_length(rest: &str, served: &str, templates: &mut Vec<usize>) -> usize {
    let first = rest.chars().next().unwrap_or_default();
    match (first, templates.last_mut()) {
        _ if is_word(first) => rest.find(|sign| !is_word(sign)).unwrap_or(rest.len()),
        ('"' | '\'', _) => text_length(rest, &first.to_string()),
        ('`', _) => template_length(rest, templates),
        ('}', Some(0)) => {
            templates.pop();
            template_length(rest, templates)
        }
        ('/', _) if is_value_next(served) => expression_length(rest),
        (brace, open) => {
            if let Some(open) = open {
                *open = *open + usize::from(brace == '{') - usize::from(brace == '}');
            }
            first.len_utf8()
        }
    }
}

/// Bytes up to and with the first `end` that no backslash stands before, the first sign left aside.
fn text_length(rest: &str, end: &str) -> usize {
    let mut at = 1;
    while at < rest.len() && !rest[at..].starts_with(end) {
        at += if rest[at..].starts_with('\\') { 2 } else { 1 };
        while !rest.is_char_boundary(at) {
            at += 1;
        }
    }
    (at + end.len()).min(rest.len())
}

/// A part of a template literal, up to its end or to the next expression in it.
fn template_length(rest: &str, templates: &mut Vec<usize>) -> usize {
    let (whole, part) = (text_length(rest, "`"), text_length(rest, "${"));
    if part < whole {
        templates.push(0);
    }
    whole.min(part)
}

fn is_value_next(served: &str) -> bool {
    let word = served.rsplit(|sign| !is_word(sign)).next().unwrap_or("");
    BEFORE_A_VALUE.contains(&word)
        || !served.ends_with(|sign| is_word(sign) || ")]}\"'`".contains(sign))
}

/// A regular expression; a slash in a class does not end it.
fn expression_length(rest: &str) -> usize {
    let mut is_class = false;
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, sign)| {
        let ends = sign == '/' && !is_class && !is_escaped;
        if !is_escaped {
            is_class = sign == '[' || is_class && sign != ']';
        }
        is_escaped = sign == '\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// Style without comments, line ends, and spaces around braces and after separators.
pub(super) fn style(source: &str) -> String {
    let mut parts = source.split("/*");
    let mut text = parts.next().unwrap_or("").to_owned();
    for part in parts {
        text.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    [
        (" {", "{"),
        ("{ ", "{"),
        (" }", "}"),
        ("} ", "}"),
        ("; ", ";"),
        (": ", ":"),
        (", ", ","),
        (" > ", ">"),
        ("> ", ">"),
        (";}", "}"),
    ]
    .iter()
    .fold(text, |text, (spaced, tight)| text.replace(spaced, tight))
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn comments_and_spaces_go_and_code_stays() {
        let source = "// about\n\n/**\n * what\n * why */\nexport function f(a, b) {\n  return a + b; // sum\n}\n  /* one */\n";
        assert_eq!(script(source), "export function f(a,b){return a+b;}");
    }

    #[test]
    fn words_and_like_signs_stay_apart() {
        assert_eq!(
            script("const a = typeof b;\nlet c = a + +b - -1;\nc++;\n"),
            "const a=typeof b;let c=a+ +b- -1;c++;"
        );
    }

    #[test]
    fn line_ends_stay_where_they_may_end_a_statement() {
        assert_eq!(
            script("if (a) {\n  b();\n}\nc()\nd?.()\n  .e();\nconst f = {\n  g,\n};\n"),
            "if(a){b();}\nc()\nd?.().e();const f={g,};"
        );
    }

    #[test]
    fn texts_stay_as_they_are() {
        for text in [
            r#""a  // b \" c""#,
            "'/* a */'",
            "`a\n  // b ${  } c`",
            "`a ${b ? `c ${d}  e` : { f: 1 }}  g`",
            "/[/ ]  \\/ ]/gu",
            "\"„ä  ö“\"",
        ] {
            let compact = text
                .replace("${  }", "${}")
                .replace("b ? `", "b?`")
                .replace("` : { f: 1 }}", "`:{f:1}}");
            assert_eq!(script(&format!("x = {text};\n")), format!("x={compact};"));
        }
    }

    #[test]
    fn slashes_divide_or_begin_an_expression() {
        assert_eq!(
            script("a = (b) / c / d;\nreturn /e  f/.test(g) ? h[0] / 2 : 1;\n"),
            "a=(b)/c/d;return/e  f/.test(g)?h[0]/2:1;"
        );
    }

    #[test]
    fn style_keeps_the_spaces_that_mean_something() {
        let source = "/* about */\n:is(.a, .b) img { margin: 0 calc(1px + 2px); &:hover { color: red; } }\n\n@media (min-width: 2em) {\n  .c > .d { > b + i { top: 0; } }\n}\n";
        assert_eq!(
            style(source),
            ":is(.a,.b) img{margin:0 calc(1px + 2px);&:hover{color:red}}@media (min-width:2em){.c>.d{>b + i{top:0}}}"
        );
    }
}
