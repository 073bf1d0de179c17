//! Turns what lines say into facts, field by field.

use std::borrow::Cow;

use crate::{
    application::import::{ImportReport, Records, Topic},
    domain::event::{
        CategoryFact, CategoryNameFact, ImageFact, MediaFact, MediaSourceFact, MetafieldFact,
        OptionFact, OptionValueFact, ProductFact, ProductStatus, SeoFact, UnitPriceMeasurementFact,
    },
};

use super::{
    super::{Fault, whole_seconds},
    Line,
    draft::ProductDraft,
    record::{self, Text},
};

/// Texts in other languages with the id of the record that they belong to.
pub(super) type Texts<'a> = Vec<(String, record::Translation<'a>)>;

pub(super) fn product_draft<'a>(
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
pub(super) fn option_fact<'a>(
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

pub(super) fn image_fact(image: record::Image<'_>) -> Option<ImageFact> {
    let url = image.url.filter(|url| !url.is_empty())?;
    Some(ImageFact {
        id: owned(image.id),
        url: url.owned(),
        alt_text: given(image.alt_text),
        width: image.width,
        height: image.height,
    })
}

pub(super) fn source_fact(source: record::MediaSource<'_>) -> MediaSourceFact {
    MediaSourceFact {
        url: source.url.owned(),
        mime_type: source.mime_type.owned(),
        format: source.format.owned(),
        width: source.width.unwrap_or_default(),
        height: source.height.unwrap_or_default(),
        size_bytes: source.size_bytes.unwrap_or_default(),
    }
}

pub(super) fn seo_fact(seo: Option<record::Seo<'_>>) -> SeoFact {
    let seo = seo.unwrap_or_default();
    SeoFact {
        title: given(seo.title),
        description: given(seo.description),
    }
}

/// A measurement without units or with nothing in it is Shopify's way to say that there is none.
pub(super) fn unit_price(
    measurement: record::UnitPriceMeasurement<'_>,
) -> Option<UnitPriceMeasurementFact> {
    Some(UnitPriceMeasurementFact {
        quantity_value: measurement.quantity_value,
        quantity_unit: measurement.quantity_unit?.owned(),
        reference_value: measurement.reference_value,
        reference_unit: measurement.reference_unit?.owned(),
    })
    .filter(|measurement| measurement.quantity_value > 0.0)
}

pub(super) fn missing(field: &str, text: &str) -> Fault {
    Fault::new(field, "is missing or empty", text)
}

pub(super) fn owned(text: Option<Text<'_>>) -> String {
    text.map(Text::owned).unwrap_or_default()
}

pub(super) fn given(text: Option<Text<'_>>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(Text::owned)
}
