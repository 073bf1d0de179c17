//! Sentences and labels that fit any product.

use super::Text;

/// First sentences: `{noun}`, `{material}` and `{purpose}` are filled in.
pub(crate) static OPENERS: &[Text] = &[
    Text(
        "{Noun} in {material}, made for {purpose}. | {Noun} aus {material}, gemacht für {purpose}. | {Noun} en {material}, pour {purpose}.",
    ),
    Text(
        "Made in {material} for {purpose}. | Aus {material}, für {purpose}. | Une belle pièce en {material}, pour {purpose}.",
    ),
    Text(
        "For {purpose}: {noun} in {material}. | Für {purpose}: {Noun} aus {material}. | Pour {purpose} : {noun} en {material}.",
    ),
    Text(
        "{Noun} in {material} that we use ourselves, for {purpose}. | {Noun} aus {material}, bei uns selbst im Einsatz, für {purpose}. | {Noun} en {material} que nous utilisons nous-mêmes, pour {purpose}.",
    ),
];

/// Sentences on how it is made.
pub(crate) static MAKING: &[Text] = &[
    Text(
        "Every seam and every joint is checked by hand before it leaves. | Jede Naht und jede Verbindung wird vor dem Versand von Hand geprüft. | Chaque couture et chaque assemblage est vérifié à la main avant l'envoi.",
    ),
    Text(
        "It is made in small batches, so colors may differ by a shade. | Gefertigt wird in kleinen Serien, Farben können leicht abweichen. | La fabrication se fait en petites séries, les teintes peuvent varier un peu.",
    ),
    Text(
        "All parts that wear can be ordered one by one. | Alle Verschleißteile gibt es einzeln. | Toutes les pièces d'usure se commandent à l'unité.",
    ),
    Text(
        "We have sold this design for years and changed only what broke. | Diesen Entwurf führen wir seit Jahren und ändern nur, was kaputtging. | Nous vendons ce modèle depuis des années et n'avons changé que ce qui cassait.",
    ),
    Text(
        "Nothing on it is there for show. | Nichts daran ist nur Zierde. | Rien n'y est pour la décoration.",
    ),
    Text(
        "The workshop runs on hydropower and sends no waste to landfill. | Die Werkstatt läuft mit Wasserkraft und deponiert keinen Abfall. | L'atelier tourne à l'énergie hydraulique et n'envoie rien en décharge.",
    ),
    Text(
        "It arrives in paper and cardboard, without plastic. | Geliefert wird in Papier und Karton, ohne Plastik. | La livraison se fait en papier et carton, sans plastique.",
    ),
];

/// Closing sentences.
pub(crate) static CLOSERS: &[Text] = &[
    Text(
        "If something fails, we mend it. | Geht etwas kaputt, reparieren wir es. | Si quelque chose lâche, nous réparons.",
    ),
    Text(
        "Try it for sixty days; send it back if it is not yours. | Sechzig Tage lang testen; zurückschicken, wenn es nicht passt. | Soixante jours d'essai ; retour possible si cela ne convient pas.",
    ),
    Text(
        "Spare parts are kept for ten years. | Ersatzteile gibt es zehn Jahre lang. | Les pièces détachées restent disponibles dix ans.",
    ),
    Text(
        "It makes a good present, too. | Auch ein gutes Geschenk. | Une belle idée de cadeau aussi.",
    ),
    Text(
        "Good things take their time; this one was worth it. | Gut Ding will Weile haben; hier hat es sich gelohnt. | Les bonnes choses prennent du temps ; celle-ci le valait.",
    ),
];

/// Labels of attributes.
pub(crate) static MATERIAL: Text = Text("Material | Material | Matière");
pub(crate) static WEIGHT: Text = Text("Weight | Gewicht | Poids");
pub(crate) static DIMENSIONS: Text = Text("Dimensions | Maße | Dimensions");
pub(crate) static CAPACITY: Text = Text("Capacity | Fassungsvermögen | Contenance");
pub(crate) static WARRANTY: Text = Text("Warranty | Garantie | Garantie");
pub(crate) static COLOR: Text = Text("Color | Farbe | Couleur");
pub(crate) static YEARS: Text = Text("years | Jahre | ans");
pub(crate) static YES: Text = Text("yes | ja | oui");
pub(crate) static NO: Text = Text("no | nein | non");
