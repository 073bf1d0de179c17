//! The facts of all files: what only the last row can tell is filled in here, ids, types and options.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    application::{
        facts::{AspectKey, FactSet},
        import::{Gathered, ImportError, ImportReport, Place, RecordKind, Records, Topic},
    },
    domain::{
        event::{
            CollectionFact, Event, Fact, ImageFact, MembershipFact, MetafieldFact, OptionFact,
            OptionValueFact, PricesFact, ProductFact, StockFact, VariantPricesFact,
        },
        id::{Key, derived_id},
        time::Timestamp,
    },
};

use super::{
    super::{SHOP, slug, whole_seconds},
    ProductCsv, ProductDraft,
    columns::{Cells, Column, OPTIONS, Owner},
    guess::Guess,
};

type Guesses = FxHashMap<(Owner, String, String), Guess>;

/// A collection that rows name, with the products in it.
struct CollectionDraft {
    place: Place,
    as_of: Timestamp,
    title: String,
    members: Vec<String>,
    records: Records,
}

impl ProductCsv {
    /// Judges the rows that still wait for their product and gives the facts of all files. `facts` are those there:
    /// a product that was published stays so since then, because the format tells no time of publication.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn finish(
        mut self,
        facts: &FactSet,
        report: &mut ImportReport,
    ) -> Result<Vec<Gathered>, ImportError> {
        for row in std::mem::take(&mut self.waiting) {
            let fields: Vec<&str> = row.fields.iter().map(String::as_str).collect();
            let cells = Cells {
                columns: &row.columns,
                fields: &fields,
            };
            let handle = cells.get(Column::Handle);
            if self.heads.contains_key(handle) {
                self.further_row(cells, row.place, &row.markets, row.records, report)?;
                continue;
            }
            let field = row.columns.name(Column::Title);
            let reason =
                "no row of this handle has a title, so there is no product that the row belongs to";
            report.reject_all(row.place, &row.records, field, reason, handle)?;
        }
        let mut left_out: Vec<_> = std::mem::take(&mut self.left_out).into_iter().collect();
        left_out.sort();
        for (market, (place, products)) in left_out {
            report.note(place, Topic::Market, || {
                format!("{products} products are not included in `{market}`; they show there all the same, because markets share one catalog")
            });
        }
        let mut gathered: Vec<Gathered> = std::mem::take(&mut self.markets)
            .into_iter()
            .map(|(place, as_of, market)| market.gather(place, as_of))
            .collect();
        let skus = self.sku_counts();
        let mut collections: Vec<CollectionDraft> = Vec::new();
        for draft in std::mem::take(&mut self.products) {
            let collection = (
                draft.collection.clone(),
                draft.fact.id.clone(),
                draft.place,
                draft.as_of,
            );
            let Some(group) = draft.finish(&skus, &self.guesses, facts, report)? else {
                continue;
            };
            gathered.push(group);
            if !collection.0.is_empty() {
                add_member(&mut collections, collection, report);
            }
        }
        gathered.extend(collections.into_iter().map(CollectionDraft::finish));
        Ok(gathered)
    }

    /// How many variants of the import have each SKU.
    fn sku_counts(&self) -> FxHashMap<String, u32> {
        let mut counts = FxHashMap::default();
        let variants = self.products.iter().flat_map(|product| &product.variants);
        for sku in variants.filter_map(|variant| variant.fact.sku.clone()) {
            *counts.entry(sku).or_insert(0) += 1;
        }
        counts
    }
}

