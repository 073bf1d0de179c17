//! Puts each line into the draft that it belongs to.

use std::borrow::Cow;

use simd_json::{Tape, prelude::*};

use crate::{
    application::import::{ImportReport, RecordKind, Records, Topic},
    domain::{
        event::{
            CategoryFact, CategoryNameFact, ImageFact, InventoryPolicy, LocationFact, MediaFact,
            MediaKind, MediaSourceFact, MetafieldFact, OptionFact, OptionValueFact, PriceFact,
            PriceListFact, ProductFact, ProductStatus, SeoFact, StockLevelFact, TranslationFact,
            UnitPriceMeasurementFact, VariantFact, VariantStockFact,
        },
        id::kind_of,
        money::{Currency, Money, parse_amount},
    },
};

use super::{
    super::{Fault, NO_POLICY, weight_unit, whole_seconds},
    Bulk, Line, Outcome, Owner,
    draft::{PriceListDraft, ProductDraft, TranslationDraft, VariantDraft},
    record::{self, Text},
    text_type,
};

impl Bulk {
    pub(super) fn place_product(
        &mut self,
        product: record::Product<'_>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
        report: &mut ImportReport,
    ) -> Outcome {
        if let Some(collection) = product.parent.as_deref() {
            let (collection, id) = (collection.to_owned(), product.id.clone().owned());
            // Products asked for under their collections: the first such line is the product's own record as well.
            if line.counted == RecordKind::Product
                && let Outcome::Faulty(fault) = self.add_product(product, metafields, line, report)
            {
                return Outcome::Faulty(fault);
            }
            return self.place_member(&collection, &id, line, true);
        }
        if let Some(Owner::Product(number)) = self.owner(&product.id) {
            let first = self.products[number].place;
            let reason = format!(
                "this product is already in {}; the first one stays",
                report.name_of(first, line.place)
            );
            return Outcome::Faulty(Fault::new("id", reason, product.id.owned()));
        }
        self.add_product(product, metafields, line, report)
    }

    fn add_product(
        &mut self,
        product: record::Product<'_>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
        report: &mut ImportReport,
    ) -> Outcome {
        let id = product.id.clone().owned();
        let draft = match product_draft(product, metafields, line, report) {
            Ok(draft) => draft,
            Err(fault) => {
                self.own(&id, Owner::Rejected(line.place));
                return Outcome::Faulty(fault);
            }
        };
        let (mut draft, texts) = draft;
        draft.records.count(line.place.file, line.counted);
        self.products.push(draft);
        self.own(&id, Owner::Product(self.products.len() - 1));
        for (resource, translation) in texts {
            self.add_translation(&resource, translation, line, false);
        }
        Outcome::Placed
    }

    /// Adds a product to a collection; `under` tells that the line lists products under collections.
    fn place_member(
        &mut self,
        collection: &str,
        product: &str,
        line: &Line<'_>,
        under: bool,
    ) -> Outcome {
        if kind_of(collection) != Some("Collection") {
            return line.misplaced("a product with a parent", "a collection");
        }
        let number = self.collection(collection, line.place, line.as_of);
        let draft = &mut self.collections[number];
        if draft.seen.insert(product.to_owned()) {
            draft.members.push(product.to_owned());
        }
        if line.counted == RecordKind::Membership {
            draft.records.count(line.place.file, line.counted);
        }
        if under && !self.files_with_members.contains(&line.place.file) {
            self.files_with_members.push(line.place.file);
        }
        Outcome::Placed
    }

