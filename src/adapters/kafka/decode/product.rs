//! Products.

use super::{
    DecodeError,
    read::{
        absent32, each, finite, fraction, instant, optional, optional_part, part, text, texts,
        union, unsaid, within_bound,
    },
};
use crate::{
    adapters::kafka::catalog_capnp::{
        category, image, media, metafield, option, product, seo, variant,
    },
    domain::event::{
        CategoryFact, CategoryNameFact, ComponentFact, ImageFact, MediaFact, MediaKind,
        MediaSourceFact, MetafieldFact, OptionFact, OptionValueFact, ProductFact, ProductStatus,
        QuantityRuleFact, SeoFact, UnitPriceMeasurementFact, VariantFact, WeightUnit,
    },
};

pub(super) fn read(from: product::Reader<'_>) -> Result<ProductFact, DecodeError> {
    let variants = part(from.get_variants(), "variants")?;
    within_bound(variants.len(), "variants")?;
    Ok(ProductFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        previous_handles: texts(from.get_previous_handles(), "previousHandles")?,
        title: text(from.get_title(), "title")?,
        description_html: text(from.get_description_html(), "descriptionHtml")?,
        vendor: text(from.get_vendor(), "vendor")?,
        product_type: text(from.get_product_type(), "productType")?,
        tags: texts(from.get_tags(), "tags")?,
        status: match union(from.get_status(), "status")? {
            product::Status::Active => ProductStatus::Active,
            product::Status::Draft => ProductStatus::Draft,
            product::Status::Archived => ProductStatus::Archived,
        },
        is_gift_card: from.get_is_gift_card(),
        created_at: instant(from.get_created_at(), "createdAt")?,
        updated_at: instant(from.get_updated_at(), "updatedAt")?,
        published_at: instant(from.get_published_at(), "publishedAt")?,
        category: optional_part(
            from.has_category(),
            || from.get_category(),
            "category",
            read_category,
        )?,
        seo: read_seo(from.get_seo())?,
        options: each(
            part(from.get_options(), "options")?.iter(),
            "options",
            read_option,
        )?,
        media: each(part(from.get_media(), "media")?.iter(), "media", read_media)?,
        variants: each(variants.iter(), "variants", read_variant)?,
        metafields: read_metafields(from.get_metafields())?,
        sales_rank: unsaid(from.get_sales_rank()),
    })
}

fn read_category(from: category::Reader<'_>) -> Result<CategoryFact, DecodeError> {
    let read = |from: category::node::Reader<'_>| {
        Ok(CategoryNameFact {
            id: text(from.get_id(), "id")?,
            name: text(from.get_name(), "name")?,
        })
    };
    let ancestors = part(from.get_ancestors(), "ancestors")?;
    Ok(CategoryFact {
        id: text(from.get_id(), "id")?,
        name: text(from.get_name(), "name")?,
        ancestors: each(ancestors.iter(), "ancestors", read)?,
    })
}

pub(super) fn read_seo(from: capnp::Result<seo::Reader<'_>>) -> Result<SeoFact, DecodeError> {
    let from = part(from, "seo")?;
    Ok(SeoFact {
        title: optional(from.has_title(), || from.get_title(), "seo.title")?,
        description: optional(
            from.has_description(),
            || from.get_description(),
            "seo.description",
        )?,
    })
}

fn read_option(from: option::Reader<'_>) -> Result<OptionFact, DecodeError> {
    let read = |from: option::value::Reader<'_>| {
        Ok(OptionValueFact {
            id: text(from.get_id(), "id")?,
            name: text(from.get_name(), "name")?,
            swatch_color: optional(
                from.has_swatch_color(),
                || from.get_swatch_color(),
                "swatchColor",
            )?,
            swatch_image: optional_part(
                from.has_swatch_image(),
                || from.get_swatch_image(),
                "swatchImage",
                read_image,
            )?,
        })
    };
    Ok(OptionFact {
        id: text(from.get_id(), "id")?,
        name: text(from.get_name(), "name")?,
        values: each(part(from.get_values(), "values")?.iter(), "values", read)?,
    })
}

