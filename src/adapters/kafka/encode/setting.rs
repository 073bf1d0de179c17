//! What the whole shop shares.

use super::{
    fill, optional_texts,
    product::{write_image, write_metafield},
    structs, text_lists, texts,
};
use crate::{
    adapters::kafka::catalog_capnp::{ABSENT, setting},
    domain::{
        event::{
            FacetSettingFact, FacetValueOrder, LocationFact, MarketFact, SearchSettingFact,
            SettingFact, ShopFact, TranslationFact,
        },
        money::Rounding,
    },
};

pub(super) fn write(to: setting::Builder<'_>, fact: &SettingFact) {
    match fact {
        SettingFact::Shop(fact) => write_shop(to.init_shop(), fact),
        SettingFact::Market(fact) => write_market(to.init_market(), fact),
        SettingFact::PriceList(fact) => {
            let mut to = to.init_price_list();
            texts!(to, fact; set_id: id, set_name: name);
            if let Some(currency) = fact.currency {
                to.set_currency(currency.code());
            }
        }
        SettingFact::Location(fact) => write_location(to.init_location(), fact),
        SettingFact::Translation(fact) => write_translation(to.init_translation(), fact),
        SettingFact::Search(fact) => write_search(to.init_search(), fact),
    }
}

fn write_shop(mut to: setting::shop::Builder<'_>, fact: &ShopFact) {
    texts!(to, fact; set_id: id, set_name: name, set_country: country, set_language: language,
        set_money_format: money_format);
    optional_texts!(to, fact; set_description: description, set_primary_url: primary_url, set_slogan: slogan);
    if let Some(currency) = fact.currency {
        to.set_currency(currency.code());
    }
    if let Some(logo) = &fact.logo {
        write_image(to.reborrow().init_logo(), logo);
    }
    text_lists!(to, fact; init_brand_colors: brand_colors, init_ships_to_countries: ships_to_countries);
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

fn write_market(mut to: setting::market::Builder<'_>, fact: &MarketFact) {
    texts!(to, fact; set_id: id, set_handle: handle, set_name: name);
    to.set_is_primary(fact.is_primary);
    if let Some(currency) = fact.currency {
        to.set_currency(currency.code());
    }
    text_lists!(to, fact; init_countries: countries, init_languages: languages,
        init_price_list_ids: price_list_ids);
    to.set_conversion_rate_millionths(fact.conversion_rate_millionths.unwrap_or(ABSENT));
    let mut rounding = to.reborrow().init_rounding();
    match fact.rounding {
        Rounding::MinorUnit => rounding.set_minor_unit(()),
        Rounding::Step(step) => rounding.set_step(step),
        Rounding::Charm { ending, within } => {
            let mut charm = rounding.init_charm();
            charm.set_ending(ending);
            charm.set_within(within);
        }
    }
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

fn write_location(mut to: setting::location::Builder<'_>, fact: &LocationFact) {
    texts!(to, fact; set_id: id, set_name: name);
    optional_texts!(to, fact; set_address1: address1, set_address2: address2, set_city: city, set_zip: zip,
        set_province: province, set_province_code: province_code, set_country_code: country_code, set_phone: phone,
        set_pick_up_time: pick_up_time);
    to.set_latitude(fact.latitude.unwrap_or(f64::NAN));
    to.set_longitude(fact.longitude.unwrap_or(f64::NAN));
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

fn write_translation(mut to: setting::translation::Builder<'_>, fact: &TranslationFact) {
    texts!(to, fact; set_resource_id: resource_id, set_language: language);
    if !fact.texts.is_empty() {
        let mut list = to.init_texts(fact.texts.len() as u32);
        for (number, (field, text)) in fact.texts.iter().enumerate() {
            let mut entry = list.reborrow().get(number as u32);
            entry.set_field(field.as_str());
            entry.set_text(text.as_str());
        }
    }
}

fn write_search(mut to: setting::search::Builder<'_>, fact: &SearchSettingFact) {
    optional_texts!(to, fact; set_collection_id: collection_id);
    let write = |mut to: setting::search::facet::Builder<'_>, fact: &FacetSettingFact| {
        texts!(to, fact; set_id: id);
        to.set_max_values(fact.max_values.unwrap_or(u32::MAX));
        to.set_value_order(order(fact.value_order));
    };
    structs!(to, init_facets, fact.facets, write);
    to.set_max_metafields(fact.max_metafields.unwrap_or(u32::MAX));
    to.set_max_values(fact.max_values.unwrap_or(u32::MAX));
    to.set_value_order(order(fact.value_order));
    text_lists!(to, fact; init_synonyms: synonyms);
}

fn order(order: Option<FacetValueOrder>) -> setting::search::ValueOrder {
    match order {
        None => setting::search::ValueOrder::Unsaid,
        Some(FacetValueOrder::Count) => setting::search::ValueOrder::Count,
        Some(FacetValueOrder::Label) => setting::search::ValueOrder::Label,
    }
}