    pub(super) fn place_collection(
        &mut self,
        collection: record::Collection<'_>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
        report: &ImportReport,
    ) -> Outcome {
        let id = collection.id.clone().owned();
        if let Some(product) = collection.parent.as_deref() {
            if kind_of(product) != Some("Product") {
                return line.misplaced("a collection with a parent", "a product");
            }
            let product = product.to_owned();
            if line.counted == RecordKind::Collection {
                self.add_collection(collection, metafields, line);
            }
            return self.place_member(&id, &product, line, false);
        }
        if collection.handle.as_deref().is_none_or(str::is_empty) {
            self.own(&id, Owner::Rejected(line.place));
            return Outcome::Faulty(missing("handle", line.text));
        }
        if let Some(Owner::Collection(number)) = self.owner(&id)
            && let Some(first) = self.collections[number].head
        {
            let reason = format!(
                "this collection is already in {}; the first one stays",
                report.name_of(first, line.place)
            );
            return Outcome::Faulty(Fault::new("id", reason, id));
        }
        self.add_collection(collection, metafields, line);
        Outcome::Placed
    }

    fn add_collection(
        &mut self,
        collection: record::Collection<'_>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
    ) {
        let id = collection.id.clone().owned();
        let number = self.collection(&id, line.place, line.as_of);
        let draft = &mut self.collections[number];
        draft.records.count(line.place.file, line.counted);
        (draft.head, draft.place, draft.as_of) = (Some(line.place), line.place, line.as_of);
        let fact = &mut draft.fact;
        fact.handle = owned(collection.handle);
        fact.title = owned(collection.title);
        fact.description_html = owned(collection.description_html);
        fact.image = collection.image.and_then(image_fact);
        fact.seo = seo_fact(collection.seo);
        fact.sort_order = collection.sort_order.unwrap_or_default();
        fact.parent_handle = collection.parent_handle.map(Text::owned);
        fact.updated_at = collection.updated_at.map(whole_seconds);
        fact.metafields.extend(metafields);
        for translation in collection.translations {
            self.add_translation(&id, translation, line, false);
        }
    }

    pub(super) fn place_variant(
        &mut self,
        owner: Owner,
        variant: record::Variant<'_>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
        report: &mut ImportReport,
    ) -> Outcome {
        let Owner::Product(number) = owner else {
            return line.misplaced("a variant", "a product");
        };
        let id = variant.id.clone().owned();
        if let Some(Owner::Variant(first, _)) = self.owner(&id) {
            // A product asked for under several collections brings its variants each time.
            if first != number {
                let reason = "this variant is already part of another product";
                return Outcome::Faulty(Fault::new("id", reason, id));
            }
            self.products[number]
                .records
                .count(line.place.file, line.counted);
            return Outcome::Placed;
        }
        let item = variant
            .inventory_item
            .as_ref()
            .and_then(|item| item.id.as_ref())
            .map(|id| id.clone().owned());
        let updated = variant.updated_at;
        let has_stock = variant.inventory_quantity.is_some()
            || variant.sellable_online_quantity.is_some()
            || variant.inventory_policy.is_some()
            || variant
                .inventory_item
                .as_ref()
                .is_some_and(|item| item.tracked.is_some());
        let (draft, translations) = match self.variant_draft(variant, metafields, line, report) {
            Ok(draft) => draft,
            Err(fault) => {
                self.products[number].rejected_variants += 1;
                self.own(&id, Owner::Rejected(line.place));
                return Outcome::Faulty(fault);
            }
        };
        let product = &mut self.products[number];
        product.has_stock |= has_stock;
        product.updated = product.updated.max(updated);
        product.variants.push(draft);
        let owner = Owner::Variant(number, product.variants.len() - 1);
        self.own(&id, owner);
        if let Some(item) = item {
            self.own(&item, owner);
        }
        for translation in translations {
            self.add_translation(&id, translation, line, false);
        }
        Outcome::Placed
    }

