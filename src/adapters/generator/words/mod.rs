//! Words of the generated catalog in its three languages. Tables only: what is made of them is elsewhere.

pub(crate) mod colors;
pub(crate) mod materials;
pub(crate) mod names;
pub(crate) mod phrases;
pub(crate) mod scales;

/// A language of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    /// The language of the records themselves.
    En,
    /// German.
    De,
    /// French.
    Fr,
}

impl Lang {
    /// The languages that translations are made for.
    pub(crate) const TRANSLATED: [Self; 2] = [Self::De, Self::Fr];

    /// Code as the Storefront API writes it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::En => "EN",
            Self::De => "DE",
            Self::Fr => "FR",
        }
    }
}

/// The same words in English, German and French, written as `Tents | Zelte | Tentes`. One part stands for all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text(pub(super) &'static str);

impl Text {
    /// The words in one language.
    pub(crate) fn to(self, lang: Lang) -> &'static str {
        let mut parts = self.0.split(" | ");
        let english = parts.next().unwrap_or_default();
        match lang {
            Lang::En => english,
            Lang::De => parts.next().unwrap_or(english),
            Lang::Fr => parts.nth(1).unwrap_or(english),
        }
    }

    /// The English words.
    pub(crate) fn en(self) -> &'static str {
        self.to(Lang::En)
    }
}

/// A number in the notation of a language: `1.5`, `1,5`.
pub(crate) fn localized_decimal(number: &str, lang: Lang) -> String {
    match lang {
        Lang::En => number.to_owned(),
        Lang::De | Lang::Fr => number.replace('.', ","),
    }
}

/// A text as part of an address: lower case, words joined by hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric() {
            slug.push(sign.to_ascii_lowercase());
        } else if sign != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}
