//! Languages: code, English name, own name, and the tags that exports and browsers write.

use super::code::code_type;

code_type!(
    /// A language, by the interface's code: `EN`, `PT_BR`.
    Language, "language", LANGUAGES.len(), |row| LANGUAGES[row].0
);

/// Bytes of the longest code in the list (`PT_BR`).
const LONGEST_TAG: usize = 5;

impl Language {
    /// English.
    pub const EN: Self = Self::known("EN");

    /// The English name, such as `German`.
    pub const fn name(self) -> &'static str {
        LANGUAGES[self.0 as usize].1
    }

    /// The name in the language itself, such as `Deutsch`.
    pub const fn endonym(self) -> &'static str {
        LANGUAGES[self.0 as usize].2
    }

    /// The tag as HTML and browsers write it: `en`, `pt-BR`.
    pub fn tag(self) -> String {
        match self.code().split_once('_') {
            Some((language, region)) => format!("{}-{region}", language.to_ascii_lowercase()),
            None => self.code().to_ascii_lowercase(),
        }
    }

    /// The language of a tag in any case with `-` or `_` (`en`, `pt-BR`, `DE_at`): the tag's own row when the list
    /// has it, else that of its first part. `None` when neither is in the list.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let exact = |tag: &str| {
            let mut code = [0; LONGEST_TAG];
            let code = code.get_mut(..tag.len())?;
            code.copy_from_slice(tag.as_bytes());
            code.make_ascii_uppercase();
            for byte in code.iter_mut().filter(|byte| **byte == b'-') {
                *byte = b'_';
            }
            Self::from_code(std::str::from_utf8(code).ok()?)
        };
        exact(tag).or_else(|| exact(tag.split(['-', '_']).next()?))
    }

    /// The plain language of a regional one (`PT` of `PT_BR`), else the language itself.
    pub fn base(self) -> Self {
        self.code()
            .split_once('_')
            .and_then(|(language, _)| Self::from_code(language))
            .unwrap_or(self)
    }
}

