//! Options of products, their values and how these look.

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};

use super::Product;
use crate::{
    adapters::graphql::{
        media::{Image, Media, MediaImage},
        scalars::Color,
        scope::{Nullable, nullable, scope},
        variant::{ProductVariant, shown_option, shown_value},
    },
    domain::product::{OptionValue, ProductOption as OptionEntity},
};

/// An option of a product.
#[derive(Debug, Clone)]
pub struct ProductOption {
    product: Product,
    place: usize,
}

impl ProductOption {
    /// The options of a product, in order.
    pub fn all(product: &Product) -> impl Iterator<Item = Self> {
        let places = 0..product.entity.options.len();
        places.map(|place| Self {
            product: product.clone(),
            place,
        })
    }

    fn entity(&self) -> &OptionEntity {
        &self.product.entity.options[self.place]
    }

    fn own_name(&self) -> &str {
        self.product.entity.text().get(self.entity().name)
    }
}

/// An option of a product.
#[Object]
impl ProductOption {
    /// Opaque id.
    fn id(&self) -> ID {
        ID(self.product.entity.option_id(self.entity()).into_owned())
    }

    /// Name shown.
    fn name(&self) -> &str {
        shown_option(&self.product.texts, self.own_name())
    }

    /// Values in order.
    fn option_values(&self) -> Vec<ProductOptionValue> {
        let places = 0..self.entity().values.len();
        places
            .map(|place| ProductOptionValue {
                option: self.clone(),
                place,
            })
            .collect()
    }

    /// Names of the values.
    #[graphql(deprecation = "Use `optionValues`.")]
    fn values(&self) -> Vec<&str> {
        let text = self.product.entity.text();
        let values = self.entity().values.iter();
        values
            .map(|value| shown_value(&self.product.texts, self.own_name(), text.get(value.name)))
            .collect()
    }
}

/// A value of an option.
#[derive(Debug, Clone)]
pub struct ProductOptionValue {
    option: ProductOption,
    place: usize,
}

impl ProductOptionValue {
    fn entity(&self) -> &OptionValue {
        &self.option.entity().values[self.place]
    }

    fn own_name(&self) -> &str {
        self.option.product.entity.text().get(self.entity().name)
    }
}

/// A value of an option.
#[Object]
impl ProductOptionValue {
    /// The first variant with this value, one that can be bought if there is any.
    async fn first_selectable_variant(&self, resolving: &Context<'_>) -> Nullable<ProductVariant> {
        nullable(async {
            let scope = scope(resolving);
            let product = &self.option.product;
            let (variants, is_for_sale) = (
                product.variants_of(scope).await?,
                product.for_sale(scope).await?,
            );
            let has = |place: &usize| {
                let values = &variants.rows[*place].option_values;
                let value = values.get(self.option.place);
                value.is_some_and(|value| variants.text().get(*value) == self.own_name())
            };
            let mut places = (0..variants.rows.len()).filter(has);
            let first = places.clone().next();
            let available = places.find(|place| is_for_sale(variants.rows[*place].key));
            Ok(available
                .or(first)
                .map(|place| product.variant(&variants, place)))
        })
        .await
    }

    /// Opaque id.
    fn id(&self) -> ID {
        let product = &self.option.product.entity;
        let id = product.value_id(self.option.entity(), self.entity());
        ID(id.into_owned())
    }

    /// Name shown.
    fn name(&self) -> &str {
        shown_value(
            &self.option.product.texts,
            self.option.own_name(),
            self.own_name(),
        )
    }

    /// How it looks.
    fn swatch(&self) -> Option<ProductOptionValueSwatch> {
        let product = &self.option.product.entity;
        let value = self.entity();
        let color = product.text().find(value.swatch_color).map(str::to_owned);
        let image = value.swatch_image.as_ref().map(|image| {
            let image = Image::of_product(product, image);
            Media::MediaImage(MediaImage::of_image(image, product.id()))
        });
        (color.is_some() || image.is_some()).then_some(ProductOptionValueSwatch { color, image })
    }
}

/// How a value looks.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct ProductOptionValueSwatch {
    #[graphql(skip)]
    color: Option<String>,
    /// A picture of it.
    image: Option<Media>,
}

#[ComplexObject]
impl ProductOptionValueSwatch {
    /// Its color.
    fn color(&self) -> Option<Color<'_>> {
        self.color.as_deref().map(Color::from)
    }
}
