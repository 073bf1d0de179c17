//! The type of a metafield whose column tells none: the narrowest that fits all values of the column.

/// What all values seen so far have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guess {
    integer: bool,
    decimal: bool,
    boolean: bool,
    date: bool,
    url: bool,
    json: bool,
    one_line: bool,
}

impl Default for Guess {
    fn default() -> Self {
        Self {
            integer: true,
            decimal: true,
            boolean: true,
            date: true,
            url: true,
            json: true,
            one_line: true,
        }
    }
}

impl Guess {
    /// Takes another value into account.
    pub fn see(&mut self, value: &str) {
        self.integer &= is_number(value) && !value.contains('.');
        self.decimal &= is_number(value);
        self.boolean &= matches!(value, "true" | "false" | "TRUE" | "FALSE");
        self.date &= value.len() == 10 && crate::domain::time::Timestamp::parse(value).is_some();
        self.url &= (value.starts_with("https://") || value.starts_with("http://"))
            && !value.contains(char::is_whitespace);
        self.json &= value.starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok();
        self.one_line &= !value.contains('\n');
    }

    /// The type that fits.
    pub fn kind(self) -> &'static str {
        match self {
            Self { integer: true, .. } => "number_integer",
            Self { decimal: true, .. } => "number_decimal",
            Self { boolean: true, .. } => "boolean",
            Self { date: true, .. } => "date",
            Self { url: true, .. } => "url",
            Self { json: true, .. } => "json",
            Self { one_line: true, .. } => "single_line_text_field",
            _ => "multi_line_text_field",
        }
    }
}

/// Digits with at most one point; no leading zeros, which are those of article numbers.
pub(super) fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && all_digits(fraction)
        && whole.len() <= 15
        && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_type_that_fits_all_values_is_taken() {
        let cases: [(&[&str], &str); 9] = [
            (&["1", "-20"], "number_integer"),
            (&["1", "2.5"], "number_decimal"),
            (&["1", "007"], "single_line_text_field"),
            (&["true", "false"], "boolean"),
            (&["2024-01-31"], "date"),
            (&["https://a.example/x"], "url"),
            (&["[\"a\"]", "{\"b\":1}"], "json"),
            (&["[a]"], "single_line_text_field"),
            (&["a", "b\nc"], "multi_line_text_field"),
        ];
        for (values, kind) in cases {
            let mut guess = Guess::default();
            values.iter().for_each(|value| guess.see(value));
            assert_eq!(guess.kind(), kind, "{values:?}");
        }
    }
}
