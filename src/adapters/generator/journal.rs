//! The blogs `news` and `journal` with their articles. Authors are teams, not people.

use super::{
    AS_OF,
    content::content,
    ids::id,
    pictures, shop,
    words::{Lang, Text},
};
use crate::application::pictures::Material;
use crate::domain::event::{
    ArticleFact, AuthorFact, BlogFact, ContentFact, Event, SeoFact, SettingFact, TranslationFact,
};

struct Article {
    blog: &'static str,
    handle: &'static str,
    title: Text,
    team: &'static str,
    /// Kind of the picture, its color and material.
    picture: (&'static str, &'static str, Material),
    tags: &'static [&'static str],
    /// How many days before the catalog's date it came out.
    days_ago: i64,
    paragraphs: &'static [&'static str],
}

static BLOGS: &[(&str, Text)] = &[
    ("news", Text("News | Neuigkeiten | Actualités")),
    ("journal", Text("Journal | Journal | Journal")),
];

static ARTICLES: &[Article] = &[
    Article {
        blog: "journal",
        handle: "how-to-pitch-a-tent-in-wind",
        title: Text(
            "How to Pitch a Tent in Wind | Ein Zelt bei Wind aufbauen | Monter une tente par grand vent",
        ),
        team: "The outdoor team",
        picture: ("tent", "c68b3c", Material::Nylon),
        tags: &["outdoor", "how-to"],
        days_ago: 12,
        paragraphs: &[
            "Turn the low end to the wind, and peg that side before anything else. The fabric will want to fly; the first four pegs are for telling it no.",
            "Put the poles in only when the base is held. Guy lines come last, each at the angle of the seam it pulls on.",
            "If the gusts stay above what you can stand in, pitch behind something: a wall, a hedge, a row of parked cars.",
        ],
    },
    Article {
        blog: "journal",
        handle: "the-first-year-of-a-cast-iron-pan",
        title: Text(
            "The First Year of a Cast Iron Pan | Das erste Jahr einer Gusspfanne | La première année d'une poêle en fonte",
        ),
        team: "The kitchen team",
        picture: ("pan", "22252a", Material::CastIron),
        tags: &["kitchen", "care"],
        days_ago: 26,
        paragraphs: &[
            "For the first weeks everything sticks a little. Fry onions, potatoes, bacon: anything with fat and patience.",
            "Wash it with hot water and a brush, dry it on the flame, wipe it with a drop of oil. That is all the care it will ever need.",
            "By summer an egg slides. By winter you will not lend it to anyone.",
        ],
    },
    Article {
        blog: "journal",
        handle: "oil-or-lacquer",
        title: Text("Oil or Lacquer? | Öl oder Lack? | Huile ou vernis ?"),
        team: "The workshop team",
        picture: ("table", "bd8748", Material::Wood),
        tags: &["furniture", "wood", "care"],
        days_ago: 41,
        paragraphs: &[
            "Lacquer keeps a table as it was on the first day, until it chips. Oil lets it change, and lets you repair it with a cloth.",
            "We oil. A ring from a glass is sanded out in five minutes; a chipped lacquer means the whole top.",
            "Oil twice in the first year, once a year after that, and wipe off what the wood does not drink.",
        ],
    },
    Article {
        blog: "journal",
        handle: "light-for-dark-months",
        title: Text(
            "Light for Dark Months | Licht für dunkle Monate | De la lumière pour les mois sombres",
        ),
        team: "The lighting team",
        picture: ("pendant-lamp", "c19f55", Material::Brass),
        tags: &["lighting", "home"],
        days_ago: 55,
        paragraphs: &[
            "One bright lamp in the middle of a ceiling makes a room smaller. Five dim ones at the height of your eyes make it larger.",
            "Stay below 2,700 kelvin in the evening, and put one lamp where nobody sits: the dark corner is what makes a room feel cold.",
        ],
    },
    Article {
        blog: "journal",
        handle: "a-sweater-in-three-washes",
        title: Text(
            "A Sweater in Three Washes | Ein Pullover in drei Wäschen | Un pull en trois lavages",
        ),
        team: "The clothing team",
        picture: ("sweater", "5d6238", Material::Wool),
        tags: &["clothing", "wool", "care"],
        days_ago: 78,
        paragraphs: &[
            "Wool needs air more than water. Hang it by an open window overnight and most of what you wanted to wash is gone.",
            "Three times a year, wash it by hand, lukewarm, without wringing. Dry it flat on a towel, in the shade.",
            "Pills are short fibers leaving. Comb them off; after the third time there are none left to leave.",
        ],
    },
    Article {
        blog: "journal",
        handle: "packing-for-three-days",
        title: Text(
            "Packing for Three Days | Packen für drei Tage | Préparer son sac pour trois jours",
        ),
        team: "The travel desk",
        picture: ("backpack", "6b7a43", Material::Nylon),
        tags: &["bags", "travel"],
        days_ago: 96,
        paragraphs: &[
            "Lay out everything, then put back a third. What is left is still too much, but now you know what you would miss.",
            "Heavy things go close to the back and high; the rain jacket goes on top, because it is needed when there is no time.",
        ],
    },
    Article {
        blog: "journal",
        handle: "a-bicycle-that-goes-to-work",
        title: Text(
            "A Bicycle That Goes to Work | Ein Rad für den Arbeitsweg | Un vélo pour aller au travail",
        ),
        team: "The bicycle workshop",
        picture: ("bicycle", "2f5641", Material::Steel),
        tags: &["cycling", "how-to"],
        days_ago: 130,
        paragraphs: &[
            "Mudguards, a rack, lights that are always on, and tires that forgive glass: that is most of it.",
            "Oil the chain on Fridays. Everything else can wait for spring.",
        ],
    },
    Article {
        blog: "journal",
        handle: "listening-to-a-whole-record",
        title: Text(
            "Listening to a Whole Record | Eine ganze Platte hören | Écouter un disque entier",
        ),
        team: "The audio counter",
        picture: ("turntable", "573d2c", Material::Wood),
        tags: &["audio"],
        days_ago: 165,
        paragraphs: &[
            "A side takes twenty minutes, which is about as long as a pot of tea stays hot. Sit down for both.",
            "Level the deck, set the weight, clean the needle. Then put the brush away and leave the second song alone.",
        ],
    },
    Article {
        blog: "news",
        handle: "hamburg-store-is-open",
        title: Text(
            "Our Hamburg Store Is Open | Unser Laden in Hamburg ist offen | Notre magasin de Hambourg est ouvert",
        ),
        team: "The store team",
        picture: ("lantern", "c19f55", Material::Brass),
        tags: &["stores"],
        days_ago: 9,
        paragraphs: &[
            "The store in the old warehouse quarter has two floors, a repair bench and a kettle that is always on.",
            "What it has in stock is shown with every product; what it has not can be sent there.",
        ],
    },
    Article {
        blog: "news",
        handle: "repairs-by-mail",
        title: Text("Repairs by Mail | Reparatur per Post | Réparations par courrier"),
        team: "The workshop team",
        picture: ("boot", "a5673a", Material::Leather),
        tags: &["repairs"],
        days_ago: 33,
        paragraphs: &[
            "From this month on you can send us boots, bags, jackets and pans from anywhere we ship to.",
            "We answer with a price and a picture before the needle goes in.",
        ],
    },
    Article {
        blog: "news",
        handle: "new-this-winter",
        title: Text("New This Winter | Neu in diesem Winter | Nouveau cet hiver"),
        team: "The buying team",
        picture: ("jacket", "24344f", Material::Down),
        tags: &["new"],
        days_ago: 47,
        paragraphs: &[
            "Down that can be traced, boots that can be resoled, lamps that can be dimmed: the winter list is short and took all year.",
            "Everything on it stays; we do not do seasons that end in a bin.",
        ],
    },
    Article {
        blog: "news",
        handle: "prices-in-your-currency",
        title: Text(
            "Prices in Your Currency | Preise in Ihrer Währung | Les prix dans votre monnaie",
        ),
        team: "The counter",
        picture: ("wallet", "a5673a", Material::Leather),
        tags: &["shop"],
        days_ago: 120,
        paragraphs: &[
            "Prices are now shown in dollars, euros, pounds, Canadian dollars and francs.",
            "A reduction always names the lowest price of the thirty days before it.",
        ],
    },
];

