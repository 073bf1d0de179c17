//! What single rows say: product, variant, prices, picture, metafield.

use crate::{
    application::import::{ImportReport, Place, Records},
    domain::{
        event::{
            CategoryFact, CategoryNameFact, ImageFact, InventoryPolicy, MediaFact, MetafieldFact,
            PriceFact, ProductFact, ProductStatus, SeoFact, UnitPriceMeasurementFact, VariantFact,
            VariantStockFact, WeightUnit,
        },
        id::derived_id,
        money::{Currency, Money, parse_amount},
        time::Timestamp,
    },
};

use super::{
    super::{Fault, Known, SHOP, weight_unit},
    ProductDraft, VariantDraft,
    columns::{Cells, Column, MetafieldColumn, OPTIONS},
    guess::is_number,
    market::Market,
};

/// Units that a unit price may have, as the interface names them.
const UNITS: [&str; 22] = [
    "CL", "CM", "FLOZ", "FT", "FT2", "G", "GAL", "IN", "ITEM", "KG", "L", "LB", "M", "M2", "M3",
    "MG", "ML", "MM", "OZ", "PT", "QT", "YD",
];

/// The product that a row with a title tells.
pub(super) fn product(
    cells: Cells<'_>,
    place: Place,
    as_of: Timestamp,
) -> Result<ProductDraft, Fault> {
    let text = |column| cells.get(column).to_owned();
    let given = |column| Some(text(column)).filter(|text| !text.is_empty());
    let status = match cells.get(Column::Status).to_lowercase().as_str() {
        "" | "active" => ProductStatus::Active,
        "draft" | "unlisted" => ProductStatus::Draft,
        "archived" => ProductStatus::Archived,
        _ => {
            let reason = "is none of active, draft, archived and unlisted";
            return Err(fault(cells, Column::Status, reason));
        }
    };
    let handle = text(Column::Handle);
    let names = std::array::from_fn(|number| text(Column::OptionName(number)));
    let links = std::array::from_fn(|number| text(Column::OptionLink(number)));
    let fact = ProductFact {
        id: derived_id("Product", SHOP, &handle),
        handle,
        title: text(Column::Title),
        description_html: text(Column::Description),
        vendor: text(Column::Vendor),
        product_type: text(Column::Type),
        tags: tags(cells.get(Column::Tags)),
        status,
        is_gift_card: flag(cells, Column::GiftCard)?.unwrap_or(false),
        category: category(cells.get(Column::Category)),
        seo: SeoFact {
            title: given(Column::SeoTitle),
            description: given(Column::SeoDescription),
        },
        ..ProductFact::default()
    };
    Ok(ProductDraft {
        place,
        as_of,
        fact,
        published: flag(cells, Column::Published)?.unwrap_or(true),
        option_names: names,
        option_links: links,
        images: Vec::new(),
        variants: Vec::new(),
        collection: text(Column::Collection),
        has_prices: false,
        has_stock: false,
        records: Records::default(),
    })
}

/// The variant of a row. `option_names` are those of its product.
pub(super) fn variant(
    cells: Cells<'_>,
    place: Place,
    option_names: &[String; OPTIONS],
) -> Result<VariantDraft, Fault> {
    let given = |column| Some(cells.get(column).to_owned()).filter(|text| !text.is_empty());
    let mut option_values = Vec::new();
    for (number, name) in option_names.iter().enumerate() {
        let column = Column::OptionValue(number);
        match (name.as_str(), cells.get(column)) {
            ("", "") => {}
            ("", _) => {
                let reason =
                    "has a value, but the first row of its product does not name the option";
                return Err(fault(cells, column, reason));
            }
            (name, "") => {
                let reason = format!("is empty; write this variant's value of the option `{name}`");
                return Err(fault(cells, column, &reason));
            }
            (_, value) => option_values.push(value.to_owned()),
        }
    }
    if option_values.is_empty() {
        option_values.push("Default Title".to_owned());
    }
    let (weight, weight_unit) = weight(cells)?;
    let fact = VariantFact {
        sku: given(Column::Sku),
        barcode: given(Column::Barcode),
        option_values,
        requires_shipping: flag(cells, Column::RequiresShipping)?.unwrap_or(true),
        taxable: flag(cells, Column::Taxable)?.unwrap_or(true),
        weight,
        weight_unit,
        unit_price_measurement: unit_price(cells)?,
        ..VariantFact::default()
    };
    Ok(VariantDraft {
        place,
        fact,
        prices: Vec::new(),
        stock: stock(cells)?,
        image_url: cells.get(Column::VariantImage).to_owned(),
    })
}

