//! Puts variants, their prices and their stock into the drafts of their products.

use crate::{
    application::import::{ImportReport, Records},
    domain::{
        event::{
            InventoryPolicy, MetafieldFact, PriceFact, PriceListFact, StockLevelFact, VariantFact,
            VariantStockFact,
        },
        money::{Currency, Money, parse_amount},
    },
};

use super::{
    super::{Fault, NO_POLICY, weight_unit},
    Bulk, Line, Outcome, Owner,
    convert::{given, image_fact, missing, owned, unit_price},
    draft::{PriceListDraft, VariantDraft},
    record,
};

impl Bulk {
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
}

fn currency(field: &str, code: &str) -> Result<Currency, Fault> {
    Currency::from_code(code).ok_or_else(|| Fault::new(field, "is not a currency code", code))
}

fn told_money(field: &str, amount: &str, currency: Currency) -> Result<Money, Fault> {
    let minor = parse_amount(amount, currency).map_err(|error| Fault::new(field, error, amount))?;
    Ok(Money::new(minor, currency))
}
