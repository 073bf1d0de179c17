//! Collections and their members.
//!
//! Departments hold all products of their categories; others collect by trait, or by hand for the start page. Members
//! are found in one more pass over the outlines of all products; the numbers noted take four bytes a membership, about
//! ten megabytes for a million products, and ids are made of them one collection at a time.

use super::{
    AS_OF,
    departments::{self, DEPARTMENTS, Department, Place},
    ids::{self, id},
    pictures,
    plan::{Outline, Plan},
    shop,
    words::{Lang, Text},
};
use crate::application::pictures::Material;
use crate::domain::event::{
    CollectionFact, CollectionSortOrder, Event, Fact, ImageFact, MembershipFact, SeoFact,
    SettingFact, TranslationFact,
};

/// A collection beside the tree.
struct Special {
    handle: &'static str,
    title: Text,
    blurb: Text,
    order: CollectionSortOrder,
    /// Whether a product is a member.
    takes: fn(&Outline) -> bool,
    /// The most members that it takes.
    limit: usize,
}

/// Members of collections for the start page: what sells best, and is not hidden.
const SHOWN_BY_HAND: usize = 12;

static SPECIALS: &[Special] = &[
    Special {
        handle: "frontpage",
        title: Text("Home Page | Startseite | Page d'accueil"),
        blurb: Text(
            "What we show at the door. | Was bei uns an der Tür steht. | Ce que nous montrons à l'entrée.",
        ),
        order: CollectionSortOrder::Manual,
        takes: |outline| !outline.hidden,
        limit: SHOWN_BY_HAND,
    },
    Special {
        handle: "hidden-homepage-featured-items",
        title: Text("Featured Items | Ausgewählte Stücke | Sélection"),
        blurb: Text(
            "Three pieces for the start page. | Drei Stücke für die Startseite. | Trois pièces pour l'accueil.",
        ),
        order: CollectionSortOrder::Manual,
        takes: |outline| !outline.hidden && outline.number % 3 == 1,
        limit: 6,
    },
    Special {
        handle: "hidden-homepage-carousel",
        title: Text("Carousel | Karussell | Carrousel"),
        blurb: Text(
            "Pieces that pass by on the start page. | Stücke, die auf der Startseite vorbeiziehen. | Des pièces qui défilent sur l'accueil.",
        ),
        order: CollectionSortOrder::Manual,
        takes: |outline| !outline.hidden && outline.number % 3 == 2,
        limit: SHOWN_BY_HAND,
    },
    Special {
        handle: "new-arrivals",
        title: Text("New Arrivals | Neu eingetroffen | Nouveautés"),
        blurb: Text(
            "What came in during the last weeks. | Was in den letzten Wochen eintraf. | Ce qui est arrivé ces dernières semaines.",
        ),
        order: CollectionSortOrder::CreatedDesc,
        takes: Outline::is_new,
        limit: usize::MAX,
    },
    Special {
        handle: "best-sellers",
        title: Text("Best Sellers | Bestseller | Meilleures ventes"),
        blurb: Text(
            "What leaves the warehouse most often. | Was am häufigsten das Lager verlässt. | Ce qui quitte le plus souvent l'entrepôt.",
        ),
        order: CollectionSortOrder::BestSelling,
        takes: |outline| outline.rank <= 100,
        limit: usize::MAX,
    },
    Special {
        handle: "sale",
        title: Text("Sale | Angebote | Promotions"),
        blurb: Text(
            "Good things, for less for a while. | Gute Dinge, eine Weile günstiger. | De belles choses, moins chères un moment.",
        ),
        order: CollectionSortOrder::PriceAsc,
        takes: |outline| outline.on_sale,
        limit: usize::MAX,
    },
    Special {
        handle: "gifts",
        title: Text("Gift Ideas | Geschenkideen | Idées cadeaux"),
        blurb: Text(
            "For people who have everything but this. | Für Menschen, die alles haben, nur das nicht. | Pour ceux qui ont tout, sauf cela.",
        ),
        order: CollectionSortOrder::BestSelling,
        takes: |outline| outline.gift,
        limit: usize::MAX,
    },
];

/// The id of a department's collection.
pub(super) fn department_id(department: usize) -> String {
    id("Collection", 100 + department as u64)
}

/// The id of a category's collection.
pub(super) fn category_id(category: usize) -> String {
    id("Collection", 200 + category as u64)
}

fn special_id(special: usize) -> String {
    id("Collection", 1 + special as u64)
}

/// The id of the collection with a handle, and its title.
pub(super) fn find(handle: &str) -> Option<(String, Text)> {
    let department = || {
        let place = DEPARTMENTS.iter().position(|one| one.handle == handle)?;
        Some((department_id(place), DEPARTMENTS[place].title))
    };
    let category = || {
        let place = departments::places().find(|place| place.category().handle == handle)?;
        Some((category_id(place.number), place.category().title))
    };
    let special = || {
        let place = SPECIALS.iter().position(|one| one.handle == handle)?;
        Some((special_id(place), SPECIALS[place].title))
    };
    department().or_else(category).or_else(special)
}