/// The prices of a row: the base price, and those of the markets that differ from it.
pub(super) fn prices(
    cells: Cells<'_>,
    markets: &[Market],
    known: &mut Known,
    report: &mut ImportReport,
) -> Result<Vec<PriceFact>, Fault> {
    let mut prices = Vec::new();
    let mut base = |column, report: &mut ImportReport| match cells.get(column) {
        "" => Ok(None),
        text => known
            .amount(text, report)
            .map(Some)
            .map_err(|error| fault(cells, column, &error.to_string())),
    };
    if cells.columns.has(Column::Price) {
        let Some(price) = base(Column::Price, report)? else {
            return Err(fault(
                cells,
                Column::Price,
                "is empty; write a price, 0 if it is free",
            ));
        };
        let compare_at_price = base(Column::CompareAtPrice, report)?;
        prices.push(price_fact(None, price, compare_at_price));
    }
    for (market, columns) in markets.iter().zip(&cells.columns.markets) {
        let read = |at: Option<usize>| {
            at.map(|at| (at, cells.at(at)))
                .filter(|(_, text)| !text.is_empty())
                .map(|(at, text)| {
                    money(text, market.currency)
                        .map_err(|reason| Fault::new(cells.columns.names[at].clone(), reason, text))
                })
                .transpose()
        };
        let (price, before) = (read(columns.price)?, read(columns.compare_at_price)?);
        if let Some(price) = price
            && cells.columns.has(Column::Price)
        {
            prices.push(price_fact(
                Some(market.price_list_id.clone()),
                price,
                before,
            ));
        }
    }
    Ok(prices)
}

fn money(text: &str, currency: Currency) -> Result<Money, String> {
    let amount = parse_amount(text, currency).map_err(|error| error.to_string())?;
    Ok(Money::new(amount, currency))
}

fn price_fact(
    price_list_id: Option<String>,
    price: Money,
    compare_at_price: Option<Money>,
) -> PriceFact {
    PriceFact {
        price_list_id,
        minimum_quantity: 1,
        price,
        compare_at_price,
        starts_at: None,
        ends_at: None,
    }
}

fn stock(cells: Cells<'_>) -> Result<VariantStockFact, Fault> {
    let text = cells.get(Column::Quantity);
    let quantity = match text {
        "" => None,
        _ => Some(text.parse::<i64>().map_err(|_| {
            fault(
                cells,
                Column::Quantity,
                "is not a whole number; leave it empty if stock is not counted",
            )
        })?),
    };
    // A tracker column that is empty says that the quantity does not count.
    let untracked = cells.columns.has(Column::Tracker) && cells.get(Column::Tracker).is_empty();
    let column = if cells.columns.has(Column::Policy) {
        Column::Policy
    } else {
        Column::ContinueSelling
    };
    let policy = match cells.get(column).to_lowercase().as_str() {
        "" | "deny" | "false" => InventoryPolicy::Deny,
        "continue" | "true" => InventoryPolicy::Continue,
        _ => return Err(fault(cells, column, "is neither deny nor continue")),
    };
    Ok(VariantStockFact {
        variant_id: String::new(),
        quantity: quantity.filter(|_| !untracked),
        policy,
        levels: Vec::new(),
    })
}

/// The weight is told in grams, the unit says how to show it.
fn weight(cells: Cells<'_>) -> Result<(Option<f64>, WeightUnit), Fault> {
    let text = cells.get(Column::WeightUnit);
    let unit = match text {
        "" => WeightUnit::Kilograms,
        _ => weight_unit(text)
            .ok_or_else(|| fault(cells, Column::WeightUnit, "is none of g, kg, oz and lb"))?,
    };
    let text = cells.get(Column::Grams);
    if text.is_empty() {
        return Ok((None, unit));
    }
    let grams = text.parse::<f64>().ok();
    let Some(grams) = grams.filter(|grams| grams.is_finite() && *grams >= 0.0) else {
        return Err(fault(
            cells,
            Column::Grams,
            "is not a weight in grams such as 1250",
        ));
    };
    let weight = match unit {
        WeightUnit::Grams => grams,
        WeightUnit::Kilograms => grams / 1_000.0,
        WeightUnit::Ounces => grams / 28.349_523_125,
        WeightUnit::Pounds => grams / 453.592_37,
    };
    // Grams are whole numbers in exports, so further digits only come from the conversion.
    Ok((Some((weight * 10_000.0).round() / 10_000.0), unit))
}