fn read_media(from: media::Reader<'_>) -> Result<MediaFact, DecodeError> {
    let read = |from: media::source::Reader<'_>| {
        Ok(MediaSourceFact {
            url: text(from.get_url(), "url")?,
            mime_type: text(from.get_mime_type(), "mimeType")?,
            format: text(from.get_format(), "format")?,
            width: from.get_width(),
            height: from.get_height(),
            size_bytes: from.get_size_bytes(),
        })
    };
    Ok(MediaFact {
        id: text(from.get_id(), "id")?,
        kind: match union(from.get_kind(), "kind")? {
            media::Kind::Image => MediaKind::Image,
            media::Kind::Video => MediaKind::Video,
            media::Kind::ExternalVideo => MediaKind::ExternalVideo,
            media::Kind::Model3d => MediaKind::Model3d,
        },
        alt: optional(from.has_alt(), || from.get_alt(), "alt")?,
        image: optional_part(from.has_image(), || from.get_image(), "image", read_image)?,
        sources: each(part(from.get_sources(), "sources")?.iter(), "sources", read)?,
        embed_url: optional(from.has_embed_url(), || from.get_embed_url(), "embedUrl")?,
        origin_url: optional(from.has_origin_url(), || from.get_origin_url(), "originUrl")?,
    })
}

pub(super) fn read_image(from: image::Reader<'_>) -> Result<ImageFact, DecodeError> {
    Ok(ImageFact {
        id: text(from.get_id(), "id")?,
        url: text(from.get_url(), "url")?,
        alt_text: optional(from.has_alt_text(), || from.get_alt_text(), "altText")?,
        width: absent32(from.get_width()),
        height: absent32(from.get_height()),
    })
}

fn read_variant(from: variant::Reader<'_>) -> Result<VariantFact, DecodeError> {
    let unit_price = |from: variant::unit_price::Reader<'_>| {
        Ok(UnitPriceMeasurementFact {
            quantity_value: finite(from.get_quantity_value(), "quantityValue")?,
            quantity_unit: text(from.get_quantity_unit(), "quantityUnit")?,
            reference_value: from.get_reference_value(),
            reference_unit: text(from.get_reference_unit(), "referenceUnit")?,
        })
    };
    let component = |from: variant::component::Reader<'_>| {
        Ok(ComponentFact {
            variant_id: text(from.get_variant_id(), "variantId")?,
            quantity: from.get_quantity(),
        })
    };
    let components = part(from.get_components(), "components")?;
    Ok(VariantFact {
        id: text(from.get_id(), "id")?,
        title: text(from.get_title(), "title")?,
        sku: optional(from.has_sku(), || from.get_sku(), "sku")?,
        barcode: optional(from.has_barcode(), || from.get_barcode(), "barcode")?,
        option_values: texts(from.get_option_values(), "optionValues")?,
        image: optional_part(from.has_image(), || from.get_image(), "image", read_image)?,
        requires_shipping: from.get_requires_shipping(),
        taxable: from.get_taxable(),
        weight: fraction(from.get_weight(), "weight")?,
        weight_unit: match union(from.get_weight_unit(), "weightUnit")? {
            variant::WeightUnit::Grams => WeightUnit::Grams,
            variant::WeightUnit::Kilograms => WeightUnit::Kilograms,
            variant::WeightUnit::Ounces => WeightUnit::Ounces,
            variant::WeightUnit::Pounds => WeightUnit::Pounds,
        },
        unit_price_measurement: optional_part(
            from.has_unit_price(),
            || from.get_unit_price(),
            "unitPrice",
            unit_price,
        )?,
        quantity_rule: QuantityRuleFact {
            minimum: from.get_minimum_quantity(),
            maximum: absent32(from.get_maximum_quantity()),
            increment: from.get_quantity_increment(),
        },
        components: each(components.iter(), "components", component)?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

pub(super) fn read_metafields(
    from: capnp::Result<capnp::struct_list::Reader<'_, metafield::Owned>>,
) -> Result<Vec<MetafieldFact>, DecodeError> {
    each(
        part(from, "metafields")?.iter(),
        "metafields",
        |from: metafield::Reader<'_>| {
            Ok(MetafieldFact {
                id: text(from.get_id(), "id")?,
                namespace: text(from.get_namespace(), "namespace")?,
                key: text(from.get_key(), "key")?,
                kind: text(from.get_type(), "type")?,
                value: text(from.get_value(), "value")?,
                description: optional(
                    from.has_description(),
                    || from.get_description(),
                    "description",
                )?,
            })
        },
    )
}
