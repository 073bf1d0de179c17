//! Products.

mod option;
mod parts;
mod taxonomy;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use futures::FutureExt;
use futures::future::try_join;

use super::{
    at_once::AtOnce,
    collection::Collection,
    connection::{Connection, PageArguments, binding},
    enums::{ProductImageSortKeys, ProductMediaSortKeys, ProductVariantSortKeys},
    media::{Image, Media},
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    scalars::{DateTime, Html, Url},
    scope::{Nullable, Scope, Texts, answered, nullable, scope},
    selling_plans::SellingPlanGroupConnection,
    variant::{ProductVariant, SelectedOptionInput, clamped},
};
pub use option::{ProductOption, ProductOptionValue, ProductOptionValueSwatch};
pub use parts::{Count, ProductPriceRange, Seo};
pub use taxonomy::TaxonomyCategory;

use crate::{
    application::catalog::ShownOffer,
    domain::{
        event::MediaKind,
        id::{Key, id_order},
        offer::{Offer, OfferSummary},
        product::{Product as ProductEntity, Variants},
        text::truncate,
        variant_code,
    },
};

/// A product.
#[derive(Debug, Clone)]
pub struct Product {
    entity: Arc<ProductEntity>,
    texts: Texts,
    /// The variant that a search or filter matched best.
    matching: Option<Key>,
}

impl Product {
    /// A product with its texts in the caller's languages.
    pub fn of_entity(entity: Arc<ProductEntity>, texts: Texts) -> Self {
        Self {
            entity,
            texts,
            matching: None,
        }
    }

    /// The same product, found by this variant.
    #[must_use]
    pub fn matching(self, variant: Option<Key>) -> Self {
        Self {
            matching: variant,
            ..self
        }
    }

    /// The published products with these keys, in their order.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn of_keys(scope: &Scope, keys: &[Key]) -> Result<Vec<Self>> {
        Ok(Self::find_all(scope, keys)
            .await?
            .into_iter()
            .flatten()
            .collect())
    }

    /// The product with this key, if it is published.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn load(scope: &Scope, key: Key) -> Result<Option<Self>> {
        Ok(Self::find_all(scope, &[key]).await?.pop().flatten())
    }

    /// The published ones of the products with these keys, in the order of the keys.
    pub(super) async fn find_all(scope: &Scope, keys: &[Key]) -> Result<Vec<Option<Self>>> {
        let found = scope.find_all::<ProductEntity>(keys).await?;
        Self::of_entities(scope, found).await
    }

    /// The published ones of these products, in their order.
    ///
    /// # Errors
    /// When the store cannot be asked for their translations.
    pub(super) async fn of_entities(
        scope: &Scope,
        entities: Vec<Option<Arc<ProductEntity>>>,
    ) -> Result<Vec<Option<Self>>> {
        if scope.context.translations.is_empty() {
            let instant = scope.context.price.instant;
            let shown = entities
                .into_iter()
                .map(|entity| entity.filter(|it| it.is_published_at(instant)));
            let shown = shown.map(|entity| Some(Self::of_entity(entity?, Texts::default())));
            return Ok(shown.collect());
        }
        let with_texts = entities.into_iter().map(async |product| match product {
            Some(entity) => Self::of_published(scope, entity).await,
            None => Ok(None),
        });
        futures::future::try_join_all(with_texts).await
    }

    /// The product of an entity at hand, if it is published.
    ///
    /// # Errors
    /// When the store cannot be asked for its translations.
    pub async fn of_published(scope: &Scope, entity: Arc<ProductEntity>) -> Result<Option<Self>> {
        if !entity.is_published_at(scope.context.price.instant) {
            return Ok(None);
        }
        let texts = scope.texts(entity.id()).await?;
        Ok(Some(Self::of_entity(entity, texts)))
    }

    /// Its entity.
    pub fn entity(&self) -> &Arc<ProductEntity> {
        &self.entity
    }

    /// Its variants.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn variants_of(&self, scope: &Scope) -> Result<Arc<Variants>> {
        let found = scope.find::<Variants>(self.entity.key).await?;
        // Variants come with their product; one without the other was deleted meanwhile.
        Ok(found
            .unwrap_or_else(|| Arc::new(Variants::build(&Default::default(), self.entity.version))))
    }

    /// The variant at this place.
    pub fn variant(&self, variants: &Arc<Variants>, place: usize) -> ProductVariant {
        ProductVariant::new(
            Arc::clone(&self.entity),
            Arc::clone(variants),
            self.texts.clone(),
            place,
        )
    }

    /// Its offer in the caller's context.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn summary(&self, scope: &Scope) -> Result<OfferSummary> {
        let offer = scope.find::<Offer>(self.entity.key).await?;
        let offer = offer.unwrap_or_default();
        Ok(offer.summary(&self.entity.variant_keys, &scope.context.price))
    }

    /// What the list that it came with says of its offer.
    fn shown_offer(&self, scope: &Scope) -> Option<ShownOffer> {
        scope.at_hand().shown_offer(self.entity.key)
    }

    /// Which of its variants can be bought in the caller's context.
    async fn for_sale<'a>(&self, scope: &'a Scope) -> Result<impl Fn(Key) -> bool + use<'a>> {
        let key = self.entity.key;
        let (prices, stock) = try_join(scope.prices(key), scope.stock(key)).await?;
        let context = &scope.context.price;
        Ok(move |variant| stock.is_for_sale(variant, prices.quote(variant, 1, context)))
    }

    /// The variant codes of those variants that a test accepts.
    fn encoded(variants: &Variants, accepts: impl Fn(Key) -> bool) -> String {
        let shown = variants.rows.iter().filter(|variant| accepts(variant.key));
        let mut positions: Vec<Vec<usize>> = shown
            .map(|variant| {
                variant
                    .option_positions
                    .iter()
                    .map(|place| (*place).into())
                    .collect()
            })
            .collect();
        positions.sort_unstable();
        positions.dedup();
        variant_code::encode(&positions)
    }
}

