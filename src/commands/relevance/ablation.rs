//! What each part of ranking gives, shown by taking it away.

use crate::adapters::index::words::{Field, Weights};

/// A part of ranking and how it is taken away.
pub(super) struct Part {
    /// What it is.
    pub(super) name: &'static str,
    /// Takes it away.
    pub(super) remove: fn(&mut Weights),
}

/// All parts.
pub(super) const PARTS: &[Part] = &[
    Part {
        name: "description",
        remove: |weights| weights.fields[Field::Description as usize].weight = 0.0,
    },
    Part {
        name: "attributes",
        remove: |weights| weights.fields[Field::Attributes as usize].weight = 0.0,
    },
    Part {
        name: "kind as text",
        remove: |weights| weights.fields[Field::Kind as usize].weight = 0.0,
    },
    Part {
        name: "vendor as text",
        remove: |weights| weights.fields[Field::Vendor as usize].weight = 0.0,
    },
    Part {
        name: "collections and tags as text",
        remove: |weights| {
            weights.fields[Field::Tags as usize].weight = 0.0;
            weights.fields[Field::Collections as usize].weight = 0.0;
        },
    },
    Part {
        name: "dilution by length",
        remove: |weights| {
            for field in &mut weights.fields {
                field.dilution = 0.0;
            }
        },
    },
    Part {
        name: "synonyms",
        remove: |weights| weights.synonym = 0.0,
    },
    Part {
        name: "words that the catalog names kinds by",
        remove: |weights| weights.kind_word = 0.0,
    },
    Part {
        name: "compounds, joined and split",
        remove: |weights| weights.compound = 0.0,
    },
    Part {
        name: "fewer words where few products have all",
        remove: |weights| weights.enough = 0,
    },
    Part {
        name: "all words before fewer",
        remove: |weights| weights.all_words = 1.0,
    },
    Part {
        name: "share of the query",
        remove: |weights| weights.coverage = 0.0,
    },
    Part {
        name: "titles: all words",
        remove: |weights| weights.title_all = 0.0,
    },
    Part {
        name: "titles: words in order",
        remove: |weights| weights.title_phrase = 0.0,
    },
    Part {
        name: "titles: exact",
        remove: |weights| weights.title_exact = 0.0,
    },
    Part {
        name: "briefs: descriptions as titles",
        remove: |weights| weights.brief = 0.0,
    },
    Part {
        name: "titles: after `for`",
        remove: |weights| weights.title_for = 0.0,
    },
    Part {
        name: "kind that the best are of",
        remove: |weights| weights.kind_feedback = 0.0,
    },
    Part {
        name: "kind that is named",
        remove: |weights| weights.kind_named = 0.0,
    },
    Part {
        name: "accessories",
        remove: |weights| weights.kind_accessory = 0.0,
    },
];