impl ProductDraft {
    fn finish(
        mut self,
        skus: &FxHashMap<String, u32>,
        guesses: &Guesses,
        facts: &FactSet,
        report: &mut ImportReport,
    ) -> Result<Option<Gathered>, ImportError> {
        self.name_variants(skus, report)?;
        if self.variants.is_empty() {
            let reason = "none of its variants can be used; mend those";
            report.reject_all(self.place, &self.records, "", reason, &self.fact.handle)?;
            return Ok(None);
        }
        guess_types(&mut self.fact.metafields, Owner::Product, guesses);
        for variant in &mut self.variants {
            guess_types(&mut variant.fact.metafields, Owner::Variant, guesses);
        }
        self.fact.options = self.options();
        self.fact.published_at = self.published.then(|| published_at(&self, facts));
        self.images.sort_by_key(|(position, _)| *position);
        self.fact.media = std::mem::take(&mut self.images)
            .into_iter()
            .map(|(_, media)| media)
            .collect();
        for variant in &mut self.variants {
            variant.fact.image = variant_image(&variant.image_url, &self.fact);
        }
        Ok(Some(self.gather()))
    }

    /// Gives each variant the id of its SKU, where only it has that SKU, else that of its option values.
    fn name_variants(
        &mut self,
        skus: &FxHashMap<String, u32>,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let mut seen = FxHashMap::default();
        let mut named = Vec::with_capacity(self.variants.len());
        for mut variant in std::mem::take(&mut self.variants) {
            let sku = variant.fact.sku.as_deref();
            let unique = sku.filter(|sku| skus.get(*sku) == Some(&1));
            let values = variant.fact.option_values.join(" / ");
            let id = derived_id("ProductVariant", &self.fact.id, unique.unwrap_or(&values));
            if let Some(first) = seen.insert(id.clone(), variant.place) {
                seen.insert(id, first);
                // The record was counted with the product when its row was read.
                self.records
                    .take_back(variant.place.file, RecordKind::Variant);
                let reason = format!(
                    "the variant in {} has the same options, and no SKU of its own tells them apart",
                    report.name_of(first, variant.place)
                );
                report.reject(
                    variant.place,
                    RecordKind::Variant,
                    "Option1 Value",
                    reason,
                    &values,
                )?;
                continue;
            }
            variant.fact.id.clone_from(&id);
            variant.stock.variant_id = id;
            named.push(variant);
        }
        self.variants = named;
        Ok(())
    }

    /// The options with their values in the order of the variants.
    fn options(&self) -> Vec<OptionFact> {
        let mut names: Vec<(usize, &str)> = (0..OPTIONS)
            .map(|number| (number, self.option_names[number].as_str()))
            .filter(|(_, name)| !name.is_empty())
            .collect();
        if names.is_empty() {
            names.push((0, "Title"));
        }
        let option = |(at, (number, name)): (usize, (usize, &str))| {
            let mut seen = FxHashSet::default();
            let values = self
                .variants
                .iter()
                .map(|variant| &variant.fact.option_values[at]);
            let values: Vec<&String> = values.filter(|value| seen.insert(*value)).collect();
            let colors = self.linked_colors(number, values.len());
            let values = values
                .into_iter()
                .enumerate()
                .map(|(at, name)| OptionValueFact {
                    name: name.clone(),
                    swatch_color: colors.get(at).cloned(),
                    ..OptionValueFact::default()
                });
            OptionFact {
                name: name.to_owned(),
                values: values.collect(),
                ..OptionFact::default()
            }
        };
        names.into_iter().enumerate().map(option).collect()
    }

    /// The colors that an option's values are linked to, where the column has plain ones, one for each value. Mostly
    /// it names records of the shop instead, which this format does not have.
    fn linked_colors(&self, option: usize, values: usize) -> Vec<String> {
        let link = self.option_links[option].strip_prefix("product.metafields.");
        let Some((namespace, key)) = link.and_then(|link| link.split_once('.')) else {
            return Vec::new();
        };
        let mut metafields = self.fact.metafields.iter();
        let linked = metafields.find(|known| known.namespace == namespace && known.key == key);
        let colors: Vec<String> = linked
            .map_or("", |metafield| metafield.value.as_str())
            .split(';')
            .map(|color| color.trim().to_lowercase())
            .collect();
        if colors.len() == values && colors.iter().all(|color| is_color(color)) {
            return colors;
        }
        Vec::new()
    }

