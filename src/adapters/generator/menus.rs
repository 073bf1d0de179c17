//! Menus: the ones that starters ask for, with departments and their categories.

use super::{
    AS_OF, collections,
    content::{PAGES, POLICIES, page_id, policy_id},
    departments::{DEPARTMENTS, places},
    ids::id,
    journal, shop,
    words::{Lang, Text},
};
use crate::domain::event::{
    ContentFact, Event, Fact, MenuFact, MenuItemFact, SettingFact, TranslationFact,
};

/// An entry before it has an id.
struct Entry {
    title: Text,
    kind: &'static str,
    url: String,
    resource_id: Option<String>,
    below: Vec<Entry>,
}

/// All menus and the translations of their entries.
pub(super) fn events() -> Vec<Event> {
    let menus: [(&str, Text, Vec<Entry>); 4] = [
        (
            "main-menu",
            Text("Main Menu | Hauptmenü | Menu principal"),
            main_menu(),
        ),
        ("footer", Text("Footer | Fußzeile | Pied de page"), footer()),
        (
            "next-js-frontend-header-menu",
            Text("Header | Kopfzeile | En-tête"),
            short_menu(),
        ),
        (
            "next-js-frontend-footer-menu",
            Text("Footer Links | Links unten | Liens du pied"),
            footer(),
        ),
    ];
    let mut events = Vec::new();
    for (number, (handle, title, entries)) in (1..).zip(menus) {
        let mut next_item = number * 1_000;
        let mut translated = vec![(id("Menu", number), title)];
        let items = number_entries(entries, &mut next_item, &mut translated);
        let menu = MenuFact {
            id: id("Menu", number),
            handle: handle.to_owned(),
            title: title.en().to_owned(),
            items,
        };
        events.push(Event {
            version: AS_OF.plus_days(-1),
            fact: Fact::Content(Box::new(ContentFact::Menu(menu))),
        });
        for (resource_id, title) in translated {
            events.extend(Lang::TRANSLATED.map(|lang| {
                shop::setting(SettingFact::Translation(TranslationFact {
                    resource_id: resource_id.clone(),
                    language: lang.code().to_owned(),
                    texts: [("title".to_owned(), title.to(lang).to_owned())].into(),
                }))
            }));
        }
    }
    events
}

fn number_entries(
    entries: Vec<Entry>,
    next: &mut u64,
    translated: &mut Vec<(String, Text)>,
) -> Vec<MenuItemFact> {
    let mut items = Vec::with_capacity(entries.len());
    for entry in entries {
        *next += 1;
        let id = id("MenuItem", *next);
        translated.push((id.clone(), entry.title));
        items.push(MenuItemFact {
            id,
            title: entry.title.en().to_owned(),
            kind: entry.kind.to_owned(),
            url: entry.url,
            resource_id: entry.resource_id,
            tags: Vec::new(),
            items: number_entries(entry.below, next, translated),
        });
    }
    items
}

fn collection(handle: &str) -> Option<Entry> {
    let (id, title) = collections::find(handle)?;
    Some(Entry {
        title,
        kind: "COLLECTION",
        url: format!("/collections/{handle}"),
        resource_id: Some(id),
        below: Vec::new(),
    })
}

fn page(handle: &str) -> Option<Entry> {
    let place = PAGES.iter().position(|page| page.handle == handle)?;
    Some(Entry {
        title: PAGES[place].title,
        kind: "PAGE",
        url: format!("/pages/{handle}"),
        resource_id: Some(page_id(place)),
        below: Vec::new(),
    })
}

fn link(title: &'static str, kind: &'static str, url: &str) -> Entry {
    Entry {
        title: Text(title),
        kind,
        url: url.to_owned(),
        resource_id: None,
        below: Vec::new(),
    }
}

/// Departments with their categories, then what is new and what is reduced.
fn main_menu() -> Vec<Entry> {
    let mut entries: Vec<Entry> = DEPARTMENTS
        .iter()
        .filter_map(|department| {
            let below = places()
                .filter(|place| place.department().handle == department.handle)
                .filter_map(|place| collection(place.category().handle));
            Some(Entry {
                below: below.collect(),
                ..collection(department.handle)?
            })
        })
        .collect();
    entries.extend(
        ["new-arrivals", "sale", "gifts"]
            .into_iter()
            .filter_map(collection),
    );
    entries.push(Entry {
        resource_id: journal::blog_id("journal"),
        ..link("Journal | Journal | Journal", "BLOG", "/blogs/journal")
    });
    entries
}

fn short_menu() -> Vec<Entry> {
    let mut entries = vec![link("All | Alles | Tout", "CATALOG", "/collections/all")];
    let handles = ["outdoor", "kitchen", "furniture", "clothing", "sale"];
    entries.extend(handles.into_iter().filter_map(collection));
    entries
}

fn footer() -> Vec<Entry> {
    let mut entries = vec![link("Home | Startseite | Accueil", "FRONTPAGE", "/")];
    let handles = ["about", "contact", "shipping", "repairs", "size-guide"];
    entries.extend(handles.into_iter().filter_map(page));
    entries.push(link("Search | Suche | Recherche", "SEARCH", "/search"));
    for policy in POLICIES.iter().take(4) {
        entries.push(Entry {
            resource_id: Some(policy_id(policy.handle)),
            ..link(
                policy.title.0,
                "SHOP_POLICY",
                &format!("/policies/{}", policy.handle),
            )
        });
    }
    entries
}