    fn variant_draft<'a>(
        &mut self,
        variant: record::Variant<'a>,
        metafields: Vec<MetafieldFact>,
        line: &Line<'_>,
        report: &mut ImportReport,
    ) -> Result<(VariantDraft, Vec<record::Translation<'a>>), Fault> {
        if variant.id.is_empty() {
            return Err(missing("id", line.text));
        }
        let mut prices = Vec::new();
        match variant.price {
            Some(Some(price)) => prices.push(PriceFact {
                price_list_id: None,
                minimum_quantity: 1,
                price: self.money("price", &price, report)?,
                compare_at_price: self.optional_money(variant.compare_at_price, report)?,
                starts_at: None,
                ends_at: None,
            }),
            Some(None) => return Err(missing("price", line.text)),
            None => {}
        }
        let policy = match variant.inventory_policy.as_deref() {
            None => {
                report.assume(NO_POLICY);
                InventoryPolicy::Deny
            }
            Some(policy) if policy.eq_ignore_ascii_case("deny") => InventoryPolicy::Deny,
            Some(policy) if policy.eq_ignore_ascii_case("continue") => InventoryPolicy::Continue,
            Some(policy) => {
                let reason = "is neither DENY nor CONTINUE";
                return Err(Fault::new("inventoryPolicy", reason, policy));
            }
        };
        let item = variant.inventory_item.unwrap_or_default();
        let quantity = variant
            .sellable_online_quantity
            .flatten()
            .or(variant.inventory_quantity.flatten())
            .filter(|_| item.tracked != Some(false));
        let weight = item.measurement.and_then(|measurement| measurement.weight);
        let (weight, unit) = match weight {
            Some(weight) => (Some(weight.value), Some(weight.unit)),
            None => (variant.weight, variant.weight_unit),
        };
        let weight_unit = match unit.as_deref() {
            None => Default::default(),
            Some(unit) => weight_unit(unit)
                .ok_or_else(|| Fault::new("weightUnit", "is no unit of weight", unit))?,
        };
        let id = variant.id.owned();
        let fact = VariantFact {
            id: id.clone(),
            title: owned(variant.title),
            sku: given(variant.sku),
            barcode: given(variant.barcode),
            image: variant.image.and_then(image_fact),
            requires_shipping: variant
                .requires_shipping
                .or(item.requires_shipping)
                .unwrap_or(true),
            taxable: variant.taxable.unwrap_or(true),
            weight,
            weight_unit,
            unit_price_measurement: variant.unit_price_measurement.and_then(unit_price),
            metafields,
            ..VariantFact::default()
        };
        let selected = variant.selected_options.into_iter();
        let mut records = Records::default();
        records.count(line.place.file, line.counted);
        let draft = VariantDraft {
            place: line.place,
            records,
            position: variant.position.unwrap_or(i64::MAX),
            fact,
            selected: selected
                .map(|option| (option.name.owned(), option.value.owned()))
                .collect(),
            prices,
            stock: VariantStockFact {
                variant_id: id,
                quantity,
                policy,
                levels: Vec::new(),
            },
        };
        Ok((draft, variant.translations))
    }

    /// A base price.
    fn money(
        &mut self,
        field: &str,
        price: &record::Price<'_>,
        report: &mut ImportReport,
    ) -> Result<Money, Fault> {
        let amount = price.amount.as_ref();
        let Some(code) = &price.currency else {
            let money = self.known.amount(amount, report);
            return money.map_err(|error| Fault::new(field, error, amount));
        };
        let currency = currency(&format!("{field}.currencyCode"), code)?;
        self.known
            .settle_currency(currency)
            .map_err(|reason| Fault::new(field, reason, amount))?;
        told_money(field, amount, currency)
    }

    fn optional_money(
        &mut self,
        price: Option<record::Price<'_>>,
        report: &mut ImportReport,
    ) -> Result<Option<Money>, Fault> {
        price
            .map(|price| self.money("compareAtPrice", &price, report))
            .transpose()
    }

    pub(super) fn place_option(
        &mut self,
        owner: Owner,
        option: record::ProductOption<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let Owner::Product(number) = owner else {
            return line.misplaced("an option", "a product");
        };
        let product = &mut self.products[number];
        product.records.count(line.place.file, line.counted);
        if product
            .fact
            .options
            .iter()
            .any(|known| known.name == *option.name)
        {
            return Outcome::Placed;
        }
        let mut texts = Vec::new();
        let option = option_fact(option, &product.fact.id, &mut texts);
        product.fact.options.push(option);
        for (resource, translation) in texts {
            self.add_translation(&resource, translation, line, false);
        }
        Outcome::Placed
    }

    pub(super) fn place_media(
        &mut self,
        owner: Owner,
        kind: MediaKind,
        media: record::Media<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let preview = media.preview.and_then(|preview| preview.image);
        let media = MediaFact {
            id: owned(media.id),
            kind,
            alt: given(media.alt),
            image: media.image.or(preview).and_then(image_fact),
            sources: media.sources.into_iter().map(source_fact).collect(),
            embed_url: given(media.embed_url),
            origin_url: given(media.origin_url),
        };
        let empty = match kind {
            MediaKind::Image => media.image.is_none().then_some("image.url"),
            MediaKind::Video | MediaKind::Model3d => media.sources.is_empty().then_some("sources"),
            MediaKind::ExternalVideo => media.embed_url.is_none().then_some("embedUrl"),
        };
        match empty {
            Some(field) => Outcome::Faulty(missing(field, line.text)),
            None => self.add_media(owner, media, line),
        }
    }

    pub(super) fn place_image(
        &mut self,
        owner: Owner,
        image: record::Image<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let Some(image) = image_fact(image) else {
            return Outcome::Faulty(missing("url", line.text));
        };
        if let Owner::Collection(number) = owner {
            let draft = &mut self.collections[number];
            draft.records.count(line.place.file, line.counted);
            draft.fact.image.get_or_insert(image);
            return Outcome::Placed;
        }
        let media = MediaFact {
            alt: image.alt_text.clone(),
            image: Some(image),
            ..MediaFact::default()
        };
        self.add_media(owner, media, line)
    }

    fn add_media(&mut self, owner: Owner, media: MediaFact, line: &Line<'_>) -> Outcome {
        match owner {
            Owner::Product(number) => {
                let draft = &mut self.products[number];
                draft.records.count(line.place.file, line.counted);
                // Exports that ask for `media` and `images` tell each picture twice.
                if !draft
                    .fact
                    .media
                    .iter()
                    .any(|known| same_media(known, &media))
                {
                    draft.fact.media.push(media);
                }
                Outcome::Placed
            }
            Owner::Variant(product, number) => {
                let variant = &mut self.products[product].variants[number];
                variant.records.count(line.place.file, line.counted);
                if variant.fact.image.is_none() {
                    variant.fact.image = media.image;
                }
                Outcome::Placed
            }
            _ => line.misplaced("a picture or film", "a product or a variant"),
        }
    }

    pub(super) fn place_metafield(
        &mut self,
        owner: Owner,
        metafield: record::Metafield<'_>,
        line: &Line<'_>,
        report: &mut ImportReport,
    ) -> Outcome {
        for (field, text) in [("namespace", &metafield.namespace), ("key", &metafield.key)] {
            if text.is_empty() {
                return Outcome::Faulty(missing(field, line.text));
            }
        }
        let metafield = MetafieldFact {
            id: owned(metafield.id),
            namespace: metafield.namespace.owned(),
            key: metafield.key.owned(),
            kind: text_type(metafield.kind.as_deref()).to_owned(),
            value: metafield.value.owned(),
            description: given(metafield.description),
        };
        let (metafields, records): (_, &mut Records) = match owner {
            Owner::Product(number) => {
                let draft = &mut self.products[number];
                (&mut draft.fact.metafields, &mut draft.records)
            }
            Owner::Variant(product, number) => {
                let variant = &mut self.products[product].variants[number];
                (&mut variant.fact.metafields, &mut variant.records)
            }
            Owner::Collection(number) => {
                let draft = &mut self.collections[number];
                (&mut draft.fact.metafields, &mut draft.records)
            }
            Owner::PriceList(_) | Owner::Rejected(_) => {
                return line.misplaced("a metafield", "a product, a variant or a collection");
            }
        };
        records.count(line.place.file, line.counted);
        let same = |known: &&MetafieldFact| {
            known.namespace == metafield.namespace && known.key == metafield.key
        };
        if let Some(known) = metafields.iter().find(same) {
            // A product asked for under several collections brings its metafields each time.
            if known.value == metafield.value {
                return Outcome::Placed;
            }
            report.note(line.place, Topic::Metafield, || {
                format!(
                    "`{}.{}` is both `{}` and `{}`; both are kept, the first one is found by its key",
                    known.namespace, known.key, known.value, metafield.value
                )
            });
        }
        metafields.push(metafield);
        Outcome::Placed
    }

    pub(super) fn place_translation(
        &mut self,
        resource: &str,
        translation: record::Translation<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        for (field, text) in [("locale", &translation.locale), ("key", &translation.key)] {
            if text.is_empty() {
                return Outcome::Faulty(missing(field, line.text));
            }
        }
        self.add_translation(resource, translation, line, true);
        Outcome::Placed
    }

    /// Adds a text to those of its record and language; `counted` when the line is this text's own.
    fn add_translation(
        &mut self,
        resource: &str,
        translation: record::Translation<'_>,
        line: &Line<'_>,
        counted: bool,
    ) {
        let language = translation.locale.to_uppercase().replace('-', "_");
        let key = (resource.to_owned(), language.clone());
        let draft = self
            .translations
            .entry(key)
            .or_insert_with(|| TranslationDraft {
                place: line.place,
                version: line.as_of,
                fact: TranslationFact {
                    resource_id: resource.to_owned(),
                    language,
                    ..TranslationFact::default()
                },
                records: Records::default(),
            });
        if let Some(updated) = translation.updated_at {
            let first = draft.fact.texts.is_empty();
            draft.version = if first {
                updated
            } else {
                draft.version.max(updated)
            };
        }
        if counted {
            draft.records.count(line.place.file, line.counted);
        }
        if let Some(value) = translation.value {
            draft
                .fact
                .texts
                .insert(translation.key.owned(), value.owned());
        }
    }

    pub(super) fn place_inventory_level(
        &mut self,
        owner: Owner,
        level: record::InventoryLevel<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let Owner::Variant(product, number) = owner else {
            return line.misplaced("a stock level", "a variant or its inventory item");
        };
        let Some(location) = level.location.filter(|location| !location.id.is_empty()) else {
            return Outcome::Faulty(missing("location.id", line.text));
        };
        let mut named = level.quantities.iter();
        let available = level.available.or_else(|| {
            let available = named.find(|quantity| &*quantity.name == "available");
            available.map(|quantity| quantity.quantity)
        });
        let Some(available) = available else {
            return Outcome::Faulty(missing("quantities", line.text));
        };
        let draft = &mut self.products[product];
        draft.has_stock = true;
        let variant = &mut draft.variants[number];
        variant.records.count(line.place.file, line.counted);
        variant.stock.levels.push(StockLevelFact {
            location_id: location.id.owned(),
            available,
        });
        Outcome::Placed
    }

    pub(super) fn place_price_list(
        &mut self,
        list: record::PriceList<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let id = list.id.owned();
        let told = list.currency.as_deref();
        let currency = match told.map(|code| currency("currency", code)).transpose() {
            Ok(currency) => currency,
            Err(fault) => {
                self.own(&id, Owner::Rejected(line.place));
                return Outcome::Faulty(fault);
            }
        };
        let mut records = Records::default();
        records.count(line.place.file, line.counted);
        self.price_lists.push(PriceListDraft {
            place: line.place,
            as_of: line.as_of,
            fact: PriceListFact {
                id: id.clone(),
                name: owned(list.name),
                currency,
            },
            records,
        });
        self.own(&id, Owner::PriceList(self.price_lists.len() - 1));
        Outcome::Placed
    }

    pub(super) fn place_list_price(
        &mut self,
        owner: Owner,
        price: record::ListPrice<'_>,
        line: &Line<'_>,
    ) -> Outcome {
        let Owner::PriceList(list) = owner else {
            return line.misplaced("a list price", "a price list");
        };
        let Some(variant) = price.variant else {
            return Outcome::Faulty(missing("variant.id", line.text));
        };
        let (product, number) = match self.owner(&variant.id) {
            None => return Outcome::Waits(variant.id.owned()),
            Some(Owner::Variant(product, number)) => (product, number),
            Some(_) => {
                let reason = "is not a variant that can be used";
                return Outcome::Faulty(Fault::new("variant.id", reason, line.text));
            }
        };
        if self.products[product].variants[number].prices.is_empty() {
            let reason =
                "this variant has no base price in the import; export `price` with the variants";
            return Outcome::Faulty(Fault::new("variant.id", reason, line.text));
        }
        let list = &self.price_lists[list].fact;
        let list_id = list.id.clone();
        let list_currency = list.currency.unwrap_or(self.known.currency);
        let read = |field: &str, price: record::Price<'_>| {
            let told = price.currency.as_deref();
            let told = told.map(|code| currency(&format!("{field}.currencyCode"), code));
            let currency = told.transpose()?.unwrap_or(list_currency);
            told_money(field, &price.amount, currency)
        };
        let Some(amount) = price.price else {
            return Outcome::Faulty(missing("price", line.text));
        };
        let amounts = read("price", amount).and_then(|amount| {
            let before = price
                .compare_at_price
                .map(|price| read("compareAtPrice", price));
            Ok((amount, before.transpose()?))
        });
        let (price, compare_at_price) = match amounts {
            Ok(amounts) => amounts,
            Err(fault) => return Outcome::Faulty(fault),
        };
        let variant = &mut self.products[product].variants[number];
        variant.records.count(line.place.file, line.counted);
        variant.prices.push(PriceFact {
            price_list_id: Some(list_id),
            minimum_quantity: 1,
            price,
            compare_at_price,
            starts_at: None,
            ends_at: None,
        });
        Outcome::Placed
    }

    pub(super) fn place_location(&mut self, tape: &Tape<'_>, line: &Line<'_>) -> Outcome {
        let location = tape.as_value();
        let address = location.get("address");
        let part = |field: &str| {
            let text = address.as_ref()?.get_str(field)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let degrees = |field: &str| address.as_ref()?.get_f64(field);
        let Some(id) = location.get_str("id") else {
            return Outcome::Faulty(missing("id", line.text));
        };
        let fact = LocationFact {
            id: id.to_owned(),
            name: location.get_str("name").unwrap_or_default().to_owned(),
            address1: part("address1"),
            address2: part("address2"),
            city: part("city"),
            zip: part("zip"),
            province: part("province"),
            province_code: part("provinceCode"),
            country_code: part("countryCode"),
            phone: part("phone"),
            latitude: degrees("latitude"),
            longitude: degrees("longitude"),
            ..LocationFact::default()
        };
        self.locations.push((line.place, line.as_of, fact));
        Outcome::Placed
    }
}

