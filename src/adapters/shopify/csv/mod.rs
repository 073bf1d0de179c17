//! Shopify's product CSV: one row a variant or picture, the first row of a handle with what the product shares.
//!
//! Rows of one handle belong together, also across the files of an import; a row without a title before its product's
//! row waits for it. A second row with a title is a second product of that handle: the first one wins, the later one is
//! told with the rows that follow it. Ids are derived from handle, SKU and options, because the format has none.
//!
//! Not read: costs, tax codes, fulfillment services, the columns of Google's channel.

mod columns;
mod finish;
mod guess;
mod market;
mod row;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::{
    application::import::{ImportError, ImportReport, Place, RecordKind, Records, Topic},
    domain::{
        event::{MediaFact, PriceFact, ProductFact, VariantFact, VariantStockFact},
        time::Timestamp,
    },
};

use super::{Fault, Known};
use columns::{Cells, Column, Columns, OPTIONS, Owner};
use guess::Guess;
use market::Market;

/// A product while its rows come in.
struct ProductDraft {
    place: Place,
    as_of: Timestamp,
    fact: ProductFact,
    published: bool,
    option_names: [String; OPTIONS],
    /// The metafield that an option's values are linked to, `product.metafields.shopify.color-pattern`.
    option_links: [String; OPTIONS],
    /// Pictures with the position told.
    images: Vec<(i64, MediaFact)>,
    variants: Vec<VariantDraft>,
    collection: String,
    has_prices: bool,
    has_stock: bool,
    records: Records,
}

/// A variant with the row that it came from. Its ids come at the end, when it is known which SKUs are unique.
struct VariantDraft {
    place: Place,
    fact: VariantFact,
    prices: Vec<PriceFact>,
    stock: VariantStockFact,
    image_url: String,
}

/// What the rows of a handle belong to.
#[derive(Clone, Copy)]
enum Head {
    Product(usize),
    /// The row that was rejected; those after it are rejected with it.
    Rejected(Place),
}

/// The file being read.
struct FileState {
    columns: Rc<Columns>,
    /// The price list of each market that has columns.
    markets: Rc<[Market]>,
    as_of: Timestamp,
}

/// A row whose product has not come yet.
struct Waiting {
    place: Place,
    columns: Rc<Columns>,
    markets: Rc<[Market]>,
    fields: Vec<String>,
    records: Records,
}

/// Reads the rows of all product CSV files of an import.
pub struct ProductCsv {
    known: Known,
    file: Option<FileState>,
    products: Vec<ProductDraft>,
    heads: FxHashMap<String, Head>,
    first_heads: FxHashMap<String, Place>,
    guesses: FxHashMap<(Owner, String, String), Guess>,
    waiting: Vec<Waiting>,
    /// The markets of all files, with where their column stands.
    markets: Vec<(Place, Timestamp, Market)>,
    /// How many products are left out of a market, by market.
    left_out: FxHashMap<String, (Place, u64)>,
}

impl ProductCsv {
    /// A reader that has read nothing.
    pub fn new(known: Known) -> Self {
        Self {
            known,
            file: None,
            products: Vec::new(),
            heads: FxHashMap::default(),
            first_heads: FxHashMap::default(),
            guesses: FxHashMap::default(),
            waiting: Vec::new(),
            markets: Vec::new(),
            left_out: FxHashMap::default(),
        }
    }

