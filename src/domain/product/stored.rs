//! Size and soundness of products, variants and metafields.

use super::{Image, Media, Metafields, Product, ProductOption, Variant, Variants};
use crate::domain::{
    body::Body,
    stored::{Stored, slice_bytes},
};

fn is_sound_image(text: &Body, image: Option<&Image>) -> bool {
    image.is_none_or(|image| {
        [image.id, image.url, image.alt_text]
            .iter()
            .all(|span| text.holds(*span))
    })
}

impl ProductOption {
    fn is_sound(&self, text: &Body) -> bool {
        [self.id, self.name].iter().all(|span| text.holds(*span))
            && self.values.iter().all(|value| {
                [value.id, value.name, value.swatch_color]
                    .iter()
                    .all(|span| text.holds(*span))
                    && is_sound_image(text, value.swatch_image.as_ref())
            })
    }
}

impl Media {
    fn is_sound(&self, text: &Body) -> bool {
        [self.id, self.alt, self.embed_url, self.origin_url]
            .iter()
            .all(|span| text.holds(*span))
            && is_sound_image(text, self.image.as_ref())
    }

    fn sources_bytes(&self) -> usize {
        let texts = self.sources.iter();
        let texts =
            texts.map(|source| source.url.len() + source.mime_type.len() + source.format.len());
        slice_bytes(&self.sources) + texts.sum::<usize>()
    }
}

impl Stored for Product {
    fn weight_bytes(&self) -> usize {
        let values = self
            .options
            .iter()
            .map(|option| slice_bytes(&option.values));
        size_of::<Self>()
            + self.text.size_bytes()
            // As plain text, once somebody asks for it.
            + self.description_html().len()
            + slice_bytes(&self.tags)
            + slice_bytes(&self.category)
            + slice_bytes(&self.options)
            + values.sum::<usize>()
            + slice_bytes(&self.media)
            + self.media.iter().map(Media::sources_bytes).sum::<usize>()
            + slice_bytes(&self.variant_keys)
    }

    fn is_sound(&self) -> bool {
        let texts = [
            self.id,
            self.handle,
            self.title,
            self.description_html,
            self.vendor,
            self.product_type,
            self.seo_title,
            self.seo_description,
        ];
        let nodes = self.category.iter().flat_map(|node| [node.id, node.name]);
        let mut spans = texts
            .into_iter()
            .chain(self.tags.iter().copied())
            .chain(nodes);
        spans.all(|span| self.text.holds(span))
            && self
                .options
                .iter()
                .all(|option| option.is_sound(&self.text))
            && self.media.iter().all(|media| media.is_sound(&self.text))
    }
}

impl Variant {
    fn heap_bytes(&self) -> usize {
        let measurement = self.unit_price_measurement.as_ref().map_or(0, |measured| {
            size_of_val(&**measured) + measured.quantity_unit.len() + measured.reference_unit.len()
        });
        let components = self.components.iter();
        let components = components.map(|component| component.variant_id.len());
        slice_bytes(&self.option_values)
            + slice_bytes(&self.option_positions)
            + slice_bytes(&self.components)
            + components.sum::<usize>()
            + measurement
    }
}

impl Stored for Variants {
    fn weight_bytes(&self) -> usize {
        size_of::<Self>()
            + self.text.size_bytes()
            + slice_bytes(&self.option_names)
            + slice_bytes(&self.rows)
            + self.rows.iter().map(Variant::heap_bytes).sum::<usize>()
    }

    fn is_sound(&self) -> bool {
        let holds = |span| self.text.holds(span);
        self.option_names.iter().all(|name| holds(*name))
            && self.rows.iter().all(|row| {
                let own = [row.id, row.title, row.sku, row.barcode];
                own.into_iter()
                    .chain(row.option_values.iter().copied())
                    .all(holds)
                    && is_sound_image(&self.text, row.image.as_ref())
            })
    }
}

impl Stored for Metafields {
    fn weight_bytes(&self) -> usize {
        size_of::<Self>() + self.text.size_bytes() + slice_bytes(&self.rows)
    }

    fn is_sound(&self) -> bool {
        let spans = self.rows.iter().flat_map(|row| {
            let names = [row.id, row.namespace, row.key];
            names
                .into_iter()
                .chain([row.kind, row.value, row.description])
        });
        spans.into_iter().all(|span| self.text.holds(span))
    }
}
