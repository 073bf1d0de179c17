//! Names: series of products and their makers. All are made up; a series sounds like a place on a map.

use super::Text;

/// First parts of series names.
pub(crate) static FIRST: &[&str] = &[
    "Alder", "Amber", "Ash", "Barley", "Birch", "Bracken", "Briar", "Cedar", "Cinder", "Clover",
    "Copper", "Crane", "Dapple", "Drift", "Elder", "Ember", "Fallow", "Fern", "Finch", "Flint",
    "Gorse", "Hawthorn", "Hazel", "Heron", "Hollow", "Juniper", "Larch", "Lichen", "Linden",
    "Marsh", "Mallow", "Moss", "Osprey", "Otter", "Pebble", "Pine", "Plover", "Quill", "Reed",
    "Rowan", "Rush", "Sedge", "Shale", "Sorrel", "Starling", "Thistle", "Willow", "Yarrow",
];

/// Second parts of series names.
pub(crate) static SECOND: &[&str] = &[
    "bank", "beck", "bourne", "brook", "combe", "cote", "croft", "dale", "dell", "den", "fell",
    "firth", "garth", "gate", "glen", "haven", "heath", "holm", "hurst", "lea", "mere", "moor",
    "ness", "ridge", "stead", "thorpe", "vale", "water", "wick", "wold",
];

/// Makers of each department.
pub(crate) fn vendors(department: &str) -> &'static [&'static str] {
    match department {
        "outdoor" => &[
            "Hollowpine",
            "Skarnfell",
            "Tarn & Tor",
            "Windlass Supply",
            "Brackenway",
        ],
        "kitchen" => &["Copperhearth", "Saltgrain", "Millstone & Rye", "Brasshook"],
        "furniture" => &[
            "Plankwright",
            "Oakenlar",
            "Stillroom Works",
            "Dovetale Joinery",
        ],
        "lighting" => &["Lumenwick", "Glowsmith & Co", "Paperbark Light"],
        "clothing" => &["Threadmoor", "Loomhaven", "Plainseam", "Saltmarsh Cloth"],
        "footwear" => &["Cobblegate", "Lastwright", "Trailwelt"],
        "bags" => &["Strapyard", "Carrypoint Goods", "Ferrule & Flap"],
        "audio" => &["Quietwave Works", "Tonehollow", "Groovewright"],
        "sports" => &["Firmgrip Hall", "Springcourt", "Evenkeel"],
        "garden" => &["Loamwright", "Potting Row", "Trellis & Tine"],
        "cycling" => &["Spokeshed", "Chainwell", "Ridgewheel"],
        "home-textiles" => &["Softloom", "Featherfold", "Hemstitch House"],
        _ => &["Inkwarden", "Foliowright", "Papermill Nine"],
    }
}