/// The id of the blog with a handle.
pub(super) fn blog_id(handle: &str) -> Option<String> {
    let number = (1..).zip(BLOGS).find(|(_, blog)| blog.0 == handle)?.0;
    Some(id("Blog", number))
}

/// The blogs and their articles, with translated titles.
pub(super) fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for (number, (handle, title)) in (1..).zip(BLOGS) {
        let blog_id = id("Blog", number);
        events.push(content(ContentFact::Blog(BlogFact {
            id: blog_id.clone(),
            handle: (*handle).to_owned(),
            title: title.en().to_owned(),
            seo: SeoFact::default(),
            metafields: Vec::new(),
        })));
        events.extend(titles(&blog_id, *title));
    }
    for (number, article) in (1..).zip(ARTICLES) {
        let article_id = id("Article", number);
        events.push(content(ContentFact::Article(fact(
            article,
            article_id.clone(),
            number as u32,
        ))));
        events.extend(titles(&article_id, article.title));
    }
    events
}

fn titles(resource_id: &str, title: Text) -> [Event; 2] {
    Lang::TRANSLATED.map(|lang| {
        shop::setting(SettingFact::Translation(TranslationFact {
            resource_id: resource_id.to_owned(),
            language: lang.code().to_owned(),
            texts: [("title".to_owned(), title.to(lang).to_owned())].into(),
        }))
    })
}

fn fact(article: &Article, article_id: String, seed: u32) -> ArticleFact {
    let body = article
        .paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"));
    let (kind, color, material) = article.picture;
    let published_at = AS_OF.plus_days(-article.days_ago);
    ArticleFact {
        id: article_id,
        blog_handle: article.blog.to_owned(),
        handle: article.handle.to_owned(),
        title: article.title.en().to_owned(),
        author: AuthorFact {
            name: article.team.to_owned(),
            first_name: "The".to_owned(),
            last_name: article.team.trim_start_matches("The ").to_owned(),
            email: "hello@vitrina.example".to_owned(),
            bio: Some("Writes about what comes over the counter.".to_owned()),
        },
        content_html: body.collect(),
        excerpt_html: article
            .paragraphs
            .first()
            .map(|text| format!("<p>{text}</p>")),
        image: Some(pictures::image(
            kind,
            color,
            material,
            3,
            seed,
            article.title.en().to_owned(),
        )),
        tags: article.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        published_at: Some(published_at),
        updated_at: Some(published_at.plus_days(1)),
        seo: SeoFact {
            title: None,
            description: article.paragraphs.first().map(|text| (*text).to_owned()),
        },
        metafields: Vec::new(),
    }
}
