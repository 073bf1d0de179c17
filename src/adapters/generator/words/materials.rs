//! Materials: what products are made of, what speaks for it, and how it is cared for.

use super::Text;
use crate::application::pictures;

/// A material.
#[derive(Debug, PartialEq)]
pub(crate) struct Material {
    /// Name in tags and in handles.
    pub(crate) slug: &'static str,
    /// What pictures draw it as.
    pub(crate) picture: pictures::Material,
    /// Name, as it stands after "in", "aus", "en".
    pub(crate) name: Text,
    /// A sentence in its favor.
    pub(crate) praise: Text,
    /// Handle of its care guide.
    pub(crate) care: &'static str,
}

macro_rules! materials {
    ($($constant:ident: $slug:literal, $picture:ident, $care:literal, $name:literal, $praise:literal;)*) => {
        $(pub(crate) static $constant: Material = Material {
            slug: $slug,
            picture: pictures::Material::$picture,
            name: Text($name),
            praise: Text($praise),
            care: $care,
        };)*
        /// Every material.
        pub(crate) static ALL: &[&Material] = &[$(&$constant),*];
    };
}

materials! {
    STEEL: "steel", Steel, "metal", "Stainless Steel | Edelstahl | acier inoxydable",
        "Stainless steel does not rust and asks for nothing but a cloth. | Edelstahl rostet nicht und verlangt nur ein Tuch. | L'acier inoxydable ne rouille pas et ne demande qu'un chiffon.";
    CARBON_STEEL: "carbon-steel", CastIron, "cast-iron", "Carbon Steel | Kohlenstoffstahl | acier au carbone",
        "Carbon steel takes an edge and a patina, and gets better with every year. | Kohlenstoffstahl bekommt Schärfe und Patina und wird mit jedem Jahr besser. | L'acier au carbone prend le fil et la patine, et se bonifie avec les ans.";
    CAST_IRON: "cast-iron", CastIron, "cast-iron", "Cast Iron | Gusseisen | fonte",
        "Cast iron stores heat evenly and will outlive all of us. | Gusseisen speichert die Hitze gleichmäßig und überdauert uns alle. | La fonte garde une chaleur égale et nous survivra à tous.";
    ALUMINUM: "aluminum", Aluminium, "metal", "Aluminum | Aluminium | aluminium",
        "Aluminum keeps the weight down where it matters. | Aluminium spart Gewicht, wo es darauf ankommt. | L'aluminium allège là où cela compte.";
    TITANIUM: "titanium", Steel, "metal", "Titanium | Titan | titane",
        "Titanium weighs next to nothing and cannot be worn out. | Titan wiegt fast nichts und nutzt sich nicht ab. | Le titane ne pèse presque rien et ne s'use pas.";
    COPPER: "copper", Brass, "metal", "Copper | Kupfer | cuivre",
        "Copper answers to the flame at once and ages handsomely. | Kupfer folgt der Flamme sofort und altert in Würde. | Le cuivre obéit à la flamme et vieillit avec élégance.";
    BRASS: "brass", Brass, "metal", "Brass | Messing | laiton",
        "Brass warms the light and grows a soft patina. | Messing wärmt das Licht und bekommt eine weiche Patina. | Le laiton réchauffe la lumière et se patine doucement.";
    ENAMEL: "enamel", Ceramic, "ceramic", "Enameled Steel | Emaille | acier émaillé",
        "Enamel shrugs off acids, flames and years of use. | Emaille lassen Säure, Feuer und Jahre kalt. | L'émail se moque des acides, des flammes et des années.";
    STONEWARE: "stoneware", Ceramic, "ceramic", "Stoneware | Steinzeug | grès",
        "Stoneware is fired hot, so it stays dense and keeps warmth. | Steinzeug wird heiß gebrannt, bleibt dicht und hält warm. | Le grès cuit à haute température reste dense et garde la chaleur.";
    PORCELAIN: "porcelain", Ceramic, "ceramic", "Porcelain | Porzellan | porcelaine",
        "Porcelain is thin at the rim and stronger than it looks. | Porzellan ist am Rand dünn und stärker, als es aussieht. | La porcelaine est fine au bord et plus solide qu'elle n'en a l'air.";
    TERRACOTTA: "terracotta", Ceramic, "ceramic", "Terracotta | Terrakotta | terre cuite",
        "Terracotta breathes, and roots are grateful for it. | Terrakotta atmet, und die Wurzeln danken es. | La terre cuite respire, et les racines en profitent.";
    GLASS: "glass", Glass, "ceramic", "Glass | Glas | verre",
        "Mouth-blown glass makes each piece a little different. | Mundgeblasenes Glas macht jedes Stück ein wenig anders. | Le verre soufflé à la bouche rend chaque pièce un peu différente.";
    OAK: "oak", Wood, "wood", "Oak | Eiche | chêne",
        "The oak comes from managed forests and is finished with plain oil. | Die Eiche stammt aus gepflegten Wäldern und ist nur geölt. | Le chêne vient de forêts gérées et n'est fini qu'à l'huile.";
    WALNUT: "walnut", Wood, "wood", "Walnut | Nussbaum | noyer",
        "Walnut is dark of its own accord, with a grain that no two pieces share. | Nussbaum ist von Natur aus dunkel, und keine Maserung gleicht der anderen. | Le noyer est sombre par nature, et aucun veinage ne ressemble à l'autre.";
    ASH: "ash", Wood, "wood", "Ash | Esche | frêne",
        "Ash is light, springy and hard to break. | Esche ist hell, elastisch und kaum zu brechen. | Le frêne est clair, souple et difficile à rompre.";
    BEECH: "beech", Wood, "wood", "Beech | Buche | hêtre",
        "Beech is close-grained, so it stays smooth for decades. | Buche ist feinporig und bleibt über Jahrzehnte glatt. | Le hêtre a le grain serré et reste lisse pendant des décennies.";
    BAMBOO: "bamboo", Bamboo, "wood", "Bamboo | Bambus | bambou",
        "Bamboo grows back in five years and barely warps. | Bambus wächst in fünf Jahren nach und verzieht sich kaum. | Le bambou repousse en cinq ans et se déforme à peine.";
    RATTAN: "rattan", Wood, "wood", "Rattan | Rattan | rotin",
        "Rattan is woven by hand and weighs very little. | Rattan wird von Hand geflochten und wiegt sehr wenig. | Le rotin est tressé à la main et pèse très peu.";
    COTTON: "cotton", Cotton, "cotton", "Organic Cotton | Bio-Baumwolle | coton bio",
        "The cotton is organic, long in the fiber and washed before it is sewn. | Die Baumwolle ist bio, langfaserig und vor dem Nähen gewaschen. | Le coton est bio, à fibres longues et lavé avant la couture.";
    LINEN: "linen", Linen, "cotton", "Linen | Leinen | lin",
        "Linen is cool in summer, dry in winter and softer with every wash. | Leinen kühlt im Sommer, bleibt im Winter trocken und wird mit jeder Wäsche weicher. | Le lin est frais en été, sec en hiver et plus doux à chaque lavage.";
    HEMP: "hemp", Linen, "cotton", "Hemp | Hanf | chanvre",
        "Hemp needs little water to grow and wears like iron. | Hanf braucht zum Wachsen wenig Wasser und hält ewig. | Le chanvre pousse avec peu d'eau et ne s'use guère.";
    CANVAS: "canvas", Canvas, "cotton", "Canvas | Segeltuch | toile",
        "The canvas is tightly woven, waxed where rain falls, and ages well. | Das Segeltuch ist dicht gewebt, an den Wetterseiten gewachst und altert gut. | La toile est serrée, cirée là où tombe la pluie, et vieillit bien.";
    DENIM: "denim", Canvas, "cotton", "Denim | Denim | denim",
        "The denim is heavy and remembers who wears it. | Der Denim ist schwer und merkt sich, wer ihn trägt. | Le denim est épais et se souvient de qui le porte.";
    WOOL: "wool", Wool, "wool", "Wool | Wolle | laine",
        "Wool warms even when it is damp and airs itself overnight. | Wolle wärmt auch feucht und lüftet über Nacht von selbst. | La laine réchauffe même humide et s'aère d'elle-même la nuit.";
    MERINO: "merino", Wool, "wool", "Merino Wool | Merinowolle | laine mérinos",
        "Merino is soft on bare skin and does not hold a smell. | Merino ist weich auf der Haut und nimmt keinen Geruch an. | Le mérinos est doux à même la peau et ne garde pas les odeurs.";
    FELT: "felt", Wool, "wool", "Wool Felt | Wollfilz | feutre de laine",
        "Felt is dense, quiet and keeps its shape. | Filz ist dicht, leise und formtreu. | Le feutre est dense, silencieux et garde sa forme.";
    VELVET: "velvet", Suede, "wool", "Velvet | Samt | velours",
        "The velvet has a short pile that brushes back into place. | Der Samt hat einen kurzen Flor, der sich glatt bürsten lässt. | Le velours a un poil court qui se remet en place.";
    DOWN: "down", Down, "down", "Down | Daune | duvet",
        "The down is traceable and lofts up again within minutes. | Die Daune ist rückverfolgbar und bauscht sich in Minuten wieder auf. | Le duvet est traçable et regonfle en quelques minutes.";
    NYLON: "nylon", Nylon, "technical", "Ripstop Nylon | Ripstop-Nylon | nylon ripstop",
        "Ripstop nylon stops a tear before it becomes one. | Ripstop-Nylon hält einen Riss auf, bevor er einer wird. | Le nylon ripstop arrête une déchirure avant qu'elle n'en soit une.";
    POLYESTER: "recycled-polyester", Nylon, "technical", "Recycled Polyester | Recycling-Polyester | polyester recyclé",
        "The polyester was bottles once and dries within the hour. | Der Polyester war einmal Flaschen und trocknet in einer Stunde. | Le polyester fut des bouteilles et sèche en une heure.";
    MESH: "mesh", Nylon, "technical", "Knit Mesh | Strickgewebe | maille aérée",
        "The knit lets air through and gives where the foot bends. | Das Gestrick lässt Luft durch und gibt nach, wo der Fuß sich biegt. | La maille laisse passer l'air et cède là où le pied plie.";
    LEATHER: "leather", Leather, "leather", "Leather | Leder | cuir",
        "The leather is tanned with bark and darkens with use. | Das Leder ist pflanzlich gegerbt und dunkelt mit der Zeit nach. | Le cuir est tanné à l'écorce et fonce avec l'usage.";
    SUEDE: "suede", Suede, "leather", "Suede | Wildleder | daim",
        "The suede is soft from the first day and brushed clean in a minute. | Das Wildleder ist vom ersten Tag an weich und in einer Minute sauber gebürstet. | Le daim est souple dès le premier jour et se brosse en une minute.";
    CORK: "cork", Cork, "natural", "Cork | Kork | liège",
        "Cork is peeled from the living tree and springs back under weight. | Kork wird vom lebenden Baum geschält und federt unter Last. | Le liège se prélève sur l'arbre vivant et reprend sa forme.";
    RUBBER: "rubber", Rubber, "natural", "Natural Rubber | Naturkautschuk | caoutchouc naturel",
        "Natural rubber grips, wet or dry. | Naturkautschuk haftet, nass wie trocken. | Le caoutchouc naturel adhère, mouillé ou sec.";
    CARBON: "carbon", Steel, "technical", "Carbon Fiber | Carbon | fibre de carbone",
        "Carbon fiber is stiff where you push and calm where you sit. | Carbon ist steif beim Antritt und ruhig im Sitzen. | La fibre de carbone est rigide à l'effort et calme à l'assise.";
    RECYCLED: "recycled-plastic", Plastic, "technical", "Recycled Plastic | Recycling-Kunststoff | plastique recyclé",
        "The housing is made of recycled plastic and can be opened with one screwdriver. | Das Gehäuse ist aus Recycling-Kunststoff und lässt sich mit einem Schraubendreher öffnen. | Le boîtier est en plastique recyclé et s'ouvre avec un seul tournevis.";
    PAPER: "paper", Paper, "natural", "Paper | Papier | papier",
        "The paper is acid-free and does not bleed. | Das Papier ist säurefrei und blutet nicht aus. | Le papier est sans acide et ne bave pas.";
    BOARD: "cardboard", Paper, "natural", "Heavy Cardboard | Graupappe | carton fort",
        "The board is solid, covered in paper and closed with metal corners. | Die Pappe ist massiv, mit Papier bezogen und hat Metallecken. | Le carton est plein, recouvert de papier et garni de coins en métal.";
}
