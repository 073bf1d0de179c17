//! The columns of a product CSV: older and newer names, metafields, prices by market.

/// Columns with a fixed meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Handle,
    Title,
    Description,
    Vendor,
    Category,
    Type,
    Tags,
    Published,
    Status,
    GiftCard,
    SeoTitle,
    SeoDescription,
    Collection,
    OptionName(usize),
    OptionValue(usize),
    OptionLink(usize),
    Sku,
    Barcode,
    Price,
    CompareAtPrice,
    Taxable,
    RequiresShipping,
    Grams,
    WeightUnit,
    Tracker,
    Quantity,
    Policy,
    ContinueSelling,
    UnitTotal,
    UnitTotalUnit,
    UnitBase,
    UnitBaseUnit,
    ImageUrl,
    ImagePosition,
    ImageAlt,
    VariantImage,
}

impl Column {
    /// The column of a header, written in lower case.
    fn named(name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("option") {
            let (number, part) = rest.split_at_checked(1)?;
            let number = number.parse::<usize>().ok()?.checked_sub(1)?;
            if number >= OPTIONS {
                return None;
            }
            return match part.trim() {
                "name" => Some(Self::OptionName(number)),
                "value" => Some(Self::OptionValue(number)),
                "linked to" => Some(Self::OptionLink(number)),
                _ => None,
            };
        }
        Some(match name {
            "handle" | "url handle" => Self::Handle,
            "title" => Self::Title,
            "body (html)" | "body html" | "description" => Self::Description,
            "vendor" => Self::Vendor,
            "product category" | "standard product type" | "standardized product type" => {
                Self::Category
            }
            "type" | "custom product type" => Self::Type,
            "tags" => Self::Tags,
            "published" | "published on online store" => Self::Published,
            "status" => Self::Status,
            "gift card" => Self::GiftCard,
            "seo title" => Self::SeoTitle,
            "seo description" => Self::SeoDescription,
            "collection" => Self::Collection,
            "variant sku" | "sku" => Self::Sku,
            "variant barcode" | "barcode" | "barcodes" => Self::Barcode,
            "variant price" | "price" => Self::Price,
            "variant compare at price" | "compare-at price" | "compare at price" => {
                Self::CompareAtPrice
            }
            "variant taxable" | "charge tax" => Self::Taxable,
            "variant requires shipping" | "requires shipping" => Self::RequiresShipping,
            "variant grams" | "weight value (grams)" => Self::Grams,
            "variant weight unit" | "weight unit for display" => Self::WeightUnit,
            "variant inventory tracker" | "inventory tracker" => Self::Tracker,
            "variant inventory qty" | "variant inventory quantity" | "inventory quantity" => {
                Self::Quantity
            }
            "variant inventory policy" | "inventory policy" => Self::Policy,
            "continue selling when out of stock" => Self::ContinueSelling,
            "unit price total measure" => Self::UnitTotal,
            "unit price total measure unit" => Self::UnitTotalUnit,
            "unit price base measure" => Self::UnitBase,
            "unit price base measure unit" => Self::UnitBaseUnit,
            "image src" | "product image url" => Self::ImageUrl,
            "image position" => Self::ImagePosition,
            "image alt text" => Self::ImageAlt,
            "variant image" | "variant image url" => Self::VariantImage,
            _ => return None,
        })
    }
}

/// A product has at most three options in this format.
pub(super) const OPTIONS: usize = 3;

/// Columns of Shopify's that shoppers are never shown.
const PASSED_OVER: [&str; 6] = [
    "cost per item",
    "tax code",
    "variant tax code",
    "variant fulfillment service",
    "fulfillment service",
    "product id",
];

/// Whose metafield a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    Product,
    Variant,
}

/// A column of metafields.
#[derive(Debug, Clone)]
pub(super) struct MetafieldColumn {
    pub at: usize,
    pub owner: Owner,
    pub namespace: String,
    pub key: String,
    /// The type that the header tells; absent: guessed from all values.
    pub kind: Option<String>,
}

/// The columns of one market.
#[derive(Debug, Clone, Default)]
pub(super) struct MarketColumns {
    pub name: String,
    pub price: Option<usize>,
    pub compare_at_price: Option<usize>,
    pub included: Option<usize>,
}

/// Where each column of a file stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// The header as it is written, for messages.
    pub names: Vec<String>,
    fixed: Vec<(Column, usize)>,
    pub metafields: Vec<MetafieldColumn>,
    pub markets: Vec<MarketColumns>,
    /// Headers without a meaning here.
    pub unknown: Vec<String>,
}

