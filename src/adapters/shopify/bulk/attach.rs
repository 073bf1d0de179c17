//! Puts what hangs on other records into their drafts: media, metafields, translations; and locations.

use simd_json::{Tape, prelude::*};

use crate::{
    application::import::{ImportReport, Records, Topic},
    domain::event::{LocationFact, MediaFact, MediaKind, MetafieldFact, TranslationFact},
};

use super::{
    Bulk, Line, Outcome, Owner,
    convert::{given, image_fact, missing, owned, source_fact},
    draft::TranslationDraft,
    record, text_type,
};

impl Bulk {
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
    pub(super) fn add_translation(
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

fn same_media(left: &MediaFact, right: &MediaFact) -> bool {
    let address = |media: &MediaFact| media.image.as_ref().map(|image| image.url.clone());
    left.kind == right.kind
        && left.embed_url == right.embed_url
        && left.sources == right.sources
        && address(left) == address(right)
}