fn unit_price(cells: Cells<'_>) -> Result<Option<UnitPriceMeasurementFact>, Fault> {
    let total = cells.get(Column::UnitTotal);
    if total.is_empty() {
        return Ok(None);
    }
    let number = |column| {
        let number = cells.get(column).parse::<f64>().ok();
        number
            .filter(|number| number.is_finite() && *number > 0.0)
            .ok_or_else(|| fault(cells, column, "is not a quantity such as 750"))
    };
    let unit = |column| {
        let unit = cells.get(column).to_uppercase();
        if UNITS.contains(&unit.as_str()) {
            return Ok(unit);
        }
        Err(fault(
            cells,
            column,
            "is no unit of a unit price, such as ml, kg or m",
        ))
    };
    let quantity_unit = unit(Column::UnitTotalUnit)?;
    let (reference_value, reference_unit) = match cells.get(Column::UnitBase) {
        "" => (1, quantity_unit.clone()),
        text => {
            let value = text.parse::<i32>().ok().filter(|value| *value > 0);
            let reason = "is not a whole quantity such as 100";
            let value = value.ok_or_else(|| fault(cells, Column::UnitBase, reason))?;
            (value, unit(Column::UnitBaseUnit)?)
        }
    };
    Ok(Some(UnitPriceMeasurementFact {
        quantity_value: number(Column::UnitTotal)?,
        quantity_unit,
        reference_value,
        reference_unit,
    }))
}

/// The picture of a row with its position.
pub(super) fn image(cells: Cells<'_>) -> Result<(Option<i64>, MediaFact), Fault> {
    let position = match cells.get(Column::ImagePosition) {
        "" => None,
        text => {
            let reason = "is not a place such as 1";
            let position = text.parse::<i64>();
            Some(position.map_err(|_| fault(cells, Column::ImagePosition, reason))?)
        }
    };
    let alt = Some(cells.get(Column::ImageAlt).to_owned()).filter(|alt| !alt.is_empty());
    let media = MediaFact {
        alt: alt.clone(),
        image: Some(ImageFact {
            url: cells.get(Column::ImageUrl).to_owned(),
            alt_text: alt,
            ..ImageFact::default()
        }),
        ..MediaFact::default()
    };
    Ok((position, media))
}

/// A metafield; its type stays empty when the column has to be guessed.
pub(super) fn metafield(column: &MetafieldColumn, value: &str) -> MetafieldFact {
    let (mut kind, mut value) = (column.kind.clone().unwrap_or_default(), value.to_owned());
    let is_rating = (column.namespace.as_str(), column.key.as_str()) == ("reviews", "rating");
    if is_rating && is_number(&value) {
        kind = "rating".to_owned();
        value = format!(r#"{{"value":"{value}","scale_min":"1.0","scale_max":"5.0"}}"#);
    }
    MetafieldFact {
        namespace: column.namespace.clone(),
        key: column.key.clone(),
        kind,
        value,
        ..MetafieldFact::default()
    }
}

fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim) {
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// `A > B > C`: each id is derived from the way to it, so that products of one category share it.
fn category(text: &str) -> Option<CategoryFact> {
    let mut names: Vec<&str> = text.split('>').map(str::trim).collect();
    names.retain(|name| !name.is_empty());
    let mut way = String::new();
    let mut nodes: Vec<CategoryNameFact> = Vec::new();
    for name in names {
        if !way.is_empty() {
            way.push_str(" > ");
        }
        way.push_str(name);
        nodes.push(CategoryNameFact {
            id: derived_id("TaxonomyCategory", SHOP, &way),
            name: name.to_owned(),
        });
    }
    let own = nodes.pop()?;
    Some(CategoryFact {
        id: own.id,
        name: own.name,
        ancestors: nodes,
    })
}

fn flag(cells: Cells<'_>, column: Column) -> Result<Option<bool>, Fault> {
    Ok(match cells.get(column).to_lowercase().as_str() {
        "" => None,
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => return Err(fault(cells, column, "is neither true nor false")),
    })
}

fn fault(cells: Cells<'_>, column: Column, reason: &str) -> Fault {
    Fault::new(cells.columns.name(column), reason, cells.get(column))
}
