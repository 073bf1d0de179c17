//! Columns such as `Price / Germany`: which price list they fill.

use crate::{
    application::import::{Gathered, ImportReport, Place, RecordKind, Records, Topic},
    domain::{
        country::Country,
        event::{Event, Fact, MarketFact, PriceListFact, SettingFact},
        id::derived_id,
        money::Currency,
        time::Timestamp,
    },
};

use super::{
    super::{SHOP, slug},
    ProductCsv,
    columns::MarketColumns,
};

/// The price list that a market's columns fill.
#[derive(Clone)]
pub(super) struct Market {
    pub price_list_id: String,
    pub currency: Currency,
    /// Records that the import makes because there are none.
    made: Vec<SettingFact>,
}

impl ProductCsv {
    /// The market that a column names: one that is known, else a country, else only a price list of that name.
    pub(super) fn market(
        &mut self,
        columns: &MarketColumns,
        place: Place,
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Market {
        let name = columns.name.as_str();
        let price_list_id = derived_id("PriceList", SHOP, &slug(name));
        let mut known = self.known.markets.iter();
        let same = |market: &&MarketFact| {
            market.name.eq_ignore_ascii_case(name) || market.handle == slug(name)
        };
        if let Some(market) = known.find(same) {
            let currency = market.currency.unwrap_or(self.known.currency);
            if let Some(id) = market.price_list_ids.first() {
                return Market {
                    price_list_id: id.clone(),
                    currency,
                    made: Vec::new(),
                };
            }
            report.note(place, Topic::Market, || {
                format!(
                    "the market `{name}` has no price list; its prices are kept in {price_list_id} and show once `priceListIds` of the market names it"
                )
            });
            let made = vec![price_list(&price_list_id, name, currency)];
            return self.made(price_list_id, currency, made, place, as_of);
        }
        let country = Country::all().find(|country| country.name().eq_ignore_ascii_case(name));
        let Some(country) = country else {
            let currency = self.known.currency;
            report.note(place, Topic::Market, || {
                format!(
                    "`{name}` is neither a known market nor a country; its prices are kept in the price list {price_list_id} in {currency} and show once a market record names it (docs/interchange.md)"
                )
            });
            let made = vec![price_list(&price_list_id, name, currency)];
            return self.made(price_list_id, currency, made, place, as_of);
        };
        let currency = country.currency();
        report.assume(format!(
            "The prices of the market `{name}` are in {currency}, and it is the country {country}, because no market record tells else."
        ));
        let market = MarketFact {
            id: derived_id("Market", SHOP, &slug(name)),
            handle: slug(name),
            name: name.to_owned(),
            countries: vec![country.code().to_owned()],
            currency: Some(currency),
            price_list_ids: vec![price_list_id.clone()],
            ..MarketFact::default()
        };
        let made = vec![
            price_list(&price_list_id, name, currency),
            SettingFact::Market(market),
        ];
        self.made(price_list_id, currency, made, place, as_of)
    }

    fn made(
        &mut self,
        price_list_id: String,
        currency: Currency,
        made: Vec<SettingFact>,
        place: Place,
        as_of: Timestamp,
    ) -> Market {
        let market = Market {
            price_list_id,
            currency,
            made,
        };
        let mut known = self.markets.iter();
        if !known.any(|(_, _, known)| known.price_list_id == market.price_list_id) {
            self.markets.push((place, as_of, market.clone()));
        }
        market
    }
}

impl Market {
    /// The records made for this market.
    pub(super) fn gather(self, place: Place, version: Timestamp) -> Gathered {
        let event = |setting| Event {
            version,
            fact: Fact::Setting(Box::new(setting)),
        };
        Gathered {
            place,
            kind: RecordKind::Setting,
            events: self.made.into_iter().map(event).collect(),
            records: Records::default(),
        }
    }
}

fn price_list(id: &str, name: &str, currency: Currency) -> SettingFact {
    SettingFact::PriceList(PriceListFact {
        id: id.to_owned(),
        name: name.to_owned(),
        currency: Some(currency),
    })
}
