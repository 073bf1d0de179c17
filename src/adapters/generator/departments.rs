//! Departments and their categories: the tree of collections, as tables.

use std::sync::LazyLock;

use super::{kinds::KINDS, words::Text};

/// A department: a collection at the top.
#[derive(Debug)]
pub(super) struct Department {
    /// Handle of its collection; pictures know it as `department-<handle>`.
    pub(super) handle: &'static str,
    /// Name shown.
    pub(super) title: Text,
    /// A sentence about it.
    pub(super) blurb: Text,
    /// Root of its branch in the standard taxonomy.
    pub(super) taxonomy: &'static str,
    /// Collections below.
    pub(super) categories: &'static [Category],
}

/// A category: a collection below a department.
#[derive(Debug)]
pub(super) struct Category {
    /// Handle of its collection.
    pub(super) handle: &'static str,
    /// Name shown.
    pub(super) title: Text,
}

const fn category(handle: &'static str, title: &'static str) -> Category {
    Category {
        handle,
        title: Text(title),
    }
}

/// Category of the gift card, the only product without a kind.
pub(super) const GIFT_CARDS: &str = "gift-cards";

/// Every department.
pub(super) static DEPARTMENTS: &[Department] = &[
    Department {
        handle: "outdoor",
        title: Text("Outdoor | Outdoor | Plein air"),
        blurb: Text(
            "Shelter, warmth and light for nights away from home. | Dach, Wärme und Licht für Nächte fern von zu Hause. | Abri, chaleur et lumière pour les nuits loin de chez soi.",
        ),
        taxonomy: "Sporting Goods",
        categories: &[
            category(
                "tents",
                "Tents & Shelters | Zelte & Planen | Tentes et abris",
            ),
            category(
                "sleeping-gear",
                "Sleeping Gear | Schlafausrüstung | Couchage",
            ),
            category(
                "camp-kitchen",
                "Camp Kitchen | Campingküche | Cuisine de camp",
            ),
            category(
                "camp-lighting",
                "Camp Lighting | Campinglicht | Éclairage de camp",
            ),
            category("backpacks", "Backpacks | Rucksäcke | Sacs à dos"),
        ],
    },
    Department {
        handle: "kitchen",
        title: Text("Kitchen | Küche | Cuisine"),
        blurb: Text(
            "Tools for people who cook, and cook again tomorrow. | Werkzeug für alle, die kochen und morgen wieder. | Des outils pour ceux qui cuisinent, demain encore.",
        ),
        taxonomy: "Home & Garden",
        categories: &[
            category("cookware", "Cookware | Kochgeschirr | Batterie de cuisine"),
            category("knives", "Knives | Messer | Couteaux"),
            category("kettles", "Kettles | Kessel | Bouilloires"),
            category(
                "drinkware",
                "Mugs & Cups | Becher & Tassen | Tasses et mugs",
            ),
            category("boards", "Boards | Bretter | Planches"),
        ],
    },
    Department {
        handle: "furniture",
        title: Text("Furniture | Möbel | Meubles"),
        blurb: Text(
            "Solid pieces that can be repaired, sanded and handed down. | Massive Stücke, die man reparieren, schleifen und vererben kann. | Des pièces massives que l'on répare, ponce et transmet.",
        ),
        taxonomy: "Furniture",
        categories: &[
            category(
                "seating",
                "Chairs & Stools | Stühle & Hocker | Chaises et tabourets",
            ),
            category(
                "tables",
                "Tables & Desks | Tische & Schreibtische | Tables et bureaux",
            ),
            category("sofas", "Sofas | Sofas | Canapés"),
            category("storage", "Shelving | Regale | Rangement"),
            category("bedroom", "Beds | Betten | Lits"),
        ],
    },
    Department {
        handle: "lighting",
        title: Text("Lighting | Leuchten | Luminaires"),
        blurb: Text(
            "Warm light where it is needed, and none where it is not. | Warmes Licht, wo man es braucht, und keines, wo nicht. | Une lumière chaude là où il faut, et nulle part ailleurs.",
        ),
        taxonomy: "Home & Garden",
        categories: &[
            category(
                "table-lamps",
                "Table Lamps | Tischleuchten | Lampes de table",
            ),
            category("floor-lamps", "Floor Lamps | Stehleuchten | Lampadaires"),
            category("pendant-lamps", "Pendants | Pendelleuchten | Suspensions"),
            category("wall-lamps", "Wall Lamps | Wandleuchten | Appliques"),
            category(
                "string-lights",
                "String Lights | Lichterketten | Guirlandes",
            ),
        ],
    },
    Department {
        handle: "clothing",
        title: Text("Clothing | Kleidung | Vêtements"),
        blurb: Text(
            "Plain clothes in good cloth, cut to be worn for years. | Schlichte Kleidung aus gutem Stoff, für Jahre geschnitten. | Des vêtements simples en belles étoffes, faits pour durer.",
        ),
        taxonomy: "Apparel & Accessories",
        categories: &[
            category(
                "t-shirts",
                "T-Shirts & Tops | T-Shirts & Tops | T-shirts et hauts",
            ),
            category(
                "jackets",
                "Jackets & Coats | Jacken & Mäntel | Vestes et manteaux",
            ),
            category("knitwear", "Knitwear | Strick | Maille"),
            category("trousers", "Trousers | Hosen | Pantalons"),
            category("dresses", "Dresses | Kleider | Robes"),
            category("hats", "Hats & Caps | Mützen & Hüte | Bonnets et chapeaux"),
        ],
    },
    Department {
        handle: "footwear",
        title: Text("Footwear | Schuhe | Chaussures"),
        blurb: Text(
            "Shoes that can be resoled, for streets, trails and stairs. | Schuhe zum Neubesohlen, für Straße, Pfad und Treppe. | Des chaussures ressemelables, pour la rue, le sentier et l'escalier.",
        ),
        taxonomy: "Apparel & Accessories",
        categories: &[
            category("sneakers", "Sneakers | Sneaker | Baskets"),
            category("boots", "Boots | Stiefel | Bottes"),
            category(
                "sandals",
                "Sandals & Clogs | Sandalen & Clogs | Sandales et sabots",
            ),
            category("slippers", "Slippers | Hausschuhe | Chaussons"),
        ],
    },
    Department {
        handle: "bags",
        title: Text("Bags | Taschen | Sacs"),
        blurb: Text(
            "Carry less, and carry it well. | Weniger tragen, und das gut. | Porter moins, et porter bien.",
        ),
        taxonomy: "Luggage & Bags",
        categories: &[
            category("totes", "Totes | Shopper | Cabas"),
            category("luggage", "Luggage | Reisegepäck | Bagages"),
            category("work-bags", "Work Bags | Arbeitstaschen | Sacs de travail"),
            category(
                "wallets",
                "Wallets & Purses | Geldbörsen & Etuis | Portefeuilles et étuis",
            ),
        ],
    },
    Department {
        handle: "audio",
        title: Text("Audio | Audio | Audio"),
        blurb: Text(
            "Sound for whole albums, at home and on the way. | Klang für ganze Alben, zu Hause und unterwegs. | Du son pour des albums entiers, chez soi et en route.",
        ),
        taxonomy: "Electronics",
        categories: &[
            category("headphones", "Headphones | Kopfhörer | Casques audio"),
            category("speakers", "Speakers | Lautsprecher | Enceintes"),
            category(
                "turntables",
                "Turntables | Plattenspieler | Platines vinyle",
            ),
            category("earbuds", "Earbuds | Ohrhörer | Écouteurs"),
        ],
    },
    Department {
        handle: "sports",
        title: Text("Sports | Sport | Sport"),
        blurb: Text(
            "For half an hour a day, wherever there is room. | Für eine halbe Stunde am Tag, wo immer Platz ist. | Pour une demi-heure par jour, partout où il y a la place.",
        ),
        taxonomy: "Sporting Goods",
        categories: &[
            category("yoga", "Yoga & Pilates | Yoga & Pilates | Yoga et pilates"),
            category("strength", "Strength | Krafttraining | Musculation"),
            category("balls", "Balls | Bälle | Ballons"),
            category("rackets", "Rackets | Schläger | Raquettes"),
        ],
    },
    Department {
        handle: "garden",
        title: Text("Garden | Garten | Jardin"),
        blurb: Text(
            "For balconies, yards and the first warm Saturday. | Für Balkone, Höfe und den ersten warmen Samstag. | Pour les balcons, les cours et le premier samedi de beau temps.",
        ),
        taxonomy: "Home & Garden",
        categories: &[
            category("planters", "Planters & Pots | Kübel & Töpfe | Bacs et pots"),
            category("watering", "Watering | Bewässerung | Arrosage"),
            category(
                "garden-tools",
                "Garden Tools | Gartenwerkzeug | Outils de jardin",
            ),
            category(
                "garden-seating",
                "Garden Seating | Gartenbänke | Bancs de jardin",
            ),
        ],
    },
    Department {
        handle: "cycling",
        title: Text("Cycling | Radfahren | Vélo"),
        blurb: Text(
            "Bicycles and what belongs on them, for every day. | Fahrräder und was dazugehört, für jeden Tag. | Des vélos et ce qui va avec, pour tous les jours.",
        ),
        taxonomy: "Sporting Goods",
        categories: &[
            category("bicycles", "Bicycles | Fahrräder | Vélos"),
            category("helmets", "Helmets | Helme | Casques de vélo"),
            category(
                "bike-lights",
                "Bike Lights | Fahrradlichter | Éclairage vélo",
            ),
            category("bike-bags", "Panniers & Bags | Fahrradtaschen | Sacoches"),
        ],
    },
    Department {
        handle: "home-textiles",
        title: Text("Home Textiles | Heimtextilien | Linge de maison"),
        blurb: Text(
            "Wool, linen and cotton for bare feet and cold mornings. | Wolle, Leinen und Baumwolle für bloße Füße und kalte Morgen. | Laine, lin et coton pour les pieds nus et les matins froids.",
        ),
        taxonomy: "Home & Garden",
        categories: &[
            category(
                "bath",
                "Towels & Bath | Handtücher & Bad | Serviettes et bain",
            ),
            category(
                "blankets",
                "Blankets & Throws | Decken & Überwürfe | Plaids et couvertures",
            ),
            category("cushions", "Cushions | Kissen | Coussins"),
            category("rugs", "Rugs | Teppiche | Tapis"),
        ],
    },
    Department {
        handle: "stationery",
        title: Text("Stationery | Papeterie | Papeterie"),
        blurb: Text(
            "Paper, pens and a place for everything on the desk. | Papier, Stifte und ein Platz für alles auf dem Tisch. | Du papier, des stylos et une place pour chaque chose.",
        ),
        taxonomy: "Office Supplies",
        categories: &[
            category("notebooks", "Notebooks | Notizbücher | Carnets"),
            category("writing", "Pens | Stifte | Stylos"),
            category("desk", "Desk | Schreibtisch | Bureau"),
            category(
                "filing",
                "Boxes & Filing | Boxen & Ablage | Boîtes et classement",
            ),
            category(GIFT_CARDS, "Gift Cards | Geschenkkarten | Cartes cadeaux"),
        ],
    },
];

