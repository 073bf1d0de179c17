//! The facts of one product: content, prices and stock, and its texts in the other languages.

use std::collections::BTreeMap;

use super::{
    attributes::{self, Attribute},
    content,
    departments::Place,
    describe::{self, Story},
    design::{Axis, Combination, Design},
    dice::Dice,
    ids, kinds, pictures,
    plan::{Block, Outline, Plan},
    prices, stock,
    words::Lang,
};
use crate::domain::{
    event::{
        CategoryFact, CategoryNameFact, ContentFact, Event, Fact, ImageFact, MediaFact,
        MetafieldFact, OptionFact, OptionValueFact, ProductFact, QuantityRuleFact, RedirectFact,
        SeoFact, SettingFact, TranslationFact, UnitPriceMeasurementFact, VariantFact, WeightUnit,
    },
    time::Timestamp,
};

/// Tag of products that clients keep out of search engines.
pub(super) const HIDDEN_TAG: &str = "nextjs-frontend-hidden";

/// The events of a product. It refers to products of `neighbors`, its own block or the one before.
pub(super) fn events(plan: &Plan, outline: Outline, neighbors: &Block) -> Vec<Event> {
    let number = outline.number;
    let created_at = outline.created_at;
    let (design, mut dice) = Design::new(plan, outline);
    let attributes = attributes::draw(&design, &mut dice);
    let story = describe::tell(&design, &mut dice);
    let updated_at = {
        let seconds = (super::AS_OF.0 - created_at.0) / 1_000_000;
        let seconds_ago = (seconds as f64 * dice.skewed(0.0, 1.0)) as i64;
        Timestamp(super::AS_OF.0 - seconds_ago * 1_000_000)
    };
    let texts = Lang::TRANSLATED.map(|lang| Event {
        version: updated_at,
        fact: Fact::Setting(Box::new(SettingFact::Translation(translation(
            &design,
            &attributes,
            &story,
            lang,
        )))),
    });
    let mut product = product(&design, &attributes, &story, &mut dice);
    product.updated_at = Some(updated_at);
    let links = links(plan, &design, neighbors, &mut dice);
    product.metafields.extend(links);
    let mut events = vec![Event {
        version: updated_at,
        fact: Fact::Product(Box::new(product)),
    }];
    events.extend(texts);
    events.extend(prices::events(plan, &design));
    if dice.permille(10) {
        events.push(redirect(&design));
    }
    events.push(stock::event(plan, number, design.combinations.len()));
    events
}

/// An address that the product had in a shop system of before.
fn redirect(design: &Design) -> Event {
    let number = design.outline.number;
    content::content(ContentFact::Redirect(RedirectFact {
        id: ids::id("UrlRedirect", 1_000_000 + number),
        path: format!("/products/{}-{number}", design.outline.kind.name),
        target: format!("/products/{}", design.handle()),
    }))
}

fn product(
    design: &Design,
    attributes: &[Attribute],
    story: &Story,
    dice: &mut Dice,
) -> ProductFact {
    let outline = &design.outline;
    let number = outline.number;
    let title = design.title(Lang::En);
    let handle = design.handle();
    let previous_handles = if dice.permille(25) {
        vec![format!(
            "{}-{}",
            super::words::slug(outline.noun.en()),
            1_000_000 + number
        )]
    } else {
        Vec::new()
    };
    let seo = if dice.permille(600) {
        SeoFact {
            title: Some(format!("{title} | {}", super::shop::NAME)),
            description: Some(story.opening(design, Lang::En)),
        }
    } else {
        SeoFact::default()
    };
    let mut metafields: Vec<MetafieldFact> =
        attributes.iter().flat_map(Attribute::metafields).collect();
    metafields.extend(attributes::guides(design));
    metafields.extend(reviews(outline, dice));
    let published_at = outline.created_at.0 + 180 * 60_000_000;
    ProductFact {
        id: ids::product_id(number),
        handle,
        previous_handles,
        description_html: story.html(design, attributes, Lang::En),
        vendor: design.vendor.to_owned(),
        product_type: outline.kind.plural.en().to_owned(),
        tags: tags(design),
        created_at: Some(outline.created_at),
        published_at: Some(Timestamp(published_at)),
        category: Some(category(outline.place, outline.kind.plural.en())),
        seo,
        options: options(design),
        media: media(design, &title),
        variants: variants(design, &title, dice),
        metafields,
        sales_rank: u32::try_from(outline.rank)
            .ok()
            .filter(|_| outline.age_days() >= 10),
        title,
        ..ProductFact::default()
    }
}