type Texts<'a> = Vec<(String, record::Translation<'a>)>;

fn product_draft<'a>(
    product: record::Product<'a>,
    metafields: Vec<MetafieldFact>,
    line: &Line<'_>,
    report: &mut ImportReport,
) -> Result<(ProductDraft, Texts<'a>), Fault> {
    let id = product.id.owned();
    if id.is_empty() {
        return Err(missing("id", line.text));
    }
    let Some(handle) = product.handle.filter(|handle| !handle.is_empty()) else {
        return Err(missing("handle", line.text));
    };
    let status = match product
        .status
        .as_deref()
        .map(str::to_ascii_uppercase)
        .as_deref()
    {
        None | Some("ACTIVE") => ProductStatus::Active,
        Some("DRAFT") => ProductStatus::Draft,
        Some("ARCHIVED") => ProductStatus::Archived,
        Some("UNLISTED") => {
            report.note(line.place, Topic::Product, || {
                format!("{id} is UNLISTED; it is kept as DRAFT, not shown")
            });
            ProductStatus::Draft
        }
        Some(status) => {
            let reason = "is none of ACTIVE, DRAFT, ARCHIVED and UNLISTED";
            return Err(Fault::new("status", reason, status));
        }
    };
    let published_at = match product.published_at {
        Some(published_at) => published_at,
        None => {
            report.assume(
                "Products whose `publishedAt` was not exported are published since their creation.",
            );
            Some(
                product
                    .created_at
                    .or(product.updated_at)
                    .unwrap_or(line.as_of),
            )
        }
    };
    let mut texts: Texts<'a> = product
        .translations
        .into_iter()
        .map(|translation| (id.clone(), translation))
        .collect();
    let mut options = product.options;
    options.sort_by_key(|option| option.position.unwrap_or(i64::MAX));
    let fact = ProductFact {
        handle: handle.owned(),
        title: owned(product.title),
        description_html: owned(product.description_html.or(product.body_html)),
        vendor: owned(product.vendor),
        product_type: owned(product.product_type),
        tags: product.tags.into_iter().map(Text::owned).collect(),
        status,
        is_gift_card: product.is_gift_card.unwrap_or_default(),
        created_at: product.created_at.map(whole_seconds),
        updated_at: product.updated_at.map(whole_seconds),
        published_at: published_at.map(whole_seconds),
        category: product.category.map(category_fact),
        seo: seo_fact(product.seo),
        options: options
            .into_iter()
            .map(|option| option_fact(option, &id, &mut texts))
            .collect(),
        metafields,
        id,
        ..ProductFact::default()
    };
    let featured = product
        .featured_image
        .and_then(image_fact)
        .map(|image| MediaFact {
            alt: image.alt_text.clone(),
            image: Some(image),
            ..MediaFact::default()
        });
    let draft = ProductDraft {
        place: line.place,
        as_of: line.as_of,
        updated: fact.updated_at,
        fact,
        featured,
        variants: Vec::new(),
        has_stock: false,
        rejected_variants: 0,
        records: Records::default(),
    };
    Ok((draft, texts))
}