    /// Reads the header of the next file. `as_of` is the version of its records.
    ///
    /// # Errors
    /// What is wrong with the header.
    pub fn begin_file(
        &mut self,
        file: u32,
        header: &[&str],
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Result<(), String> {
        let columns = Columns::read(header)?;
        let place = Place { file, line: 1 };
        if !columns.unknown.is_empty() {
            report.note(place, Topic::Column, || columns.unknown.join(", "));
        }
        let markets: Rc<[Market]> = columns
            .markets
            .iter()
            .map(|columns| self.market(columns, place, as_of, report))
            .collect();
        self.file = Some(FileState {
            columns: Rc::new(columns),
            markets,
            as_of,
        });
        Ok(())
    }

    /// Reads one row of the file; `raw` is the row as it stands there.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn row(
        &mut self,
        place: Place,
        fields: &[&str],
        raw: &str,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let (columns, markets, as_of) = (file.columns.clone(), file.markets.clone(), file.as_of);
        if fields.iter().all(|field| field.trim().is_empty()) {
            return Ok(());
        }
        let width = columns.names.len();
        if fields.len() != width {
            report.count_read(place.file, RecordKind::Unknown);
            let reason = format!(
                "has {} fields, the header has {width}; is a comma or a quote missing or too many?",
                fields.len()
            );
            return report.reject(place, RecordKind::Unknown, "", reason, raw);
        }
        let cells = Cells {
            columns: &columns,
            fields,
        };
        let records = records_of(cells, place);
        for (file, kind, _) in records.iter() {
            report.count_read(file, kind);
        }
        let handle = cells.get(Column::Handle);
        if handle.is_empty() {
            let field = columns.name(Column::Handle);
            let reason = "is empty; rows are put together by it";
            return report.reject_all(place, &records, field, reason, raw);
        }
        if !cells.get(Column::Title).is_empty() {
            return self.head_row(cells, place, as_of, &markets, records, report);
        }
        if self.heads.contains_key(handle) {
            return self.further_row(cells, place, &markets, records, report);
        }
        self.waiting.push(Waiting {
            place,
            columns: columns.clone(),
            markets,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            records,
        });
        Ok(())
    }

    /// The first row of a product: what its rows share, its first variant, its first picture.
    fn head_row(
        &mut self,
        cells: Cells<'_>,
        place: Place,
        as_of: Timestamp,
        markets: &[Market],
        records: Records,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let handle = cells.get(Column::Handle).to_owned();
        if let Some(first) = self.first_heads.get(&handle) {
            let reason = format!(
                "this product is already in {}; the first one stays, give the other product another handle or take it out",
                report.name_of(*first, place)
            );
            self.heads.insert(handle.clone(), Head::Rejected(place));
            let field = cells.columns.name(Column::Handle);
            return report.reject_all(place, &records, field, reason, &handle);
        }
        let draft = match row::product(cells, place, as_of) {
            Ok(draft) => draft,
            Err(fault) => {
                self.heads.insert(handle, Head::Rejected(place));
                return report.reject_all(place, &records, fault.field, fault.reason, &fault.text);
            }
        };
        self.products.push(draft);
        self.first_heads.insert(handle.clone(), place);
        self.heads
            .insert(handle, Head::Product(self.products.len() - 1));
        self.note_left_out(cells, place);
        self.further_row(cells, place, markets, records, report)
    }

    /// Adds a row's variant and picture to its product.
    fn further_row(
        &mut self,
        cells: Cells<'_>,
        place: Place,
        markets: &[Market],
        records: Records,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let handle = cells.get(Column::Handle);
        let number = match self.heads.get(handle) {
            Some(Head::Product(number)) => *number,
            Some(Head::Rejected(head)) => {
                let reason = format!(
                    "belongs to the product rejected in {}; mend that one",
                    report.name_of(*head, place)
                );
                let field = cells.columns.name(Column::Handle);
                return report.reject_all(place, &records, field, reason, handle);
            }
            None => return Ok(()),
        };
        let variants = self.products[number].variants.len();
        for (file, kind, _) in records.iter() {
            let result = match kind {
                RecordKind::Variant => self.add_variant(number, cells, place, markets, report),
                RecordKind::Media => self.add_image(number, cells),
                _ => Ok(()),
            };
            match result {
                Ok(()) => self.products[number].records.count(file, kind),
                Err(fault) => {
                    report.reject(place, kind, fault.field, fault.reason, &fault.text)?;
                }
            }
        }
        let has_variant = self.products[number].variants.len() > variants;
        self.add_metafields(number, cells, has_variant);
        Ok(())
    }

