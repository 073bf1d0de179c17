//! Descriptions: two to four sentences and a list of attributes, the same thoughts in each language.

use super::{
    attributes::Attribute,
    design::{Design, sentence_case, within_sentence},
    dice::Dice,
    words::{Lang, Text, names, phrases},
};

/// The sentences chosen for a product.
pub(super) struct Story {
    opener: Text,
    purpose: Text,
    sentences: Vec<Text>,
}

/// Chooses the sentences.
pub(super) fn tell(design: &Design, dice: &mut Dice) -> Story {
    let opener = *dice.pick(phrases::OPENERS);
    let purpose = *dice.pick(names::purposes(design.outline.place.department().handle));
    let mut sentences = Vec::with_capacity(3);
    let praised = dice.permille(800);
    if praised {
        sentences.push(design.material().praise);
    }
    if !praised || dice.permille(550) {
        sentences.push(*dice.pick(phrases::MAKING));
    }
    if dice.permille(500) {
        sentences.push(*dice.pick(phrases::CLOSERS));
    }
    Story {
        opener,
        purpose,
        sentences,
    }
}

impl Story {
    /// The first sentence.
    pub(super) fn opening(&self, design: &Design, lang: Lang) -> String {
        let noun = design.outline.noun;
        let material = design.material().name.to(lang);
        let material = if lang == Lang::En {
            material.to_lowercase()
        } else {
            material.to_owned()
        };
        let within = within_sentence(noun, lang);
        sentence_case(
            &self
                .opener
                .to(lang)
                .replace("{Noun}", &sentence_case(&within))
                .replace("{noun}", &within)
                .replace("{material}", &material)
                .replace("{purpose}", self.purpose.to(lang)),
        )
    }

    /// The description as HTML.
    pub(super) fn html(&self, design: &Design, attributes: &[Attribute], lang: Lang) -> String {
        let mut html = String::with_capacity(900);
        html.push_str("<p>");
        html.push_str(&escape(&self.opening(design, lang)));
        for sentence in &self.sentences {
            html.push(' ');
            html.push_str(&escape(sentence.to(lang)));
        }
        html.push_str("</p><ul>");
        for attribute in attributes {
            html.push_str(&attribute.list_item(lang));
        }
        html.push_str("</ul>");
        html
    }
}

/// Words as text in HTML.
pub(super) fn escape(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}