/// Ancestors are named by `fullName`, `A > B > C`, and their ids, nearest first or last, by `ancestorIds`.
fn category_fact(category: record::Category<'_>) -> CategoryFact {
    let id = category.id.owned();
    let full_name = owned(category.full_name);
    let mut names: Vec<&str> = full_name.split('>').map(str::trim).collect();
    names.pop();
    let mut ids: Vec<String> = category.ancestor_ids.into_iter().map(Text::owned).collect();
    // The id of an ancestor is the beginning of that of its descendants, so the shortest is the top.
    ids.sort_by_key(String::len);
    let ancestors = names
        .iter()
        .enumerate()
        .map(|(level, name)| CategoryNameFact {
            id: ids
                .get(level)
                .cloned()
                .unwrap_or_else(|| ancestor_id(&id, level)),
            name: (*name).to_owned(),
        });
    let ancestors = ancestors.collect();
    CategoryFact {
        name: category.name.owned(),
        ancestors,
        id,
    }
}

/// Taxonomy ids spell out the way from the top: `…/sg-4-17-2` lies below `…/sg-4-17`.
fn ancestor_id(id: &str, level: usize) -> String {
    let start = id.rfind('/').map_or(0, |slash| slash + 1);
    let end = id[start..]
        .match_indices('-')
        .nth(level)
        .map_or(id.len(), |(dash, _)| start + dash);
    id[..end].to_owned()
}

