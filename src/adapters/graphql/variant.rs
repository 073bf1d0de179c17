//! Variants: what is bought, with its price and stock in the caller's context.

use std::sync::Arc;

use async_graphql::{
    Context, ID, InputObject, Object, Result, SimpleObject, Value, parser::types::Field,
};
use futures::FutureExt;

use super::{
    at_once::{AtOnce, InHand},
    connection::{Connection, PageArguments, binding},
    enums::{UnitPriceMeasurementMeasuredType, UnitPriceMeasurementMeasuredUnit, WeightUnit},
    location::{GeoCoordinateInput, StoreAvailability, by_distance},
    media::Image,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    money::MoneyV2,
    product::Product,
    scope::{Nullable, Scope, Texts, answered, nullable, scope},
    selling_plans::SellingPlanAllocationConnection,
};
use crate::domain::{
    event::UnitPriceMeasurementFact,
    id::Key,
    money::Money,
    offer::{Prices, Quote, Stock},
    product::{DEFAULT_OPTION, Product as ProductEntity, Variant, Variants},
    selection::Selection,
    unit::{Dimension, unit, unit_price},
};

/// A variant of a product.
#[derive(Debug, Clone)]
pub struct ProductVariant {
    product: Arc<ProductEntity>,
    variants: Arc<Variants>,
    texts: Texts,
    place: usize,
}

impl ProductVariant {
    /// The variant at this place among the product's.
    pub fn new(
        product: Arc<ProductEntity>,
        variants: Arc<Variants>,
        texts: Texts,
        place: usize,
    ) -> Self {
        Self {
            product,
            variants,
            texts,
            place,
        }
    }

    /// The variants with these keys whose products are published, in their order.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn of_keys(scope: &Scope, keys: &[Key]) -> Result<Vec<Self>> {
        let owners = answered(scope.catalog.find_owners(keys).await)?;
        let mut found = Vec::with_capacity(keys.len());
        for (key, owner) in keys.iter().zip(owners) {
            let Some(owner) = owner else { continue };
            let Some(product) = Product::load(scope, owner).await? else {
                continue;
            };
            let variants = product.variants_of(scope).await?;
            let place = variants.position(*key);
            found.extend(place.map(|place| product.variant(&variants, place)));
        }
        Ok(found)
    }

    /// The variant with this key, if its product is published.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn load(scope: &Scope, key: Key) -> Result<Option<Self>> {
        Ok(Self::of_keys(scope, &[key]).await?.pop())
    }

    fn row(&self) -> &Variant {
        &self.variants.rows[self.place]
    }

    fn id(&self) -> &str {
        self.variants.text().get(self.row().id)
    }

    async fn prices(&self, scope: &Scope) -> Result<Arc<Prices>> {
        scope.prices(self.product.key).await
    }

    async fn stock(&self, scope: &Scope) -> Result<Arc<Stock>> {
        scope.stock(self.product.key).await
    }

    async fn quote(&self, scope: &Scope) -> Result<Option<Quote>> {
        let prices = self.prices(scope).await?;
        Ok(prices.quote(self.row().key, 1, &scope.context.price))
    }

    /// The price; zero where there is none, because the interface has no price that is absent.
    async fn shown_price(&self, scope: &Scope) -> Result<MoneyV2> {
        let quote = self.quote(scope).await?;
        let zero = Money::new(0, scope.context.price.currency);
        Ok(quote.map_or(zero, |quote| quote.price).into())
    }

    async fn compare_at(&self, scope: &Scope) -> Result<Option<MoneyV2>> {
        let compare_at = self.quote(scope).await?.and_then(|quote| quote.compare_at);
        Ok(compare_at.map(MoneyV2::from))
    }

    /// The chosen options in the caller's language.
    fn shown_options(&self) -> impl Iterator<Item = SelectedOption> {
        let pairs = self.variants.selected_options(self.row());
        pairs.map(|(name, value)| SelectedOption {
            name: shown_option(&self.texts, name).to_owned(),
            value: shown_value(&self.texts, name, value).to_owned(),
        })
    }
}

/// The name of an option in the caller's language.
pub fn shown_option<'a>(texts: &'a Texts, name: &'a str) -> &'a str {
    if texts.is_empty() {
        return name;
    }
    texts.or(&format!("option:{name}"), name)
}

/// The value of an option in the caller's language.
pub fn shown_value<'a>(texts: &'a Texts, option: &str, value: &'a str) -> &'a str {
    if texts.is_empty() {
        return value;
    }
    texts.or(&format!("option:{option}:{value}"), value)
}

