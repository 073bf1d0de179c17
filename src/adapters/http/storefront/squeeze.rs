//! Leaves out of script and style what only their readers in the repository need: comments, indentation, and in style
//! the spaces around signs.
//!
//! It is no minifier: names, statements and line ends stay, so what a browser shows is what the source says. It relies
//! on how the storefront's files are written: comments stand on lines of their own, text inside a template literal is
//! kept as it is, and no string in a style sheet holds a sign followed by a space.

/// Script without comment lines and leading spaces.
pub(super) fn script(source: &str) -> String {
    let mut served = String::with_capacity(source.len());
    let mut in_template = false;
    let mut in_comment = false;
    for line in source.lines() {
        let text = line.trim_start();
        if !in_template && (in_comment || text.starts_with("/*")) {
            in_comment = !text.trim_end().ends_with("*/");
            continue;
        }
        if !in_template && (text.is_empty() || text.starts_with("//")) {
            continue;
        }
        served.push_str(if in_template { line } else { text });
        served.push('\n');
        in_template ^= line.matches('`').count() % 2 == 1;
    }
    served
}

/// Style without comment lines, leading spaces, and spaces around braces and after separators.
pub(super) fn style(source: &str) -> String {
    [
        (" {", "{"),
        ("{ ", "{"),
        (" }", "}"),
        ("; ", ";"),
        (": ", ":"),
        (", ", ","),
    ]
    .iter()
    .fold(script(source), |text, (spaced, tight)| {
        text.replace(spaced, tight)
    })
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let source = "// about\n\n/**\n * what\n * why */\nexport function f() {\n  return 1; // kept\n}\n  /* one */\n";
        assert_eq!(
            script(source),
            "export function f() {\nreturn 1; // kept\n}\n"
        );
    }

    #[test]
    fn template_literals_keep_their_lines() {
        let source = "  const text = `a\n  // b\n\n    ${c}`;\n  d();\n";
        assert_eq!(
            script(source),
            "const text = `a\n  // b\n\n    ${c}`;\nd();\n"
        );
    }

    #[test]
    fn style_keeps_the_spaces_that_mean_something() {
        let source =
            "/* about */\n:is(.a, .b) img { margin: 0 calc(1px + 2px); &:hover { color: red; } }\n";
        assert_eq!(
            style(source),
            ":is(.a,.b) img{margin:0 calc(1px + 2px);&:hover{color:red;}}\n"
        );
    }
}
