//! Pages, policies and redirects.

use super::{
    AS_OF,
    ids::id,
    shop,
    words::{Lang, Text},
};
use crate::domain::event::{
    ContentFact, Event, Fact, PageFact, PolicyFact, RedirectFact, SeoFact, SettingFact,
    TranslationFact,
};

/// A page.
pub(super) struct Page {
    /// Handle.
    pub(super) handle: &'static str,
    /// Name shown.
    pub(super) title: Text,
    /// Paragraphs, each in three languages.
    paragraphs: &'static [Text],
}

/// The pages.
pub(super) static PAGES: &[Page] = &[
    Page {
        handle: "about",
        title: Text("About Us | Über uns | À propos"),
        paragraphs: &[
            Text(
                "Vitrina Outfitters began with one stove, one tent and a long list of things we could not find well made. | Vitrina Outfitters begann mit einem Kocher, einem Zelt und einer langen Liste von Dingen, die wir nicht gut gemacht fanden. | Vitrina Outfitters a commencé avec un réchaud, une tente et une longue liste de choses introuvables en bonne qualité.",
            ),
            Text(
                "Today we sell what we use ourselves: for outdoors, for the house and for the way between. | Heute verkaufen wir, was wir selbst benutzen: für draußen, fürs Haus und für den Weg dazwischen. | Aujourd'hui nous vendons ce que nous utilisons : pour dehors, pour la maison et pour le chemin entre les deux.",
            ),
            Text(
                "The shop and everything in it are made up; the catalog is drawn and written by the program that serves it. | Der Laden und alles darin sind erfunden; den Katalog zeichnet und schreibt das Programm, das ihn ausliefert. | La boutique et tout son contenu sont inventés ; le catalogue est dessiné et écrit par le programme qui le sert.",
            ),
        ],
    },
    Page {
        handle: "contact",
        title: Text("Contact | Kontakt | Contact"),
        paragraphs: &[
            Text(
                "Write to hello@vitrina.example and someone from the counter will answer within a working day. | Schreiben Sie an hello@vitrina.example; jemand vom Tresen antwortet innerhalb eines Werktags. | Écrivez à hello@vitrina.example ; quelqu'un du comptoir répond sous un jour ouvré.",
            ),
            Text(
                "Our stores in Portland, Hamburg and Bristol are open from ten to six, Monday to Saturday. | Unsere Läden in Portland, Hamburg und Bristol sind montags bis samstags von zehn bis sechs geöffnet. | Nos magasins de Portland, Hambourg et Bristol sont ouverts de dix à dix-huit heures, du lundi au samedi.",
            ),
        ],
    },
    Page {
        handle: "shipping",
        title: Text("Shipping | Versand | Livraison"),
        paragraphs: &[
            Text(
                "Parcels leave the warehouse on the day of the order when it comes before noon. | Pakete verlassen das Lager am Tag der Bestellung, wenn sie vor Mittag eingeht. | Les colis quittent l'entrepôt le jour même pour toute commande avant midi.",
            ),
            Text(
                "Furniture is brought by two people, to the room of your choice, on a day that you choose. | Möbel bringen zwei Leute ins Zimmer Ihrer Wahl, an einem Tag Ihrer Wahl. | Les meubles sont livrés à deux, dans la pièce et le jour de votre choix.",
            ),
        ],
    },
    Page {
        handle: "repairs",
        title: Text("Repairs | Reparaturen | Réparations"),
        paragraphs: &[
            Text(
                "Send us what is broken. We mend zippers, soles, blades, cables and joints, and tell you the price before we start. | Schicken Sie uns, was kaputt ist. Wir reparieren Reißverschlüsse, Sohlen, Klingen, Kabel und Verbindungen und nennen vorher den Preis. | Envoyez-nous ce qui est cassé. Nous réparons fermetures, semelles, lames, câbles et assemblages, et annonçons le prix avant de commencer.",
            ),
            Text(
                "Spare parts are sold singly and kept for ten years after the last product was sold. | Ersatzteile gibt es einzeln, bis zehn Jahre nach dem letzten Verkauf. | Les pièces se vendent à l'unité, jusqu'à dix ans après la dernière vente.",
            ),
        ],
    },
    Page {
        handle: "size-guide",
        title: Text("Size Guide | Größentabelle | Guide des tailles"),
        paragraphs: &[
            Text(
                "Our clothes are cut straight: take your usual size, or one more to wear a sweater below. | Unsere Kleidung ist gerade geschnitten: die übliche Größe nehmen, oder eine mehr für einen Pullover darunter. | Nos vêtements taillent droit : prenez votre taille habituelle, ou une de plus pour porter un pull dessous.",
            ),
            Text(
                "Shoes are marked in European sizes; between two sizes, take the larger one. | Schuhe tragen europäische Größen; zwischen zwei Größen die größere nehmen. | Les chaussures sont en pointures européennes ; entre deux tailles, prenez la plus grande.",
            ),
        ],
    },
    Page {
        handle: "materials",
        title: Text("Materials | Materialien | Matières"),
        paragraphs: &[
            Text(
                "We name what things are made of, where it grew or was smelted, and how to care for it. | Wir sagen, woraus Dinge gemacht sind, wo es wuchs oder geschmolzen wurde und wie man es pflegt. | Nous disons de quoi les choses sont faites, d'où cela vient et comment l'entretenir.",
            ),
            Text(
                "Each product links to the guide of its material. | Jedes Produkt verweist auf den Leitfaden zu seinem Material. | Chaque produit renvoie au guide de sa matière.",
            ),
        ],
    },
    Page {
        handle: "stores",
        title: Text("Our Stores | Unsere Läden | Nos magasins"),
        paragraphs: &[Text(
            "Stock by store is shown with each product; what is there can be fetched the same day. | Der Bestand je Laden steht bei jedem Produkt; was da ist, kann am selben Tag abgeholt werden. | Le stock par magasin figure sur chaque produit ; ce qui est là se retire le jour même.",
        )],
    },
];