    fn add_variant(
        &mut self,
        number: usize,
        cells: Cells<'_>,
        place: Place,
        markets: &[Market],
        report: &mut ImportReport,
    ) -> Result<(), Fault> {
        let names = self.products[number].option_names.clone();
        let mut variant = row::variant(cells, place, &names)?;
        let prices = row::prices(cells, markets, &mut self.known, report)?;
        let has_prices = cells.columns.has(Column::Price);
        variant.prices = prices;
        let stock_columns = [
            Column::Quantity,
            Column::Policy,
            Column::ContinueSelling,
            Column::Tracker,
        ];
        let has_stock = stock_columns
            .iter()
            .any(|column| cells.columns.has(*column));
        if has_stock
            && !cells.columns.has(Column::Policy)
            && !cells.columns.has(Column::ContinueSelling)
        {
            report.assume(super::NO_POLICY);
        }
        let product = &mut self.products[number];
        product.has_prices |= has_prices;
        product.has_stock |= has_stock;
        product.variants.push(variant);
        Ok(())
    }

    fn add_image(&mut self, number: usize, cells: Cells<'_>) -> Result<(), Fault> {
        let (position, media) = row::image(cells)?;
        let images = &mut self.products[number].images;
        let url = |media: &MediaFact| media.image.as_ref().map(|image| image.url.clone());
        if !images.iter().any(|(_, known)| url(known) == url(&media)) {
            images.push((position.unwrap_or(images.len() as i64 + 1), media));
        }
        Ok(())
    }

    /// Metafields of the product stand in its first row, those of a variant in the variant's.
    fn add_metafields(&mut self, number: usize, cells: Cells<'_>, has_variant: bool) {
        let product = &mut self.products[number];
        let is_head = !cells.get(Column::Title).is_empty();
        for column in &cells.columns.metafields {
            let value = cells.at(column.at);
            let variant = product.variants.last_mut().filter(|_| has_variant);
            let metafields = match column.owner {
                Owner::Product => is_head.then_some(&mut product.fact.metafields),
                Owner::Variant => variant.map(|variant| &mut variant.fact.metafields),
            };
            let Some(metafields) = metafields.filter(|_| !value.is_empty()) else {
                continue;
            };
            let metafield = row::metafield(column, value);
            if metafield.kind.is_empty() {
                let key = (column.owner, column.namespace.clone(), column.key.clone());
                self.guesses.entry(key).or_default().see(value);
            }
            metafields.push(metafield);
        }
    }

    fn note_left_out(&mut self, cells: Cells<'_>, place: Place) {
        for market in &cells.columns.markets {
            let included = market.included.map_or("", |at| cells.at(at));
            if included.eq_ignore_ascii_case("false") {
                let place = Place { line: 1, ..place };
                let counted = self.left_out.entry(market.name.clone());
                counted.or_insert((place, 0)).1 += 1;
            }
        }
    }
}

/// What a row holds: a product when it has a title, a variant, a picture.
fn records_of(cells: Cells<'_>, place: Place) -> Records {
    let mut records = Records::default();
    let head = !cells.get(Column::Title).is_empty();
    let image = !cells.get(Column::ImageUrl).is_empty();
    let marks = [Column::Sku, Column::Price, Column::Barcode];
    let values = (0..OPTIONS).map(Column::OptionValue);
    let told = values
        .chain(marks)
        .any(|column| !cells.get(column).is_empty());
    if head {
        records.count(place.file, RecordKind::Product);
    }
    // A row with nothing but its handle counts as a variant, whose faults are then told.
    if head || told || !image {
        records.count(place.file, RecordKind::Variant);
    }
    if image {
        records.count(place.file, RecordKind::Media);
    }
    records
}