/// What a variant costs, is and can be chosen by.
#[Object]
impl ProductVariant {
    /// Whether it can be bought.
    async fn available_for_sale(&self, resolving: &Context<'_>) -> Result<bool> {
        let scope = scope(resolving);
        let (stock, quote) = (self.stock(scope).await?, self.quote(scope).await?);
        Ok(stock.is_for_sale(self.row().key, quote))
    }

    /// Barcode.
    fn barcode(&self) -> Option<&str> {
        self.variants.text().find(self.row().barcode)
    }

    /// What it cost before, when that is more.
    async fn compare_at_price(&self, resolving: &Context<'_>) -> Nullable<MoneyV2> {
        self.compare_at(scope(resolving)).await.transpose()
    }

    /// What it cost before, when that is more.
    #[graphql(deprecation = "Use `compareAtPrice`.")]
    async fn compare_at_price_v2(&self, resolving: &Context<'_>) -> Nullable<MoneyV2> {
        self.compare_at(scope(resolving)).await.transpose()
    }

    /// Parts of a bundle.
    async fn components(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Result<Connection<ProductVariantComponent>> {
        async {
            let parts = &self.row().components;
            let keys: Vec<Key> = parts.iter().map(|part| Key::of(&part.variant_id)).collect();
            let found = Self::of_keys(scope(resolving), &keys).await?;
            let quantity = |variant: &Self| {
                let key = variant.row().key;
                keys.iter()
                    .position(|one| *one == key)
                    .map_or(1, |place| parts[place].quantity)
            };
            let components = found.into_iter().map(|variant| ProductVariantComponent {
                quantity: quantity(&variant),
                product_variant: variant,
            });
            let arguments = PageArguments {
                after,
                before,
                first,
                last,
            };
            let binding = binding("components", self.row().key);
            Connection::of_all(components.collect(), &arguments, false, binding)
        }
        .boxed()
        .await
    }

    /// Whether none is left though it can be ordered.
    async fn currently_not_in_stock(&self, resolving: &Context<'_>) -> Result<bool> {
        let stock = self.stock(scope(resolving)).await?;
        Ok(stock
            .find(self.row().key)
            .is_some_and(|row| row.is_back_ordered()))
    }

    /// Bundles that it is a part of; the catalog does not tell.
    fn grouped_by(
        &self,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Result<Connection<ProductVariant>> {
        let arguments = PageArguments {
            after,
            before,
            first,
            last,
        };
        let binding = binding("groupedBy", self.row().key);
        Connection::of_all(Vec::new(), &arguments, false, binding)
    }

    /// Opaque id.
    #[graphql(name = "id")]
    fn node_id(&self) -> ID {
        ID(self.id().to_owned())
    }

    /// Its own picture, else the product's first.
    fn image(&self) -> Option<AtOnce<Image>> {
        let own = self.row().image.as_ref();
        let own = own.map(|image| Image::of_variant(&self.variants, image));
        own.or_else(|| {
            let featured = self.product.featured_image();
            featured.map(|image| Image::of_product(&self.product, image))
        })
        .map(AtOnce)
    }

    /// A typed attribute.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            self.id(),
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes, in the order asked for.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, self.id(), &identifiers).await
    }

    /// What one costs.
    async fn price(&self, resolving: &Context<'_>) -> Result<MoneyV2> {
        self.shown_price(scope(resolving)).await
    }

    /// What one costs.
    #[graphql(deprecation = "Use `price`.")]
    async fn price_v2(&self, resolving: &Context<'_>) -> Result<MoneyV2> {
        self.shown_price(scope(resolving)).await
    }

    /// The lowest price of the 30 days before the current reduction began; null without a reduction.
    async fn prior_price(&self, resolving: &Context<'_>) -> Nullable<MoneyV2> {
        nullable(async {
            let scope = scope(resolving);
            let prices = self.prices(scope).await?;
            let prior = prices.prior_price(self.row().key, &scope.context.price);
            Ok(prior.map(MoneyV2::from))
        })
        .await
    }

    /// The product.
    fn product(&self) -> Product {
        Product::of_entity(Arc::clone(&self.product), self.texts.clone())
    }

