//! Metaobjects: how to care for things, and what they are made of. Products refer to both.

use super::{AS_OF, collections, content::content, ids::metaobject_id, words::materials};
use crate::domain::event::{ContentFact, Event, MetaobjectFact, MetaobjectFieldFact};

struct CareGuide {
    handle: &'static str,
    title: &'static str,
    steps: &'static [&'static str],
}

static CARE_GUIDES: &[CareGuide] = &[
    CareGuide {
        handle: "metal",
        title: "Caring for Metal",
        steps: &[
            "Wipe with a damp cloth",
            "Dry at once",
            "Polish when you feel like it",
        ],
    },
    CareGuide {
        handle: "cast-iron",
        title: "Caring for Iron",
        steps: &[
            "Wash with hot water and a brush",
            "Dry on the flame",
            "Wipe with a drop of oil",
        ],
    },
    CareGuide {
        handle: "ceramic",
        title: "Caring for Ceramics and Glass",
        steps: &[
            "Avoid sudden heat and cold",
            "Wash by hand when gilded",
            "Keep apart from metal",
        ],
    },
    CareGuide {
        handle: "wood",
        title: "Caring for Wood",
        steps: &[
            "Wipe dry, never soak",
            "Oil twice in the first year",
            "Keep away from radiators",
        ],
    },
    CareGuide {
        handle: "cotton",
        title: "Caring for Cotton and Linen",
        steps: &[
            "Wash at 40 °C",
            "Shake out and hang to dry",
            "Iron while damp, or not at all",
        ],
    },
    CareGuide {
        handle: "wool",
        title: "Caring for Wool",
        steps: &[
            "Air overnight",
            "Wash by hand, lukewarm",
            "Dry flat in the shade",
        ],
    },
    CareGuide {
        handle: "down",
        title: "Caring for Down",
        steps: &[
            "Store loose, not packed",
            "Wash with down detergent",
            "Dry with two tennis balls",
        ],
    },
    CareGuide {
        handle: "technical",
        title: "Caring for Technical Fabrics",
        steps: &[
            "Close zippers before washing",
            "Use no softener",
            "Renew the coating once a year",
        ],
    },
    CareGuide {
        handle: "leather",
        title: "Caring for Leather",
        steps: &[
            "Brush off dust",
            "Grease twice a year",
            "Let it dry away from heat",
        ],
    },
    CareGuide {
        handle: "natural",
        title: "Caring for Cork, Rubber and Paper",
        steps: &[
            "Keep out of the sun",
            "Wipe with a damp cloth",
            "Store flat and dry",
        ],
    },
];

/// The guides of both types.
pub(super) fn events() -> Vec<Event> {
    let care = CARE_GUIDES.iter().map(|guide| {
        metaobject(
            "care_guide",
            guide.handle,
            vec![
                field("title", "single_line_text_field", guide.title.to_owned()),
                field("steps", "list.single_line_text_field", list(guide.steps)),
            ],
        )
    });
    let materials = materials::ALL.iter().map(|material| {
        let mut fields = vec![
            field(
                "name",
                "single_line_text_field",
                material.name.en().to_owned(),
            ),
            field(
                "summary",
                "multi_line_text_field",
                material.praise.en().to_owned(),
            ),
            field(
                "care_guide",
                "metaobject_reference",
                metaobject_id("care_guide", material.care),
            ),
        ];
        if let Some((collection, _)) = collections::find("new-arrivals") {
            fields.push(field("see_also", "collection_reference", collection));
        }
        metaobject("material_guide", material.slug, fields)
    });
    care.chain(materials).collect()
}

fn metaobject(kind: &str, handle: &str, fields: Vec<MetaobjectFieldFact>) -> Event {
    content(ContentFact::Metaobject(MetaobjectFact {
        id: metaobject_id(kind, handle),
        kind: kind.to_owned(),
        handle: handle.to_owned(),
        fields,
        updated_at: Some(AS_OF.plus_days(-60)),
    }))
}

fn field(key: &str, kind: &str, value: String) -> MetaobjectFieldFact {
    MetaobjectFieldFact {
        key: key.to_owned(),
        kind: kind.to_owned(),
        value: Some(value),
    }
}

/// A list of plain words as JSON.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", quoted.join(","))
}