impl Columns {
    /// Reads a header row.
    ///
    /// # Errors
    /// Which column is missing.
    pub fn read(header: &[&str]) -> Result<Self, String> {
        let mut columns = Self::default();
        for (at, name) in header.iter().enumerate() {
            let name = name.trim();
            columns.names.push(name.to_owned());
            let lower = name.to_lowercase();
            if let Some(column) = Column::named(&lower) {
                if columns.has(column) {
                    return Err(format!(
                        "the header names `{name}` twice, in an older and a newer form or by mistake; leave one of the columns"
                    ));
                }
                columns.fixed.push((column, at));
            } else if let Some(metafield) = metafield_column(name, at) {
                columns.metafields.push(metafield);
            } else if !columns.read_market(name, &lower, at)
                && !name.is_empty()
                && !PASSED_OVER.contains(&lower.as_str())
                && !lower.starts_with("google shopping")
            {
                columns.unknown.push(name.to_owned());
            }
        }
        for (column, names) in [
            (Column::Handle, "`Handle` (newer: `URL handle`)"),
            (Column::Title, "`Title`"),
        ] {
            if !columns.has(column) {
                let hint = if columns.names.len() == 1 && columns.names[0].contains(';') {
                    "; its columns are parted by `;`, save the file with commas"
                } else {
                    ""
                };
                return Err(format!("the header has no column {names}{hint}"));
            }
        }
        Ok(columns)
    }

    pub fn has(&self, column: Column) -> bool {
        self.at(column).is_some()
    }

    fn at(&self, column: Column) -> Option<usize> {
        let found = self.fixed.iter().find(|(known, _)| *known == column);
        found.map(|(_, at)| *at)
    }

    /// The header of a column as this file writes it.
    pub fn name(&self, column: Column) -> String {
        self.at(column)
            .map_or_else(|| format!("{column:?}"), |at| self.names[at].clone())
    }

    /// `Price / Germany`, `Compare At Price / Germany`, `Included / Germany`.
    fn read_market(&mut self, name: &str, lower: &str, at: usize) -> bool {
        let (Some((kind, _)), Some((_, market))) =
            (lower.split_once(" / "), name.split_once(" / "))
        else {
            return false;
        };
        if !matches!(
            kind,
            "price" | "compare at price" | "compare-at price" | "included"
        ) {
            return false;
        }
        let known = self.markets.iter().position(|known| known.name == market);
        let number = known.unwrap_or_else(|| {
            self.markets.push(MarketColumns {
                name: market.to_owned(),
                ..MarketColumns::default()
            });
            self.markets.len() - 1
        });
        let columns = &mut self.markets[number];
        let place = match kind {
            "price" => &mut columns.price,
            "included" => &mut columns.included,
            _ => &mut columns.compare_at_price,
        };
        *place = Some(at);
        true
    }
}

/// `Material (product.metafields.custom.material)`, or `Metafield: custom.material [single_line_text_field]`.
fn metafield_column(name: &str, at: usize) -> Option<MetafieldColumn> {
    let column = |owner, path: &str, kind: Option<&str>| {
        let (namespace, key) = path.split_once('.')?;
        let named = !namespace.is_empty() && !key.is_empty();
        named.then(|| MetafieldColumn {
            at,
            owner,
            namespace: namespace.to_owned(),
            key: key.to_owned(),
            kind: kind.map(|kind| current_type(kind).to_owned()),
        })
    };
    if let Some(inner) = name.strip_suffix(')') {
        let (_, path) = inner.rsplit_once('(')?;
        if let Some(path) = path.strip_prefix("product.metafields.") {
            return column(Owner::Product, path, None);
        }
        return column(
            Owner::Variant,
            path.strip_prefix("variant.metafields.")?,
            None,
        );
    }
    let (owner, rest) = match name.strip_prefix("Metafield:") {
        Some(rest) => (Owner::Product, rest),
        None => (Owner::Variant, name.strip_prefix("Variant Metafield:")?),
    };
    match rest.trim().split_once('[') {
        Some((path, kind)) => column(owner, path.trim(), Some(kind.strip_suffix(']')?.trim())),
        None => column(owner, rest.trim(), None),
    }
}

/// Names that metafield types had before they were typed.
fn current_type(kind: &str) -> &str {
    match kind {
        "string" => "single_line_text_field",
        "integer" => "number_integer",
        "json_string" => "json",
        kind => kind,
    }
}

/// A row under its header.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub columns: &'a Columns,
    pub fields: &'a [&'a str],
}

impl<'a> Cells<'a> {
    /// The trimmed text of a column; empty when the file has no such column.
    pub fn get(&self, column: Column) -> &'a str {
        self.columns.at(column).map_or("", |at| self.at(at))
    }

    /// The trimmed text of the column with this number.
    pub fn at(&self, at: usize) -> &'a str {
        self.fields.get(at).copied().unwrap_or_default().trim()
    }
}