    /// How many are left; null when that is not tracked.
    async fn quantity_available(&self, resolving: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let stock = self.stock(scope(resolving)).await?;
            let quantity = stock.find(self.row().key).and_then(|row| row.quantity);
            Ok(quantity.map(clamped))
        })
        .await
    }

    /// Lower prices for larger quantities.
    async fn quantity_price_breaks(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Result<Connection<QuantityPriceBreak>> {
        async {
            let scope = scope(resolving);
            let prices = self.prices(scope).await?;
            let breaks = prices.breaks(self.row().key, &scope.context.price);
            let breaks = breaks
                .into_iter()
                .map(|(minimum_quantity, price)| QuantityPriceBreak {
                    minimum_quantity,
                    price: price.into(),
                });
            let arguments = PageArguments {
                after,
                before,
                first,
                last,
            };
            let context = scope.context.fingerprint();
            let binding = binding("quantityPriceBreaks", (self.row().key, context));
            Connection::of_all(breaks.collect(), &arguments, false, binding)
        }
        .boxed()
        .await
    }

    /// How many may be bought.
    fn quantity_rule(&self) -> QuantityRule {
        let rule = &self.row().quantity_rule;
        QuantityRule {
            increment: rule.increment,
            maximum: rule.maximum,
            minimum: rule.minimum,
        }
    }

    /// Whether it is a bundle that needs its parts.
    fn requires_components(&self) -> bool {
        !self.row().components.is_empty()
    }

    /// Whether it has to be sent.
    fn requires_shipping(&self) -> bool {
        self.row().requires_shipping
    }

    /// The value chosen of each option.
    fn selected_options(&self) -> Vec<AtOnce<SelectedOption>> {
        self.shown_options().map(AtOnce).collect()
    }

    /// Subscriptions; the catalog has none.
    fn selling_plan_allocations(
        &self,
        #[graphql(name = "after")] _after: Option<String>,
        #[graphql(name = "before")] _before: Option<String>,
        #[graphql(name = "first")] _first: Option<i32>,
        #[graphql(name = "last")] _last: Option<i32>,
        #[graphql(name = "reverse", default_with = "Some(false)")] _reverse: Option<bool>,
    ) -> SellingPlanAllocationConnection {
        SellingPlanAllocationConnection::default()
    }

    /// Stock keeping unit.
    fn sku(&self) -> Option<&str> {
        self.variants.text().find(self.row().sku)
    }

    /// Stock at the locations, the preferred one first, then by distance or name.
    #[allow(clippy::too_many_arguments)]
    async fn store_availability(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        near: Option<GeoCoordinateInput>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
    ) -> Result<Connection<StoreAvailability>> {
        async {
            let scope = scope(resolving);
            let stock = self.stock(scope).await?;
            let levels = stock
                .find(self.row().key)
                .map_or(&[] as &[_], |row| &row.levels);
            let mut stores: Vec<_> = (scope.settings.locations.iter())
                .filter_map(|location| {
                    let key = Key::of(&location.id);
                    let level = levels.iter().find(|(at, _)| *at == key)?;
                    Some((key, Arc::clone(location), level.1))
                })
                .collect();
            if let Some(near) = &near {
                stores.sort_by(|a, b| by_distance(near, &a.1, &b.1));
            }
            stores.sort_by_key(|(key, ..)| scope.context.location != Some(*key));
            let nodes = stores
                .into_iter()
                .map(|(_, location, quantity)| StoreAvailability::new(location, clamped(quantity)));
            let arguments = PageArguments {
                after,
                before,
                first,
                last,
            };
            let place = near.map(|near| (near.latitude.to_bits(), near.longitude.to_bits()));
            let is_reversed = reverse.unwrap_or(false);
            let binding = binding("storeAvailability", (self.row().key, place, is_reversed));
            Connection::of_all(nodes.collect(), &arguments, is_reversed, binding)
        }
        .boxed()
        .await
    }

    /// Whether taxes are charged.
    fn taxable(&self) -> bool {
        self.row().taxable
    }

    /// Name shown: the chosen values.
    fn title(&self) -> String {
        let title = self.variants.text().get(self.row().title);
        if self.texts.is_empty() || title == DEFAULT_OPTION.1 {
            return title.to_owned();
        }
        let values: Vec<String> = self.shown_options().map(|option| option.value).collect();
        values.join(" / ")
    }

    /// The price of a unit such as one liter.
    async fn unit_price(&self, resolving: &Context<'_>) -> Nullable<MoneyV2> {
        nullable(async {
            let Some(measurement) = &self.row().unit_price_measurement else {
                return Ok(None);
            };
            let quote = self.quote(scope(resolving)).await?;
            let price = quote.and_then(|quote| unit_price(quote.price, measurement));
            Ok(price.map(MoneyV2::from))
        })
        .await
    }

    /// What the price of a unit refers to.
    fn unit_price_measurement(&self) -> Option<UnitPriceMeasurement> {
        self.row()
            .unit_price_measurement
            .as_deref()
            .map(UnitPriceMeasurement::new)
    }

    /// Weight in `weightUnit`.
    fn weight(&self) -> Option<f64> {
        self.row().weight
    }

    /// Unit of the weight.
    fn weight_unit(&self) -> WeightUnit {
        use crate::domain::event::WeightUnit as Unit;
        match self.row().weight_unit {
            Unit::Grams => WeightUnit::Grams,
            Unit::Kilograms => WeightUnit::Kilograms,
            Unit::Ounces => WeightUnit::Ounces,
            Unit::Pounds => WeightUnit::Pounds,
        }
    }
}