/// What a product is for, after "for", "für", "pour".
pub(crate) fn purposes(department: &str) -> &'static [Text] {
    const OUTDOOR: &[Text] = &[
        Text(
            "nights when the weather turns | Nächte, in denen das Wetter umschlägt | les nuits où le temps tourne",
        ),
        Text(
            "long weekends above the tree line | lange Wochenenden über der Baumgrenze | les longs week-ends au-dessus des arbres",
        ),
        Text(
            "first trips with the children | erste Touren mit den Kindern | les premières sorties avec les enfants",
        ),
        Text(
            "weeks out of a single pack | Wochen mit nur einem Rucksack | des semaines avec un seul sac",
        ),
        Text(
            "quiet mornings by the lake | stille Morgen am See | les matins calmes au bord du lac",
        ),
    ];
    const KITCHEN: &[Text] = &[
        Text(
            "slow Sundays at the stove | langsame Sonntage am Herd | les dimanches tranquilles aux fourneaux",
        ),
        Text(
            "weekday suppers in half an hour | Abendessen in einer halben Stunde | les dîners prêts en une demi-heure",
        ),
        Text(
            "kitchens that are used every day | Küchen, in denen täglich gekocht wird | les cuisines qui servent tous les jours",
        ),
        Text(
            "long tables and second helpings | lange Tafeln und zweite Portionen | les grandes tablées et les secondes assiettes",
        ),
    ];
    const FURNITURE: &[Text] = &[
        Text("rooms that are lived in | Räume, in denen gelebt wird | les pièces où l'on vit"),
        Text(
            "small flats and large families | kleine Wohnungen und große Familien | les petits appartements et les grandes familles",
        ),
        Text(
            "decades rather than seasons | Jahrzehnte statt Saisons | des décennies plutôt que des saisons",
        ),
        Text(
            "the corner where everyone ends up | die Ecke, in der am Ende alle landen | le coin où tout le monde finit",
        ),
    ];
    const LIGHTING: &[Text] = &[
        Text("evenings without glare | Abende ohne Blendung | les soirées sans éblouissement"),
        Text(
            "the last pages of a book | die letzten Seiten eines Buches | les dernières pages d'un livre",
        ),
        Text(
            "tables where people stay | Tische, an denen man sitzen bleibt | les tables où l'on s'attarde",
        ),
        Text(
            "dark hallways and darker winters | dunkle Flure und dunklere Winter | les couloirs sombres et les hivers plus sombres",
        ),
    ];
    const CLOTHING: &[Text] = &[
        Text(
            "most days of the year | die meisten Tage des Jahres | presque tous les jours de l'année",
        ),
        Text(
            "layering from October to April | das Zwiebelprinzip von Oktober bis April | superposer d'octobre à avril",
        ),
        Text("travel with little luggage | Reisen mit wenig Gepäck | voyager léger"),
        Text(
            "work, and the walk home from it | die Arbeit und den Heimweg zu Fuß | le travail et le retour à pied",
        ),
    ];
    const FOOTWEAR: &[Text] = &[
        Text(
            "ten thousand steps and a few more | zehntausend Schritte und ein paar mehr | dix mille pas et quelques autres",
        ),
        Text(
            "wet cobbles and dry trails | nasses Pflaster und trockene Pfade | les pavés mouillés et les sentiers secs",
        ),
        Text(
            "people who have their shoes mended | Menschen, die Schuhe reparieren lassen | ceux qui font réparer leurs chaussures",
        ),
    ];
    const BAGS: &[Text] = &[
        Text(
            "the daily way and the odd detour | den täglichen Weg und den einen Umweg | le trajet quotidien et un détour parfois",
        ),
        Text(
            "three days without checked luggage | drei Tage ohne Aufgabegepäck | trois jours sans bagage en soute",
        ),
        Text(
            "everything that has to come along | alles, was mitmuss | tout ce qu'il faut emporter",
        ),
    ];
    const AUDIO: &[Text] = &[
        Text(
            "whole albums in one sitting | ganze Alben am Stück | des albums entiers d'une traite",
        ),
        Text(
            "trains, offices and other loud places | Züge, Büros und andere laute Orte | les trains, les bureaux et autres lieux bruyants",
        ),
        Text(
            "small rooms with good records | kleine Räume mit guten Platten | les petites pièces et les bons disques",
        ),
    ];
    const SPORTS: &[Text] = &[
        Text(
            "the half hour before breakfast | die halbe Stunde vor dem Frühstück | la demi-heure avant le petit-déjeuner",
        ),
        Text(
            "beginners and those who stayed | Anfänger und alle, die dabeiblieben | les débutants et ceux qui sont restés",
        ),
        Text(
            "the park, the hall and the living room | Park, Halle und Wohnzimmer | le parc, la salle et le salon",
        ),
    ];
    const GARDEN: &[Text] = &[
        Text(
            "balconies, yards and real gardens | Balkone, Höfe und echte Gärten | les balcons, les cours et les vrais jardins",
        ),
        Text(
            "the first warm Saturday | den ersten warmen Samstag | le premier samedi de beau temps",
        ),
        Text(
            "plants that are meant to stay | Pflanzen, die bleiben sollen | les plantes qui doivent rester",
        ),
    ];
    const CYCLING: &[Text] = &[
        Text(
            "the way to work in any weather | den Arbeitsweg bei jedem Wetter | aller au travail par tous les temps",
        ),
        Text(
            "long roads and short errands | lange Straßen und kurze Besorgungen | les longues routes et les petites courses",
        ),
        Text(
            "rides that end after dark | Fahrten, die im Dunkeln enden | les sorties qui finissent de nuit",
        ),
    ];
    const TEXTILES: &[Text] = &[
        Text(
            "bare feet and cold mornings | bloße Füße und kalte Morgen | les pieds nus et les matins froids",
        ),
        Text(
            "homes with children and dogs | Wohnungen mit Kindern und Hunden | les maisons avec enfants et chiens",
        ),
        Text("the sofa on a rainy day | das Sofa an einem Regentag | le canapé un jour de pluie"),
    ];
    const STATIONERY: &[Text] = &[
        Text(
            "thoughts that deserve paper | Gedanken, die Papier verdienen | les idées qui méritent du papier",
        ),
        Text(
            "desks that should stay clear | Schreibtische, die frei bleiben sollen | les bureaux qui doivent rester dégagés",
        ),
        Text(
            "letters, lists and long meetings | Briefe, Listen und lange Sitzungen | les lettres, les listes et les longues réunions",
        ),
    ];
    match department {
        "outdoor" => OUTDOOR,
        "kitchen" => KITCHEN,
        "furniture" => FURNITURE,
        "lighting" => LIGHTING,
        "clothing" => CLOTHING,
        "footwear" => FOOTWEAR,
        "bags" => BAGS,
        "audio" => AUDIO,
        "sports" => SPORTS,
        "garden" => GARDEN,
        "cycling" => CYCLING,
        "home-textiles" => TEXTILES,
        _ => STATIONERY,
    }
}