/// A product.
#[Object]
impl Product {
    /// The variants that differ in one option from the selected one.
    async fn adjacent_variants(
        &self,
        resolving: &Context<'_>,
        case_insensitive_match: Option<bool>,
        ignore_unknown_options: Option<bool>,
        selected_options: Option<Vec<SelectedOptionInput>>,
    ) -> Result<Vec<ProductVariant>> {
        async {
            let scope = scope(resolving);
            let (variants, is_for_sale) =
                (self.variants_of(scope).await?, self.for_sale(scope).await?);
            let selection = SelectedOptionInput::selection(
                selected_options.unwrap_or_default(),
                case_insensitive_match,
                ignore_unknown_options,
                &variants,
                &self.texts,
            );
            let places = selection.adjacent(&variants, is_for_sale);
            Ok(places
                .into_iter()
                .map(|place| self.variant(&variants, place))
                .collect())
        }
        .boxed()
        .await
    }

    /// Whether any variant can be bought.
    async fn available_for_sale(&self, resolving: &Context<'_>) -> Result<bool> {
        if let Some(shown) = self.shown_offer(scope(resolving)) {
            return Ok(shown.is_available);
        }
        Ok(self.summary(scope(resolving)).await?.is_available)
    }

    /// Place in the standard taxonomy.
    fn category(&self) -> Option<TaxonomyCategory> {
        TaxonomyCategory::of(&self.entity)
    }

    /// Collections that it is in, by title.
    async fn collections(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
    ) -> Result<Connection<Collection>> {
        async {
            let scope = scope(resolving);
            let is_reversed = reverse.unwrap_or(false);
            let binding = binding("productCollections", (self.entity.key, is_reversed));
            let window = PageArguments {
                after,
                before,
                first,
                last,
            }
            .window(binding)?;
            let lists = &scope.catalog;
            let listing = lists
                .list_collections_of(self.entity.key, is_reversed, &window)
                .await;
            Collection::connection(scope, answered(listing)?, binding).await
        }
        .boxed()
        .await
    }