/// The id of the page at this place in [`PAGES`].
pub(super) fn page_id(place: usize) -> String {
    id("Page", 1 + place as u64)
}

/// A policy of the shop.
pub(super) struct Policy {
    /// Handle, which says which policy it is.
    pub(super) handle: &'static str,
    /// Name shown.
    pub(super) title: Text,
    paragraphs: &'static [&'static str],
}

/// The policies; the first four are the ones that footers link to.
pub(super) static POLICIES: &[Policy] = &[
    Policy {
        handle: "privacy-policy",
        title: Text("Privacy Policy | Datenschutz | Confidentialité"),
        paragraphs: &[
            "This is a demonstration: the shop takes no orders and keeps no data about who looks at it.",
            "Technical logs hold the time and kind of a request, never who sent it.",
        ],
    },
    Policy {
        handle: "refund-policy",
        title: Text("Refund Policy | Rückgabe | Remboursement"),
        paragraphs: &[
            "Whatever you bought can come back within sixty days, used or not.",
            "The money is back within five working days after the parcel arrived.",
        ],
    },
    Policy {
        handle: "shipping-policy",
        title: Text("Shipping Policy | Versandbedingungen | Conditions de livraison"),
        paragraphs: &[
            "We send to the countries of our markets. Parcels under 5 kg are free from 75 dollars on.",
            "Furniture and bicycles are sent by freight; the price is named before you pay.",
        ],
    },
    Policy {
        handle: "terms-of-service",
        title: Text("Terms of Service | Nutzungsbedingungen | Conditions d'utilisation"),
        paragraphs: &[
            "The catalog is made up by a program. Nothing here is an offer.",
            "Pictures and texts may be used to try out storefronts.",
        ],
    },
    Policy {
        handle: "contact-information",
        title: Text("Contact Information | Kontaktdaten | Coordonnées"),
        paragraphs: &[
            "Vitrina Outfitters, 2100 Depot Street, Columbus, OH 43215. hello@vitrina.example",
        ],
    },
    Policy {
        handle: "legal-notice",
        title: Text("Legal Notice | Impressum | Mentions légales"),
        paragraphs: &["Vitrina Outfitters is a made-up shop that shows what the service can do."],
    },
];

/// The id of a policy.
pub(super) fn policy_id(handle: &str) -> String {
    let place = POLICIES.iter().position(|policy| policy.handle == handle);
    id("ShopPolicy", 1 + place.unwrap_or(POLICIES.len()) as u64)
}

/// Addresses that moved, beside those of products.
static REDIRECTS: &[(&str, &str)] = &[
    ("/collections/camping", "/collections/outdoor"),
    ("/collections/cooking", "/collections/kitchen"),
    ("/collections/lamps", "/collections/lighting"),
    ("/collections/bikes", "/collections/cycling"),
    ("/collections/new", "/collections/new-arrivals"),
    ("/pages/our-story", "/pages/about"),
    ("/pages/delivery", "/pages/shipping"),
    ("/blogs/stories", "/blogs/journal"),
    ("/old-catalog", "/collections/frontpage"),
    ("/voucher", "/products/gift-card"),
];

/// Pages with their translations, policies and redirects.
pub(super) fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for (place, page) in PAGES.iter().enumerate() {
        let date = AS_OF.plus_days(-30 - place as i64);
        events.push(content(ContentFact::Page(PageFact {
            id: page_id(place),
            handle: page.handle.to_owned(),
            title: page.title.en().to_owned(),
            body_html: paragraphs(page.paragraphs, Lang::En),
            seo: SeoFact {
                title: None,
                description: page.paragraphs.first().map(|text| text.en().to_owned()),
            },
            created_at: Some(AS_OF.plus_days(-1_500)),
            updated_at: Some(date),
            metafields: Vec::new(),
        })));
        events.extend(Lang::TRANSLATED.map(|lang| {
            let texts = [
                ("title".to_owned(), page.title.to(lang).to_owned()),
                ("body_html".to_owned(), paragraphs(page.paragraphs, lang)),
            ];
            shop::setting(SettingFact::Translation(TranslationFact {
                resource_id: page_id(place),
                language: lang.code().to_owned(),
                texts: texts.into(),
            }))
        }));
    }
    events.extend(POLICIES.iter().map(|policy| {
        let body = policy
            .paragraphs
            .iter()
            .map(|text| format!("<p>{text}</p>"));
        content(ContentFact::Policy(PolicyFact {
            id: policy_id(policy.handle),
            handle: policy.handle.to_owned(),
            title: policy.title.en().to_owned(),
            body_html: body.collect(),
        }))
    }));
    events.extend((1..).zip(REDIRECTS).map(|(number, (path, target))| {
        content(ContentFact::Redirect(RedirectFact {
            id: id("UrlRedirect", number),
            path: (*path).to_owned(),
            target: (*target).to_owned(),
        }))
    }));
    events
}

/// Content as an event of the catalog's own date.
pub(super) fn content(fact: ContentFact) -> Event {
    Event {
        version: AS_OF.plus_days(-1),
        fact: Fact::Content(Box::new(fact)),
    }
}

/// Paragraphs as HTML.
fn paragraphs(texts: &[Text], lang: Lang) -> String {
    texts
        .iter()
        .map(|text| format!("<p>{}</p>", text.to(lang)))
        .collect()
}
