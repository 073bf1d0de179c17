//! Puts products, collections and options into their drafts.

use crate::{
    application::import::{ImportReport, RecordKind},
    domain::{event::MetafieldFact, id::kind_of},
};

use super::{
    super::{Fault, whole_seconds},
    Bulk, Line, Outcome, Owner,
    convert::{image_fact, missing, option_fact, owned, product_draft, seo_fact},
    record::{self, Text},
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
}