/// Code, English name, own name (Unicode CLDR). Sorted by code.
const LANGUAGES: [(&str, &str, &str); 144] = [
    ("AF", "Afrikaans", "Afrikaans"),
    ("AK", "Akan", "Akan"),
    ("AM", "Amharic", "አማርኛ"),
    ("AR", "Arabic", "العربية"),
    ("AS", "Assamese", "অসমীয়া"),
    ("AZ", "Azerbaijani", "azərbaycan"),
    ("BE", "Belarusian", "беларуская"),
    ("BG", "Bulgarian", "български"),
    ("BM", "Bambara", "bamanakan"),
    ("BN", "Bangla", "বাংলা"),
    ("BO", "Tibetan", "བོད་སྐད་"),
    ("BR", "Breton", "brezhoneg"),
    ("BS", "Bosnian", "bosanski"),
    ("CA", "Catalan", "català"),
    ("CE", "Chechen", "нохчийн"),
    ("CKB", "Central Kurdish", "کوردیی ناوەندی"),
    ("CS", "Czech", "čeština"),
    ("CU", "Church Slavic", "словѣньскъ"),
    ("CY", "Welsh", "Cymraeg"),
    ("DA", "Danish", "dansk"),
    ("DE", "German", "Deutsch"),
    ("DZ", "Dzongkha", "རྫོང་ཁ"),
    ("EE", "Ewe", "eʋegbe"),
    ("EL", "Greek", "Ελληνικά"),
    ("EN", "English", "English"),
    ("EO", "Esperanto", "Esperanto"),
    ("ES", "Spanish", "español"),
    ("ET", "Estonian", "eesti"),
    ("EU", "Basque", "euskara"),
    ("FA", "Persian", "فارسی"),
    ("FF", "Fula", "Pulaar"),
    ("FI", "Finnish", "suomi"),
    ("FIL", "Filipino", "Filipino"),
    ("FO", "Faroese", "føroyskt"),
    ("FR", "French", "français"),
    ("FY", "Western Frisian", "Frysk"),
    ("GA", "Irish", "Gaeilge"),
    ("GD", "Scottish Gaelic", "Gàidhlig"),
    ("GL", "Galician", "galego"),
    ("GU", "Gujarati", "ગુજરાતી"),
    ("GV", "Manx", "Gaelg"),
    ("HA", "Hausa", "Hausa"),
    ("HE", "Hebrew", "עברית"),
    ("HI", "Hindi", "हिन्दी"),
    ("HR", "Croatian", "hrvatski"),
    ("HU", "Hungarian", "magyar"),
    ("HY", "Armenian", "հայերեն"),
    ("IA", "Interlingua", "interlingua"),
    ("ID", "Indonesian", "Indonesia"),
    ("IG", "Igbo", "Igbo"),
    ("II", "Sichuan Yi", "ꆈꌠꉙ"),
    ("IS", "Icelandic", "íslenska"),
    ("IT", "Italian", "italiano"),
    ("JA", "Japanese", "日本語"),
    ("JV", "Javanese", "Jawa"),
    ("KA", "Georgian", "ქართული"),
    ("KI", "Kikuyu", "Gikuyu"),
    ("KK", "Kazakh", "қазақ тілі"),
    ("KL", "Kalaallisut", "kalaallisut"),
    ("KM", "Khmer", "ខ្មែរ"),
    ("KN", "Kannada", "ಕನ್ನಡ"),
    ("KO", "Korean", "한국어"),
    ("KS", "Kashmiri", "کٲشُر"),
    ("KU", "Kurdish", "kurdî (kurmancî)"),
    ("KW", "Cornish", "kernewek"),
    ("KY", "Kyrgyz", "кыргызча"),
    ("LA", "Latin", "Latina"),
    ("LB", "Luxembourgish", "Lëtzebuergesch"),
    ("LG", "Ganda", "Luganda"),
    ("LN", "Lingala", "lingála"),
    ("LO", "Lao", "ລາວ"),
    ("LT", "Lithuanian", "lietuvių"),
    ("LU", "Luba-Katanga", "Tshiluba"),
    ("LV", "Latvian", "latviešu"),
    ("MG", "Malagasy", "Malagasy"),
    ("MI", "Māori", "Māori"),
    ("MK", "Macedonian", "македонски"),
    ("ML", "Malayalam", "മലയാളം"),
    ("MN", "Mongolian", "монгол"),
    ("MO", "Moldavian", "română"),
    ("MR", "Marathi", "मराठी"),
    ("MS", "Malay", "Melayu"),
    ("MT", "Maltese", "Malti"),
    ("MY", "Burmese", "မြန်မာ"),
    ("NB", "Norwegian Bokmål", "norsk bokmål"),
    ("ND", "North Ndebele", "isiNdebele"),
    ("NE", "Nepali", "नेपाली"),
    ("NL", "Dutch", "Nederlands"),
    ("NN", "Norwegian Nynorsk", "norsk nynorsk"),
    ("NO", "Norwegian", "norsk"),
    ("OM", "Oromo", "Oromoo"),
    ("OR", "Odia", "ଓଡ଼ିଆ"),
    ("OS", "Ossetic", "ирон"),
    ("PA", "Punjabi", "ਪੰਜਾਬੀ"),
    ("PL", "Polish", "polski"),
    ("PS", "Pashto", "پښتو"),
    ("PT", "Portuguese", "português"),
    ("PT_BR", "Brazilian Portuguese", "português (Brasil)"),
    ("PT_PT", "European Portuguese", "português europeu"),
    ("QU", "Quechua", "Runasimi"),
    ("RM", "Romansh", "rumantsch"),
    ("RN", "Rundi", "Ikirundi"),
    ("RO", "Romanian", "română"),
    ("RU", "Russian", "русский"),
    ("RW", "Kinyarwanda", "Ikinyarwanda"),
    ("SA", "Sanskrit", "संस्कृत भाषा"),
    ("SC", "Sardinian", "sardu"),
    ("SD", "Sindhi", "سنڌي"),
    ("SE", "Northern Sami", "davvisámegiella"),
    ("SG", "Sango", "Sängö"),
    ("SH", "Serbo-Croatian", "srpski (latinica)"),
    ("SI", "Sinhala", "සිංහල"),
    ("SK", "Slovak", "slovenčina"),
    ("SL", "Slovenian", "slovenščina"),
    ("SN", "Shona", "chiShona"),
    ("SO", "Somali", "Soomaali"),
    ("SQ", "Albanian", "shqip"),
    ("SR", "Serbian", "српски"),
    ("SU", "Sundanese", "Basa Sunda"),
    ("SV", "Swedish", "svenska"),
    ("SW", "Swahili", "Kiswahili"),
    ("TA", "Tamil", "தமிழ்"),
    ("TE", "Telugu", "తెలుగు"),
    ("TG", "Tajik", "тоҷикӣ"),
    ("TH", "Thai", "ไทย"),
    ("TI", "Tigrinya", "ትግርኛ"),
    ("TK", "Turkmen", "türkmen dili"),
    ("TO", "Tongan", "lea fakatonga"),
    ("TR", "Turkish", "Türkçe"),
    ("TT", "Tatar", "татар"),
    ("UG", "Uyghur", "ئۇيغۇرچە"),
    ("UK", "Ukrainian", "українська"),
    ("UR", "Urdu", "اردو"),
    ("UZ", "Uzbek", "o‘zbek"),
    ("VI", "Vietnamese", "Tiếng Việt"),
    ("VO", "Volapük", "Volapük"),
    ("WO", "Wolof", "Wolof"),
    ("XH", "Xhosa", "IsiXhosa"),
    ("YI", "Yiddish", "ייִדיש"),
    ("YO", "Yoruba", "Èdè Yorùbá"),
    ("ZH", "Chinese", "中文"),
    ("ZH_CN", "Chinese (China)", "中文（中国）"),
    ("ZH_TW", "Chinese (Taiwan)", "中文（台灣）"),
    ("ZU", "Zulu", "isiZulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_know_their_names_and_tags() {
        let facts = ["DE", "PT_BR", "CKB"].map(|code| {
            let language = Language::from_code(code).unwrap();
            (
                language.name(),
                language.endonym(),
                language.tag(),
                language.base().code(),
            )
        });
        assert_eq!(
            facts,
            [
                ("German", "Deutsch", "de".to_owned(), "DE"),
                (
                    "Brazilian Portuguese",
                    "português (Brasil)",
                    "pt-BR".to_owned(),
                    "PT"
                ),
                ("Central Kurdish", "کوردیی ناوەندی", "ckb".to_owned(), "CKB"),
            ]
        );
    }

    #[test]
    fn tags_are_read_in_any_case_and_fall_back_to_their_language() {
        let read = [
            "pt-br",
            "PT_PT",
            "de-AT",
            "zh-Hant-TW",
            "ckb",
            "",
            "x",
            "english",
            "日本",
        ]
        .map(|tag| Language::from_tag(tag).map(Language::code));
        assert_eq!(
            read,
            [
                Some("PT_BR"),
                Some("PT_PT"),
                Some("DE"),
                Some("ZH"),
                Some("CKB"),
                None,
                None,
                None,
                None
            ]
        );
        for language in Language::all() {
            assert_eq!(Language::from_tag(&language.tag()), Some(language));
            assert!(language.tag().len() <= LONGEST_TAG);
        }
    }
}
