//! What the whole shop shares.

use super::{
    DecodeError,
    content::read_kind,
    product::{read_image, read_metafields},
    read::{
        absent64, each, fraction, optional, optional_currency, optional_part, part, text, texts,
        union, unsaid,
    },
};
use crate::{
    adapters::kafka::catalog_capnp::setting,
    domain::{
        event::{
            FacetSettingFact, FacetValueOrder, LocationFact, MarketFact, PriceListFact,
            SearchSettingFact, SettingFact, ShopFact, TranslationFact,
        },
        money::Rounding,
    },
};

pub(super) fn read(from: setting::Reader<'_>) -> Result<SettingFact, DecodeError> {
    use setting::Which;
    Ok(match union(from.which(), "")? {
        Which::Shop(of) => SettingFact::Shop(read_kind(of, "shop", read_shop)?),
        Which::Market(of) => SettingFact::Market(read_kind(of, "market", read_market)?),
        Which::PriceList(of) => SettingFact::PriceList(read_kind(of, "priceList", read_list)?),
        Which::Location(of) => SettingFact::Location(read_kind(of, "location", read_location)?),
        Which::Translation(of) => {
            SettingFact::Translation(read_kind(of, "translation", read_translation)?)
        }
        Which::Search(of) => SettingFact::Search(read_kind(of, "search", read_search)?),
    })
}

fn read_shop(from: setting::shop::Reader<'_>) -> Result<ShopFact, DecodeError> {
    Ok(ShopFact {
        id: text(from.get_id(), "id")?,
        name: text(from.get_name(), "name")?,
        description: optional(
            from.has_description(),
            || from.get_description(),
            "description",
        )?,
        primary_url: optional(
            from.has_primary_url(),
            || from.get_primary_url(),
            "primaryUrl",
        )?,
        currency: optional_currency(from.has_currency(), || from.get_currency())?,
        country: text(from.get_country(), "country")?,
        language: text(from.get_language(), "language")?,
        money_format: text(from.get_money_format(), "moneyFormat")?,
        slogan: optional(from.has_slogan(), || from.get_slogan(), "slogan")?,
        logo: optional_part(from.has_logo(), || from.get_logo(), "logo", read_image)?,
        brand_colors: texts(from.get_brand_colors(), "brandColors")?,
        ships_to_countries: texts(from.get_ships_to_countries(), "shipsToCountries")?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_market(from: setting::market::Reader<'_>) -> Result<MarketFact, DecodeError> {
    use setting::market::rounding::Which;
    Ok(MarketFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        name: text(from.get_name(), "name")?,
        is_primary: from.get_is_primary(),
        countries: texts(from.get_countries(), "countries")?,
        currency: optional_currency(from.has_currency(), || from.get_currency())?,
        languages: texts(from.get_languages(), "languages")?,
        price_list_ids: texts(from.get_price_list_ids(), "priceListIds")?,
        conversion_rate_millionths: absent64(from.get_conversion_rate_millionths()),
        rounding: match union(from.get_rounding().which(), "rounding")? {
            Which::MinorUnit(()) => Rounding::MinorUnit,
            Which::Step(step) => Rounding::Step(step),
            Which::Charm(charm) => Rounding::Charm {
                ending: charm.get_ending(),
                within: charm.get_within(),
            },
        },
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_list(from: setting::price_list::Reader<'_>) -> Result<PriceListFact, DecodeError> {
    Ok(PriceListFact {
        id: text(from.get_id(), "id")?,
        name: text(from.get_name(), "name")?,
        currency: optional_currency(from.has_currency(), || from.get_currency())?,
    })
}

fn read_location(from: setting::location::Reader<'_>) -> Result<LocationFact, DecodeError> {
    Ok(LocationFact {
        id: text(from.get_id(), "id")?,
        name: text(from.get_name(), "name")?,
        address1: optional(from.has_address1(), || from.get_address1(), "address1")?,
        address2: optional(from.has_address2(), || from.get_address2(), "address2")?,
        city: optional(from.has_city(), || from.get_city(), "city")?,
        zip: optional(from.has_zip(), || from.get_zip(), "zip")?,
        province: optional(from.has_province(), || from.get_province(), "province")?,
        province_code: optional(
            from.has_province_code(),
            || from.get_province_code(),
            "provinceCode",
        )?,
        country_code: optional(
            from.has_country_code(),
            || from.get_country_code(),
            "countryCode",
        )?,
        phone: optional(from.has_phone(), || from.get_phone(), "phone")?,
        latitude: fraction(from.get_latitude(), "latitude")?,
        longitude: fraction(from.get_longitude(), "longitude")?,
        pick_up_time: optional(
            from.has_pick_up_time(),
            || from.get_pick_up_time(),
            "pickUpTime",
        )?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_translation(
    from: setting::translation::Reader<'_>,
) -> Result<TranslationFact, DecodeError> {
    let read = |from: setting::translation::entry::Reader<'_>| {
        let field = text(from.get_field(), "field")?;
        Ok((field, text(from.get_text(), "text")?))
    };
    let entries = each(part(from.get_texts(), "texts")?.iter(), "texts", read)?;
    Ok(TranslationFact {
        resource_id: text(from.get_resource_id(), "resourceId")?,
        language: text(from.get_language(), "language")?,
        texts: entries.into_iter().collect(),
    })
}

fn read_search(from: setting::search::Reader<'_>) -> Result<SearchSettingFact, DecodeError> {
    let read = |from: setting::search::facet::Reader<'_>| {
        Ok(FacetSettingFact {
            id: text(from.get_id(), "id")?,
            max_values: unsaid(from.get_max_values()),
            value_order: order(from.get_value_order())?,
        })
    };
    Ok(SearchSettingFact {
        collection_id: optional(
            from.has_collection_id(),
            || from.get_collection_id(),
            "collectionId",
        )?,
        facets: each(part(from.get_facets(), "facets")?.iter(), "facets", read)?,
        max_metafields: unsaid(from.get_max_metafields()),
        max_values: unsaid(from.get_max_values()),
        value_order: order(from.get_value_order())?,
        synonyms: texts(from.get_synonyms(), "synonyms")?,
    })
}

fn order(
    order: Result<setting::search::ValueOrder, capnp::NotInSchema>,
) -> Result<Option<FacetValueOrder>, DecodeError> {
    Ok(match union(order, "valueOrder")? {
        setting::search::ValueOrder::Unsaid => None,
        setting::search::ValueOrder::Count => Some(FacetValueOrder::Count),
        setting::search::ValueOrder::Label => Some(FacetValueOrder::Label),
    })
}