/// Where a category stands: its department, and its number over all departments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Place of the department in [`DEPARTMENTS`].
    pub(super) department: usize,
    /// Place of the category within its department.
    pub(super) category: usize,
    /// Number of the category, counted through all departments.
    pub(super) number: usize,
}

impl Place {
    /// The department.
    pub(super) fn department(self) -> &'static Department {
        &DEPARTMENTS[self.department]
    }

    /// The category.
    pub(super) fn category(self) -> &'static Category {
        &self.department().categories[self.category]
    }
}

/// Every category, in the order of the departments.
pub(super) fn places() -> impl Iterator<Item = Place> {
    let all = DEPARTMENTS.iter().enumerate();
    all.flat_map(|(department, table)| {
        (0..table.categories.len()).map(move |category| (department, category))
    })
    .enumerate()
    .map(|(number, (department, category))| Place {
        department,
        category,
        number,
    })
}

/// The place of each kind's category, in the order of [`KINDS`].
pub(super) static KIND_PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let place_of = |handle: &str| places().find(|place| place.category().handle == handle);
    KINDS
        .iter()
        .map(|kind| place_of(kind.category).expect("the category of each kind is in the table"))
        .collect()
});

/// The place of the gift card's category.
pub(super) fn gift_place() -> Place {
    places()
        .find(|place| place.category().handle == GIFT_CARDS)
        .expect("the category of gift cards is in the table")
}