    fn gather(self) -> Gathered {
        let version = self.as_of;
        let product_id = self.fact.id.clone();
        let (mut prices, mut stock) = (Vec::new(), Vec::new());
        let mut fact = self.fact;
        for variant in self.variants {
            prices.push(VariantPricesFact {
                variant_id: variant.fact.id.clone(),
                prices: variant.prices,
            });
            stock.push(variant.stock);
            fact.variants.push(variant.fact);
        }
        let mut events = vec![Event {
            version,
            fact: Fact::Product(Box::new(fact)),
        }];
        if self.has_prices {
            let fact = Fact::Prices(PricesFact {
                product_id: product_id.clone(),
                variants: prices,
            });
            events.push(Event { version, fact });
        }
        if self.has_stock {
            let fact = Fact::Stock(StockFact {
                product_id,
                variants: stock,
            });
            events.push(Event { version, fact });
        }
        Gathered {
            place: self.place,
            kind: RecordKind::Product,
            events,
            records: self.records,
        }
    }
}

fn guess_types(metafields: &mut [MetafieldFact], owner: Owner, guesses: &Guesses) {
    for metafield in metafields
        .iter_mut()
        .filter(|metafield| metafield.kind.is_empty())
    {
        let key = (owner, metafield.namespace.clone(), metafield.key.clone());
        let guess = guesses.get(&key).copied().unwrap_or_default();
        metafield.kind = guess.kind().to_owned();
        if metafield.kind == "boolean" {
            metafield.value.make_ascii_lowercase();
        }
    }
}

fn published_at(draft: &ProductDraft, facts: &FactSet) -> Timestamp {
    let aspect = AspectKey {
        aspect: "product",
        key: Key::of(&draft.fact.id),
    };
    match facts.get(aspect).map(|event| &event.fact) {
        Some(Fact::Product(known)) => known.published_at,
        _ => None,
    }
    .unwrap_or_else(|| whole_seconds(draft.as_of))
}

/// A variant's picture is mostly one of the product's, whose text it shares.
fn variant_image(url: &str, product: &ProductFact) -> Option<ImageFact> {
    if url.is_empty() {
        return None;
    }
    let images = product
        .media
        .iter()
        .filter_map(|media| media.image.as_ref());
    let known = images.into_iter().find(|image| image.url == url).cloned();
    Some(known.unwrap_or_else(|| ImageFact {
        url: url.to_owned(),
        ..ImageFact::default()
    }))
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

fn add_member(
    collections: &mut Vec<CollectionDraft>,
    (title, product, place, as_of): (String, String, Place, Timestamp),
    report: &mut ImportReport,
) {
    let known = collections
        .iter()
        .position(|known| slug(&known.title) == slug(&title));
    let number = known.unwrap_or_else(|| {
        let mut records = Records::default();
        records.count(place.file, RecordKind::Collection);
        report.count_read(place.file, RecordKind::Collection);
        collections.push(CollectionDraft {
            place,
            as_of,
            title,
            members: Vec::new(),
            records,
        });
        collections.len() - 1
    });
    let collection = &mut collections[number];
    report.count_read(place.file, RecordKind::Membership);
    collection.records.count(place.file, RecordKind::Membership);
    collection.as_of = collection.as_of.max(as_of);
    collection.members.push(product);
}

impl CollectionDraft {
    fn finish(self) -> Gathered {
        let version = self.as_of;
        let handle = slug(&self.title);
        let id = derived_id("Collection", SHOP, &handle);
        let collection = Fact::Collection(Box::new(CollectionFact {
            id: id.clone(),
            handle,
            title: self.title,
            ..CollectionFact::default()
        }));
        let membership = Fact::Membership(MembershipFact {
            collection_id: id,
            product_ids: self.members,
        });
        Gathered {
            place: self.place,
            kind: RecordKind::Collection,
            events: [collection, membership]
                .map(|fact| Event { version, fact })
                .into(),
            records: self.records,
        }
    }
}