/// Texts of options and values that have no id go with their product, under `option:<name>`.
fn option_fact<'a>(
    option: record::ProductOption<'a>,
    product: &str,
    texts: &mut Texts<'a>,
) -> OptionFact {
    let mut take_texts = |id: &str, name: String, translations: Vec<record::Translation<'a>>| {
        for mut translation in translations {
            if id.is_empty() {
                translation.key = Text(Cow::Owned(name.clone()));
            }
            let resource = if id.is_empty() { product } else { id };
            texts.push((resource.to_owned(), translation));
        }
    };
    let (id, option_name) = (owned(option.id), option.name.owned());
    take_texts(&id, format!("option:{option_name}"), option.translations);
    let mut values = Vec::new();
    for value in option.option_values {
        let (id, name) = (owned(value.id), value.name.owned());
        take_texts(
            &id,
            format!("option:{option_name}:{name}"),
            value.translations,
        );
        let swatch = value.swatch.unwrap_or_default();
        let swatch_image = swatch.image.and_then(|image| {
            let url = image.url;
            image_fact(image.image.unwrap_or(record::Image {
                url,
                ..record::Image::default()
            }))
        });
        values.push(OptionValueFact {
            id,
            name,
            swatch_color: given(swatch.color),
            swatch_image,
        });
    }
    if values.is_empty() {
        let names = option.values.into_iter();
        values.extend(names.map(|name| OptionValueFact {
            name: name.owned(),
            ..OptionValueFact::default()
        }));
    }
    OptionFact {
        id,
        name: option_name,
        values,
    }
}