/// All collections without their members, and their translations.
pub(super) fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for (place, special) in SPECIALS.iter().enumerate() {
        add(
            &mut events,
            CollectionFact {
                id: special_id(place),
                handle: special.handle.to_owned(),
                sort_order: special.order,
                image: Some(picture(&DEPARTMENTS[place * 2], place as u32 + 40)),
                ..CollectionFact::default()
            },
            special.title,
            special.blurb,
        );
    }
    for (place, department) in DEPARTMENTS.iter().enumerate() {
        add(
            &mut events,
            CollectionFact {
                id: department_id(place),
                handle: department.handle.to_owned(),
                sort_order: CollectionSortOrder::BestSelling,
                image: Some(picture(department, place as u32)),
                ..CollectionFact::default()
            },
            department.title,
            department.blurb,
        );
    }
    for place in departments::places() {
        let category = place.category();
        let department = place.department();
        add(
            &mut events,
            CollectionFact {
                id: category_id(place.number),
                handle: category.handle.to_owned(),
                parent_handle: Some(department.handle.to_owned()),
                image: Some(category_picture(place)),
                ..CollectionFact::default()
            },
            category.title,
            department.blurb,
        );
    }
    events
}

/// The picture of a department: some of its things together.
fn picture(department: &Department, seed: u32) -> ImageFact {
    let kind = format!("department-{}", department.handle);
    let alt = department.title.en().to_owned();
    pictures::image(&kind, "2f5641", Material::Plain, 3, seed, alt)
}

/// The picture of a category: one of its things in use.
fn category_picture(place: Place) -> ImageFact {
    let category = place.category();
    let kind = super::kinds::KINDS
        .iter()
        .find(|kind| kind.category == category.handle);
    match kind {
        Some(kind) => pictures::image(
            kind.name,
            kind.palette[0].hex,
            kind.materials[0].picture,
            3,
            place.number as u32,
            category.title.en().to_owned(),
        ),
        None => picture(place.department(), place.number as u32),
    }
}

fn add(events: &mut Vec<Event>, mut collection: CollectionFact, title: Text, blurb: Text) {
    let version = AS_OF.plus_days(-2);
    collection.title = title.en().to_owned();
    collection.description_html = format!("<p>{}</p>", blurb.en());
    collection.updated_at = Some(version);
    collection.seo = SeoFact {
        title: Some(format!("{} | {}", title.en(), shop::NAME)),
        description: Some(blurb.en().to_owned()),
    };
    let id = collection.id.clone();
    events.push(Event {
        version,
        fact: Fact::Collection(Box::new(collection)),
    });
    for lang in Lang::TRANSLATED {
        let texts = [
            ("title", title.to(lang).to_owned()),
            ("body_html", format!("<p>{}</p>", blurb.to(lang))),
            ("meta_title", format!("{} | {}", title.to(lang), shop::NAME)),
            ("meta_description", blurb.to(lang).to_owned()),
        ];
        events.push(shop::setting(SettingFact::Translation(TranslationFact {
            resource_id: id.clone(),
            language: lang.code().to_owned(),
            texts: texts.map(|(field, text)| (field.to_owned(), text)).into(),
        })));
    }
}

/// The members of every collection, one event each.
pub(super) fn memberships(plan: &Plan) -> impl Iterator<Item = Event> + use<> {
    let mut specials: Vec<Vec<u32>> = vec![Vec::new(); SPECIALS.len()];
    let mut by_department: Vec<Vec<u32>> = vec![Vec::new(); DEPARTMENTS.len()];
    let mut by_category: Vec<Vec<u32>> = vec![Vec::new(); departments::places().count()];
    let mut note = |place: Place, number: u64| {
        let number = u32::try_from(number).expect("a catalog has fewer than four billion products");
        by_department[place.department].push(number);
        by_category[place.number].push(number);
        number
    };
    if plan.products > 0 {
        note(departments::gift_place(), 0);
    }
    for block in 0..plan.blocks() {
        let block = plan.block(block);
        for number in plan.numbers(&block) {
            let outline = plan.outline(&block, number);
            let number = note(outline.place, number);
            for (members, special) in specials.iter_mut().zip(SPECIALS) {
                if members.len() < special.limit && (special.takes)(&outline) {
                    members.push(number);
                }
            }
        }
    }
    let named = |lists: Vec<Vec<u32>>, id: fn(usize) -> String| {
        lists
            .into_iter()
            .enumerate()
            .map(move |(place, members)| Event {
                version: AS_OF.plus_days(-1),
                fact: Fact::Membership(MembershipFact {
                    collection_id: id(place),
                    product_ids: members
                        .into_iter()
                        .map(|number| ids::product_id(u64::from(number)))
                        .collect(),
                }),
            })
    };
    named(specials, special_id)
        .chain(named(by_department, department_id))
        .chain(named(by_category, category_id))
}