/// The place of a kind in a taxonomy of three levels.
pub(super) fn category(place: Place, leaf: &str) -> CategoryFact {
    let (department, category) = (place.department(), place.category());
    let id = |path: &str| {
        format!(
            "gid://vitrina/TaxonomyCategory/{}",
            super::words::slug(path)
        )
    };
    let root = department.taxonomy;
    let middle = category.title.en();
    CategoryFact {
        id: id(&format!(
            "{root} {} {} {leaf}",
            department.handle, category.handle
        )),
        name: leaf.to_owned(),
        ancestors: vec![
            CategoryNameFact {
                id: id(root),
                name: root.to_owned(),
            },
            CategoryNameFact {
                id: id(&format!("{root} {}", department.handle)),
                name: department.title.en().to_owned(),
            },
            CategoryNameFact {
                id: id(&format!("{root} {} {}", department.handle, category.handle)),
                name: middle.to_owned(),
            },
        ],
    }
}

fn tags(design: &Design) -> Vec<String> {
    let outline = &design.outline;
    let mut tags = vec![
        outline.place.department().handle.to_owned(),
        outline.kind.name.to_owned(),
        design.material().slug.to_owned(),
    ];
    let flags = [
        (outline.is_new(), "new"),
        (outline.on_sale, "sale"),
        (outline.gift, "gift-idea"),
        (outline.hidden, HIDDEN_TAG),
    ];
    tags.extend(
        flags
            .iter()
            .filter(|flag| flag.0)
            .map(|flag| flag.1.to_owned()),
    );
    tags
}

/// Ratings: the better it sells, the more there are; none where nobody wrote one.
fn reviews(outline: &Outline, dice: &mut Dice) -> Vec<MetafieldFact> {
    let rank = outline.rank as f64;
    let reach = 5_200.0 / (rank.sqrt() * rank.sqrt().sqrt());
    let youth = if outline.is_new() { 0.1 } else { 1.0 };
    let count = (reach * youth * (0.3 + 1.4 * dice.unit())) as i64;
    let usual = 49 - (dice.skewed(0.0, 6.0) + 6.0 * dice.unit()) as i64;
    let tenths = if dice.permille(70) {
        usual - dice.between(2, 12)
    } else {
        usual
    };
    if count == 0 {
        return Vec::new();
    }
    let field = |key: &str, kind: &str, value: String| MetafieldFact {
        namespace: "reviews".into(),
        key: key.into(),
        kind: kind.into(),
        value,
        ..MetafieldFact::default()
    };
    let rating = format!(
        "{{\"scale_min\":\"1.0\",\"scale_max\":\"5.0\",\"value\":\"{}.{}\"}}",
        tenths / 10,
        tenths % 10
    );
    vec![
        field("rating", "rating", rating),
        field("rating_count", "number_integer", count.to_string()),
    ]
}

/// What goes with it, and what is like it.
fn links(plan: &Plan, design: &Design, neighbors: &Block, dice: &mut Dice) -> Vec<MetafieldFact> {
    let own = design.outline.number;
    let exists = |number: &u64| *number < plan.products && *number != own;
    let of_kind = |name: &str| -> Vec<u64> {
        kinds::place_of(name)
            .map(|place| neighbors.of_kind(place).filter(exists).collect())
            .unwrap_or_default()
    };
    let mut links = Vec::new();
    let mut link = |key: &str, numbers: Vec<u64>| {
        if numbers.is_empty() {
            return;
        }
        let ids: Vec<String> = numbers
            .into_iter()
            .map(|number| format!("\"{}\"", ids::product_id(number)))
            .collect();
        links.push(MetafieldFact {
            namespace: "shopify--discovery--product_recommendation".into(),
            key: key.into(),
            kind: "list.product_reference".into(),
            value: format!("[{}]", ids.join(",")),
            ..MetafieldFact::default()
        });
    };
    if dice.permille(750) {
        let kinds = design.outline.kind.goes_with;
        let numbers = kinds
            .iter()
            .filter_map(|name| {
                let candidates = of_kind(name);
                let place = dice.below(candidates.len().max(1));
                candidates.get(place).copied()
            })
            .collect();
        link("complementary_products", numbers);
    }
    if dice.permille(300) {
        link("related_products", of_kind(design.outline.kind.name));
    }
    links
}

fn options(design: &Design) -> Vec<OptionFact> {
    if design.is_default_only() {
        return vec![OptionFact {
            name: "Title".into(),
            values: vec![OptionValueFact {
                name: "Default Title".into(),
                ..OptionValueFact::default()
            }],
            ..OptionFact::default()
        }];
    }
    let value = |axis: Axis, place: usize| OptionValueFact {
        name: design.axis_value(axis, place, Lang::En),
        swatch_color: (axis == Axis::Color).then(|| format!("#{}", design.colors[place].hex)),
        ..OptionValueFact::default()
    };
    design
        .axes
        .iter()
        .map(|axis| OptionFact {
            name: design.axis_name(*axis, Lang::En).to_owned(),
            values: (0..design.axis_len(*axis))
                .map(|place| value(*axis, place))
                .collect(),
            ..OptionFact::default()
        })
        .collect()
}

