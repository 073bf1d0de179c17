//! Products.

use super::{fill, instant, optional_texts, structs, text_lists, texts};
use crate::{
    adapters::kafka::catalog_capnp::{
        ABSENT32, category, image, media, metafield, option, product, seo, variant,
    },
    domain::event::{
        CategoryFact, CategoryNameFact, ComponentFact, ImageFact, MediaFact, MediaKind,
        MediaSourceFact, MetafieldFact, OptionFact, OptionValueFact, ProductFact, ProductStatus,
        SeoFact, VariantFact, WeightUnit,
    },
};

pub(super) fn write(mut to: product::Builder<'_>, fact: &ProductFact) {
    texts!(to, fact; set_id: id, set_handle: handle, set_title: title, set_description_html: description_html,
        set_vendor: vendor, set_product_type: product_type);
    text_lists!(to, fact; init_previous_handles: previous_handles, init_tags: tags);
    to.set_status(match fact.status {
        ProductStatus::Active => product::Status::Active,
        ProductStatus::Draft => product::Status::Draft,
        ProductStatus::Archived => product::Status::Archived,
    });
    to.set_is_gift_card(fact.is_gift_card);
    to.set_created_at(instant(fact.created_at));
    to.set_updated_at(instant(fact.updated_at));
    to.set_published_at(instant(fact.published_at));
    if let Some(category) = &fact.category {
        write_category(to.reborrow().init_category(), category);
    }
    write_seo(&fact.seo, || to.reborrow().init_seo());
    structs!(to, init_options, fact.options, write_option);
    structs!(to, init_media, fact.media, write_media);
    structs!(to, init_variants, fact.variants, write_variant);
    structs!(to, init_metafields, fact.metafields, write_metafield);
    to.set_sales_rank(fact.sales_rank.unwrap_or(u32::MAX));
}

fn write_category(mut to: category::Builder<'_>, fact: &CategoryFact) {
    texts!(to, fact; set_id: id, set_name: name);
    let write = |mut to: category::node::Builder<'_>, fact: &CategoryNameFact| {
        texts!(to, fact; set_id: id, set_name: name);
    };
    structs!(to, init_ancestors, fact.ancestors, write);
}

/// Writes titles for search engines, where there are some.
pub(super) fn write_seo<'a>(fact: &SeoFact, init: impl FnOnce() -> seo::Builder<'a>) {
    if *fact != SeoFact::default() {
        let mut to = init();
        optional_texts!(to, fact; set_title: title, set_description: description);
    }
}

fn write_option(mut to: option::Builder<'_>, fact: &OptionFact) {
    texts!(to, fact; set_id: id, set_name: name);
    let write = |mut to: option::value::Builder<'_>, fact: &OptionValueFact| {
        texts!(to, fact; set_id: id, set_name: name);
        optional_texts!(to, fact; set_swatch_color: swatch_color);
        if let Some(image) = &fact.swatch_image {
            write_image(to.init_swatch_image(), image);
        }
    };
    structs!(to, init_values, fact.values, write);
}

fn write_media(mut to: media::Builder<'_>, fact: &MediaFact) {
    texts!(to, fact; set_id: id);
    to.set_kind(match fact.kind {
        MediaKind::Image => media::Kind::Image,
        MediaKind::Video => media::Kind::Video,
        MediaKind::ExternalVideo => media::Kind::ExternalVideo,
        MediaKind::Model3d => media::Kind::Model3d,
    });
    optional_texts!(to, fact; set_alt: alt, set_embed_url: embed_url, set_origin_url: origin_url);
    if let Some(image) = &fact.image {
        write_image(to.reborrow().init_image(), image);
    }
    let write = |mut to: media::source::Builder<'_>, fact: &MediaSourceFact| {
        texts!(to, fact; set_url: url, set_mime_type: mime_type, set_format: format);
        to.set_width(fact.width);
        to.set_height(fact.height);
        to.set_size_bytes(fact.size_bytes);
    };
    structs!(to, init_sources, fact.sources, write);
}

pub(super) fn write_image(mut to: image::Builder<'_>, fact: &ImageFact) {
    texts!(to, fact; set_id: id, set_url: url);
    optional_texts!(to, fact; set_alt_text: alt_text);
    to.set_width(fact.width.unwrap_or(ABSENT32));
    to.set_height(fact.height.unwrap_or(ABSENT32));
}

fn write_variant(mut to: variant::Builder<'_>, fact: &VariantFact) {
    texts!(to, fact; set_id: id, set_title: title);
    optional_texts!(to, fact; set_sku: sku, set_barcode: barcode);
    text_lists!(to, fact; init_option_values: option_values);
    if let Some(image) = &fact.image {
        write_image(to.reborrow().init_image(), image);
    }
    to.set_requires_shipping(fact.requires_shipping);
    to.set_taxable(fact.taxable);
    to.set_weight(fact.weight.unwrap_or(f64::NAN));
    to.set_weight_unit(match fact.weight_unit {
        WeightUnit::Grams => variant::WeightUnit::Grams,
        WeightUnit::Kilograms => variant::WeightUnit::Kilograms,
        WeightUnit::Ounces => variant::WeightUnit::Ounces,
        WeightUnit::Pounds => variant::WeightUnit::Pounds,
    });
    if let Some(fact) = &fact.unit_price_measurement {
        let mut to = to.reborrow().init_unit_price();
        texts!(to, fact; set_quantity_unit: quantity_unit, set_reference_unit: reference_unit);
        to.set_quantity_value(fact.quantity_value);
        to.set_reference_value(fact.reference_value);
    }
    to.set_minimum_quantity(fact.quantity_rule.minimum);
    to.set_maximum_quantity(fact.quantity_rule.maximum.unwrap_or(ABSENT32));
    to.set_quantity_increment(fact.quantity_rule.increment);
    let write = |mut to: variant::component::Builder<'_>, fact: &ComponentFact| {
        texts!(to, fact; set_variant_id: variant_id);
        to.set_quantity(fact.quantity);
    };
    structs!(to, init_components, fact.components, write);
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

pub(super) fn write_metafield(mut to: metafield::Builder<'_>, fact: &MetafieldFact) {
    texts!(to, fact; set_id: id, set_namespace: namespace, set_key: key, set_type: kind, set_value: value);
    optional_texts!(to, fact; set_description: description);
}