/// A quantity as the interface can carry it.
pub fn clamped(quantity: i64) -> i32 {
    quantity.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

/// A value chosen of an option.
#[derive(Debug, Clone, SimpleObject)]
pub struct SelectedOption {
    /// Name of the option.
    name: String,
    /// The value.
    value: String,
}

impl InHand for SelectedOption {
    fn read(&self, field: &Field, _: &Scope) -> Option<Value> {
        let text = match field.name.node.as_str() {
            "name" => &self.name,
            "value" => &self.value,
            _ => return None,
        };
        Some(Value::String(text.clone()))
    }
}

/// A value to choose of an option.
#[derive(Debug, InputObject)]
pub struct SelectedOptionInput {
    /// Name of the option.
    name: String,
    /// The value.
    value: String,
}

impl SelectedOptionInput {
    /// A selection in the shop's own words: names and values in the caller's language are found as well.
    pub fn selection(
        inputs: Vec<Self>,
        ignores_case: Option<bool>,
        ignores_unknown: Option<bool>,
        variants: &Variants,
        texts: &Texts,
    ) -> Selection {
        let own_words = |input: Self| {
            let place = variants
                .option_names()
                .position(|name| name == input.name || shown_option(texts, name) == input.name);
            let Some(place) = place.filter(|_| !texts.is_empty()) else {
                return (input.name, input.value);
            };
            let name = variants.option_names().nth(place).unwrap_or_default();
            let values = variants
                .rows
                .iter()
                .filter_map(|row| row.option_values.get(place));
            let value = values
                .map(|value| variants.text().get(*value))
                .find(|value| shown_value(texts, name, value) == input.value)
                .map_or(input.value, str::to_owned);
            (name.to_owned(), value)
        };
        Selection {
            options: inputs.into_iter().map(own_words).collect(),
            ignores_case: ignores_case.unwrap_or(false),
            ignores_unknown: ignores_unknown.unwrap_or(false),
        }
    }
}

/// A part of a bundle.
#[derive(Debug, Clone, SimpleObject)]
pub struct ProductVariantComponent {
    /// The part.
    product_variant: ProductVariant,
    /// How many of it.
    quantity: i32,
}

/// A lower price for a larger quantity.
#[derive(Debug, Clone, SimpleObject)]
pub struct QuantityPriceBreak {
    /// From how many on.
    minimum_quantity: i32,
    /// What one costs then.
    price: MoneyV2,
}

/// How many may be bought.
#[derive(Debug, Clone, SimpleObject)]
pub struct QuantityRule {
    /// Step.
    increment: i32,
    /// Highest quantity; null without a bound.
    maximum: Option<i32>,
    /// Lowest quantity.
    minimum: i32,
}

/// What the price of a unit refers to.
#[derive(Debug, Clone, SimpleObject)]
pub struct UnitPriceMeasurement {
    /// What is measured.
    measured_type: Option<UnitPriceMeasurementMeasuredType>,
    /// Unit of what the variant holds.
    quantity_unit: Option<UnitPriceMeasurementMeasuredUnit>,
    /// How much the variant holds.
    quantity_value: f64,
    /// Unit of the reference amount.
    reference_unit: Option<UnitPriceMeasurementMeasuredUnit>,
    /// The reference amount.
    reference_value: i32,
}

impl UnitPriceMeasurement {
    fn new(fact: &UnitPriceMeasurementFact) -> Self {
        use UnitPriceMeasurementMeasuredType as Type;
        let measured = match unit(&fact.quantity_unit) {
            Some((Dimension::Volume, _)) => Type::Volume,
            Some((Dimension::Weight, _)) => Type::Weight,
            Some((Dimension::Length, _)) => Type::Length,
            Some((Dimension::Area, _)) => Type::Area,
            Some((Dimension::Count, _)) => Type::Count,
            None => Type::Unknown,
        };
        Self {
            measured_type: Some(measured),
            quantity_unit: Some(measured_unit(&fact.quantity_unit)),
            quantity_value: fact.quantity_value,
            reference_unit: Some(measured_unit(&fact.reference_unit)),
            reference_value: fact.reference_value,
        }
    }
}

fn measured_unit(name: &str) -> UnitPriceMeasurementMeasuredUnit {
    let value = async_graphql::Value::Enum(async_graphql::Name::new(name));
    async_graphql::InputType::parse(Some(value))
        .unwrap_or(UnitPriceMeasurementMeasuredUnit::Unknown)
}