/// The picture of the product in one of its colors.
fn image(design: &Design, title: &str, color: usize, material: usize, view: u8) -> ImageFact {
    let color = design.colors[color];
    let alt = match view {
        1 if design.axes.contains(&Axis::Color) => format!("{title} in {}", color.name.en()),
        1 => title.to_owned(),
        2 => format!("{title} from near"),
        _ => format!("{title} in use"),
    };
    pictures::image(
        design.outline.kind.name,
        color.hex,
        design.materials[material].picture,
        view,
        design.picture_seed,
        alt,
    )
}

/// The product in its first color, its other colors, then from near and in use.
fn media(design: &Design, title: &str) -> Vec<MediaFact> {
    let materials = (1..design.materials.len()).map(|material| (0, material, 1));
    let colors = (0..design.colors.len()).map(|color| (color, 0, 1));
    let views = [(0, 0, 2), (0, 0, 3)];
    let views = views
        .into_iter()
        .take(1 + usize::from(!design.picture_seed.is_multiple_of(3)));
    colors
        .chain(materials)
        .chain(views)
        .map(|(color, material, view)| {
            let image = image(design, title, color, material, view);
            MediaFact {
                alt: image.alt_text.clone(),
                image: Some(image),
                ..MediaFact::default()
            }
        })
        .collect()
}

fn variants(design: &Design, title: &str, dice: &mut Dice) -> Vec<VariantFact> {
    let outline = &design.outline;
    let code: String = outline
        .kind
        .name
        .chars()
        .filter(|sign| *sign != '-')
        .take(3)
        .collect();
    let code = code.to_uppercase();
    let quantity_rule = quantity_rule(design, dice);
    let one = |(place, combination): (usize, &Combination)| {
        let values = design
            .axes
            .iter()
            .map(|axis| design.axis_value(*axis, design.place_on(*axis, *combination), Lang::En));
        let mut option_values: Vec<String> = values.collect();
        if design.is_default_only() {
            option_values.push("Default Title".into());
        }
        let grams = design.grown(design.grams, *combination);
        let is_light = grams < 1_000;
        // The picture of a second material is only there in the first color.
        let material = if combination.color == 0 {
            combination.material
        } else {
            0
        };
        VariantFact {
            id: ids::variant_id(outline.number, place),
            sku: Some(format!("{code}-{:05}-{:02}", outline.number, place + 1)),
            barcode: Some(ids::barcode(outline.number, place)),
            option_values,
            image: Some(image(design, title, combination.color, material, 1)),
            weight: Some(if is_light {
                grams as f64
            } else {
                grams as f64 / 1_000.0
            }),
            weight_unit: if is_light {
                WeightUnit::Grams
            } else {
                WeightUnit::Kilograms
            },
            unit_price_measurement: unit_price(design, *combination),
            quantity_rule: quantity_rule.clone(),
            ..VariantFact::default()
        }
    };
    design.combinations.iter().enumerate().map(one).collect()
}

/// Small things are sometimes sold in pairs, dear ones a few at a time.
fn quantity_rule(design: &Design, dice: &mut Dice) -> QuantityRuleFact {
    let (minimum, maximum, increment) = match dice.below(100) {
        0 if design.cents < 4_000 => (2, None, 2),
        1 if design.cents < 4_000 => (5, Some(500), 5),
        2 => (1, Some(10), 1),
        _ => (1, None, 1),
    };
    QuantityRuleFact {
        minimum,
        maximum,
        increment,
    }
}

fn unit_price(design: &Design, combination: Combination) -> Option<UnitPriceMeasurementFact> {
    let measure = design.outline.kind.scale?.measure.as_ref()?;
    let amount = measure.amounts[design.sizes[combination.size]];
    Some(UnitPriceMeasurementFact {
        quantity_value: amount,
        quantity_unit: measure.unit.to_owned(),
        reference_value: 1,
        reference_unit: measure.unit.to_owned(),
    })
}

fn translation(
    design: &Design,
    attributes: &[Attribute],
    story: &Story,
    lang: Lang,
) -> TranslationFact {
    let mut texts = BTreeMap::from([
        ("title".to_owned(), design.title(lang)),
        ("body_html".to_owned(), story.html(design, attributes, lang)),
        (
            "product_type".to_owned(),
            design.outline.kind.plural.to(lang).to_owned(),
        ),
    ]);
    for axis in &design.axes {
        let name = design.axis_name(*axis, Lang::En);
        texts.insert(
            format!("option:{name}"),
            design.axis_name(*axis, lang).to_owned(),
        );
        for place in 0..design.axis_len(*axis) {
            texts.insert(
                format!(
                    "option:{name}:{}",
                    design.axis_value(*axis, place, Lang::En)
                ),
                design.axis_value(*axis, place, lang),
            );
        }
    }
    TranslationFact {
        resource_id: ids::product_id(design.outline.number),
        language: lang.code().to_owned(),
        texts,
    }
}