fn image_fact(image: record::Image<'_>) -> Option<ImageFact> {
    let url = image.url.filter(|url| !url.is_empty())?;
    Some(ImageFact {
        id: owned(image.id),
        url: url.owned(),
        alt_text: given(image.alt_text),
        width: image.width,
        height: image.height,
    })
}

fn source_fact(source: record::MediaSource<'_>) -> MediaSourceFact {
    MediaSourceFact {
        url: source.url.owned(),
        mime_type: source.mime_type.owned(),
        format: source.format.owned(),
        width: source.width.unwrap_or_default(),
        height: source.height.unwrap_or_default(),
        size_bytes: source.size_bytes.unwrap_or_default(),
    }
}

fn seo_fact(seo: Option<record::Seo<'_>>) -> SeoFact {
    let seo = seo.unwrap_or_default();
    SeoFact {
        title: given(seo.title),
        description: given(seo.description),
    }
}

/// A measurement without units or with nothing in it is Shopify's way to say that there is none.
fn unit_price(measurement: record::UnitPriceMeasurement<'_>) -> Option<UnitPriceMeasurementFact> {
    Some(UnitPriceMeasurementFact {
        quantity_value: measurement.quantity_value,
        quantity_unit: measurement.quantity_unit?.owned(),
        reference_value: measurement.reference_value,
        reference_unit: measurement.reference_unit?.owned(),
    })
    .filter(|measurement| measurement.quantity_value > 0.0)
}

fn same_media(left: &MediaFact, right: &MediaFact) -> bool {
    let address = |media: &MediaFact| media.image.as_ref().map(|image| image.url.clone());
    left.kind == right.kind
        && left.embed_url == right.embed_url
        && left.sources == right.sources
        && address(left) == address(right)
}

fn currency(field: &str, code: &str) -> Result<Currency, Fault> {
    Currency::from_code(code).ok_or_else(|| Fault::new(field, "is not a currency code", code))
}

fn told_money(field: &str, amount: &str, currency: Currency) -> Result<Money, Fault> {
    let minor = parse_amount(amount, currency).map_err(|error| Fault::new(field, error, amount))?;
    Ok(Money::new(minor, currency))
}

fn missing(field: &str, text: &str) -> Fault {
    Fault::new(field, "is missing or empty", text)
}

fn owned(text: Option<Text<'_>>) -> String {
    text.map(Text::owned).unwrap_or_default()
}

fn given(text: Option<Text<'_>>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(Text::owned)
}