    /// Range of what its variants cost before; zero where none did.
    async fn compare_at_price_range(
        &self,
        resolving: &Context<'_>,
    ) -> Result<AtOnce<ProductPriceRange>> {
        let summary = self.summary(scope(resolving)).await?;
        Ok(AtOnce(ProductPriceRange {
            max_variant_price: summary.compare_at_max.into(),
            min_variant_price: summary.compare_at_min.into(),
        }))
    }

    /// Creation.
    fn created_at(&self) -> DateTime {
        self.entity.created_at.into()
    }

    /// Description as plain text, cut at so many characters.
    fn description(&self, truncate_at: Option<i32>) -> String {
        let plain = match self.texts.get("body_html") {
            Some(html) => crate::domain::text::plain_text(html),
            None => self.entity.description().to_owned(),
        };
        cut(plain, truncate_at)
    }

    /// Description as HTML.
    fn description_html(&self) -> Html<'_> {
        self.texts
            .or("body_html", self.entity.description_html())
            .into()
    }

    /// Which combinations of option values can be bought, as a code of their positions.
    async fn encoded_variant_availability(&self, resolving: &Context<'_>) -> Nullable<String> {
        nullable(async {
            let scope = scope(resolving);
            let (variants, is_for_sale) =
                (self.variants_of(scope).await?, self.for_sale(scope).await?);
            Ok(Some(Self::encoded(&variants, is_for_sale)))
        })
        .await
    }

    /// Which combinations of option values there are, as a code of their positions.
    async fn encoded_variant_existence(&self, resolving: &Context<'_>) -> Nullable<String> {
        nullable(async {
            let variants = self.variants_of(scope(resolving)).await?;
            Ok(Some(Self::encoded(&variants, |_| true)))
        })
        .await
    }

    /// The first picture.
    fn featured_image(&self) -> Option<AtOnce<Image>> {
        self.entity
            .featured_image()
            .map(|image| AtOnce(Image::of_product(&self.entity, image)))
    }

    /// Unique name in addresses.
    fn handle(&self) -> &str {
        self.entity.handle()
    }

    /// Opaque id.
    fn id(&self) -> ID {
        ID(self.entity.id().to_owned())
    }

    /// Pictures among the media.
    #[allow(clippy::too_many_arguments)]
    fn images(
        &self,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<ProductImageSortKeys>,
    ) -> Result<Connection<AtOnce<Image>>> {
        let pictures = self
            .entity
            .media
            .iter()
            .filter(|media| media.kind == MediaKind::Image);
        let mut images: Vec<_> = pictures.filter_map(|media| media.image.as_ref()).collect();
        if sort_key == Some(ProductImageSortKeys::Id) {
            images.sort_by_cached_key(|image| id_order(&self.entity.image_id(image)));
        }
        let nodes = images
            .into_iter()
            .map(|image| AtOnce(Image::of_product(&self.entity, image)));
        let is_reversed = reverse.unwrap_or(false);
        let arguments = PageArguments {
            after,
            before,
            first,
            last,
        };
        let binding = binding("images", (self.entity.key, sort_key, is_reversed));
        Connection::of_all(nodes.collect(), &arguments, is_reversed, binding)
    }

    /// Whether it is a gift card.
    fn is_gift_card(&self) -> bool {
        self.entity.is_gift_card
    }

    /// Pictures, films and models.
    #[allow(clippy::too_many_arguments)]
    fn media(
        &self,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<ProductMediaSortKeys>,
    ) -> Result<Connection<Media>> {
        let mut media: Vec<_> = self.entity.media.iter().collect();
        if sort_key == Some(ProductMediaSortKeys::Id) {
            media.sort_by_cached_key(|media| id_order(&self.entity.media_id(media)));
        }
        let nodes = media
            .into_iter()
            .map(|media| Media::of_product(&self.entity, media));
        let is_reversed = reverse.unwrap_or(false);
        let arguments = PageArguments {
            after,
            before,
            first,
            last,
        };
        let binding = binding("media", (self.entity.key, sort_key, is_reversed));
        Connection::of_all(nodes.collect(), &arguments, is_reversed, binding)
    }

    /// The variant that a search or a filter matched best; none elsewhere.
    async fn matching_variant(&self, resolving: &Context<'_>) -> Nullable<ProductVariant> {
        nullable(async {
            let Some(key) = self.matching else {
                return Ok(None);
            };
            let variants = self.variants_of(scope(resolving)).await?;
            let place = self.entity.variant_keys.iter().position(|one| *one == key);
            Ok(place.map(|place| self.variant(&variants, place)))
        })
        .await
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
            self.entity.id(),
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
        metafield::find_all(resolving, self.entity.id(), &identifiers).await
    }

    /// Its address in the storefront.
    fn online_store_url(&self, resolving: &Context<'_>) -> Option<Url<'_>> {
        let path = format!("/products/{}", self.entity.handle());
        Some(scope(resolving).storefront(&path).into())
    }

    /// Options, at most so many.
    fn options(&self, first: Option<i32>) -> Vec<ProductOption> {
        let count = first.map_or(usize::MAX, |first| usize::try_from(first).unwrap_or(0));
        ProductOption::all(self).take(count).collect()
    }

    /// Range of what its variants cost.
    async fn price_range(&self, resolving: &Context<'_>) -> Result<AtOnce<ProductPriceRange>> {
        if let Some(shown) = self.shown_offer(scope(resolving)) {
            return Ok(AtOnce(ProductPriceRange {
                max_variant_price: shown.max.into(),
                min_variant_price: shown.min.into(),
            }));
        }
        let summary = self.summary(scope(resolving)).await?;
        Ok(AtOnce(ProductPriceRange {
            max_variant_price: summary.max.into(),
            min_variant_price: summary.min.into(),
        }))
    }

    /// Free kind of product.
    fn product_type(&self) -> &str {
        self.texts.or("product_type", self.entity.product_type())
    }

    /// From when on it is shown.
    fn published_at(&self) -> DateTime {
        self.entity
            .published_at
            .unwrap_or(self.entity.created_at)
            .into()
    }

    /// Whether it is sold by subscription alone; the catalog has no subscriptions.
    fn requires_selling_plan(&self) -> bool {
        false
    }

    /// The variant with the selected values, else the first one that can be bought, else the first.
    async fn selected_or_first_available_variant(
        &self,
        resolving: &Context<'_>,
        case_insensitive_match: Option<bool>,
        ignore_unknown_options: Option<bool>,
        selected_options: Option<Vec<SelectedOptionInput>>,
    ) -> Nullable<ProductVariant> {
        nullable(async {
            let scope = scope(resolving);
            let (variants, is_for_sale) =
                (self.variants_of(scope).await?, self.for_sale(scope).await?);
            let selection = SelectedOptionInput::selection(
                selected_options.unwrap_or_default(),
                case_insensitive_match,
                ignore_unknown_options,
                &variants,
                &self.texts,
            );
            let place = selection.find_or_first_available(&variants, is_for_sale);
            Ok(place.map(|place| self.variant(&variants, place)))
        })
        .await
    }

    /// Subscriptions; the catalog has none.
    fn selling_plan_groups(
        &self,
        #[graphql(name = "after")] _after: Option<String>,
        #[graphql(name = "before")] _before: Option<String>,
        #[graphql(name = "first")] _first: Option<i32>,
        #[graphql(name = "last")] _last: Option<i32>,
        #[graphql(name = "reverse", default_with = "Some(false)")] _reverse: Option<bool>,
    ) -> SellingPlanGroupConnection {
        SellingPlanGroupConnection::default()
    }

    /// What search engines are told.
    fn seo(&self) -> Seo {
        Seo::of(
            &self.texts,
            self.entity.seo_title(),
            self.entity.seo_description(),
        )
    }

    /// Tags.
    fn tags(&self) -> Vec<&str> {
        self.entity.tags().collect()
    }

    /// Name shown.
    fn title(&self) -> &str {
        self.texts.or("title", self.entity.title())
    }

    /// How many of all variants are left; null when nothing is tracked.
    async fn total_inventory(&self, resolving: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            Ok(self
                .summary(scope(resolving))
                .await?
                .total_inventory
                .map(clamped))
        })
        .await
    }

    /// Parameters for tracking clicks; none are made.
    fn tracking_parameters(&self) -> Option<&str> {
        None
    }

    /// Last change.
    fn updated_at(&self) -> DateTime {
        self.entity.updated_at.into()
    }

    /// The variant that has exactly these values.
    async fn variant_by_selected_options(
        &self,
        resolving: &Context<'_>,
        case_insensitive_match: Option<bool>,
        ignore_unknown_options: Option<bool>,
        selected_options: Vec<SelectedOptionInput>,
    ) -> Nullable<ProductVariant> {
        nullable(async {
            let variants = self.variants_of(scope(resolving)).await?;
            let selection = SelectedOptionInput::selection(
                selected_options,
                case_insensitive_match,
                ignore_unknown_options,
                &variants,
                &self.texts,
            );
            Ok(selection
                .find(&variants)
                .map(|place| self.variant(&variants, place)))
        })
        .await
    }

    /// Variants.
    #[allow(clippy::too_many_arguments)]
    async fn variants(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<ProductVariantSortKeys>,
    ) -> Result<Connection<ProductVariant>> {
        async {
            let variants = self.variants_of(scope(resolving)).await?;
            let mut places: Vec<usize> = (0..variants.rows.len()).collect();
            let text = |place: &usize, read: fn(&crate::domain::product::Variant) -> _| {
                variants.text().get(read(&variants.rows[*place])).to_owned()
            };
            match sort_key {
                Some(ProductVariantSortKeys::Id) => {
                    places.sort_by_cached_key(|place| id_order(&text(place, |row| row.id)));
                }
                Some(ProductVariantSortKeys::Sku) => {
                    places.sort_by_cached_key(|place| text(place, |row| row.sku));
                }
                Some(ProductVariantSortKeys::Title) => {
                    places.sort_by_cached_key(|place| text(place, |row| row.title));
                }
                Some(ProductVariantSortKeys::Position | ProductVariantSortKeys::Relevance)
                | None => {}
            }
            let nodes = places
                .into_iter()
                .map(|place| self.variant(&variants, place));
            let is_reversed = reverse.unwrap_or(false);
            let arguments = PageArguments {
                after,
                before,
                first,
                last,
            };
            let binding = binding("variants", (self.entity.key, sort_key, is_reversed));
            Connection::of_all(nodes.collect(), &arguments, is_reversed, binding)
        }
        .boxed()
        .await
    }

    /// How many variants there are.
    async fn variants_count(&self, resolving: &Context<'_>) -> Nullable<Count> {
        nullable(async {
            let variants = self.variants_of(scope(resolving)).await?;
            Ok(Some(Count::exact(variants.rows.len())))
        })
        .await
    }

    /// Brand or maker.
    fn vendor(&self) -> &str {
        self.entity.vendor()
    }
}

/// A text cut at so many characters, if it is to be cut.
pub fn cut(text: String, at: Option<i32>) -> String {
    match at {
        Some(at) => truncate(&text, usize::try_from(at).unwrap_or(0)).into_owned(),
        None => text,
    }
}
