//! Who asks: market, currency, price lists, language, place and instant, and how a request's wishes become that.
//!
//! The chain: an unknown country, or one that no market has, is answered as the primary market's first country; an
//! unknown language, or one that the market lacks, by its plain language (`PT` for `PT_BR`), else by the market's first.

use std::{
    collections::BTreeMap,
    hash::{Hash, Hasher},
    sync::Arc,
};

use super::{
    country::Country,
    event::{LocationFact, MarketFact, PriceListFact, SearchSettingFact, SettingFact, ShopFact},
    id::Key,
    language::Language,
    money::{Currency, Rate, Rounding},
    time::Timestamp,
};

/// What decides which price is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceContext {
    /// Currency of prices shown.
    pub currency: Currency,
    /// Price lists, the strongest first.
    pub price_lists: Arc<[Key]>,
    /// How base prices in another currency are converted; without a rate such a price does not show, because an
    /// amount must never be relabeled with another currency.
    pub rate: Option<Rate>,
    /// Rounding after conversion.
    pub rounding: Rounding,
    /// The instant of the request.
    pub instant: Timestamp,
}

impl PriceContext {
    /// Key of the context, whatever its instant: equal where the same prices are shown.
    pub fn key(&self) -> Key {
        let lists = self.price_lists.iter().map(|list| list.0.to_string());
        Key::of(&format!(
            "{} {:?} {:?} {}",
            self.currency.code(),
            self.rate,
            self.rounding,
            lists.collect::<Vec<_>>().join(" ")
        ))
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Position of the market in the settings.
    pub market: usize,
    /// Country that prices are for.
    pub country: Country,
    /// Language of texts.
    pub language: Language,
    /// Languages to look for translations in, in order; empty when the texts are in the wanted language as they are.
    pub translations: Arc<[Language]>,
    /// The location whose stock comes first.
    pub location: Option<Key>,
    /// Prices.
    pub price: PriceContext,
}

impl Context {
    /// A number that is equal for equal contexts, whatever the instant: part of what cursors are bound to.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = rustc_hash::FxHasher::default();
        (self.market, self.country.code(), self.language.code()).hash(&mut hasher);
        (self.price.currency.code(), &self.price.price_lists).hash(&mut hasher);
        hasher.finish()
    }
}

/// What a request wishes for. Texts that name nothing known are as good as absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// Country code.
    pub country: Option<String>,
    /// Language code.
    pub language: Option<String>,
    /// Id of the preferred location.
    pub location_id: Option<String>,
}

/// A market with its codes resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// As the source told it.
    pub fact: MarketFact,
    /// Countries, the first one stands for the market.
    pub countries: Vec<Country>,
    /// Languages, the default one first.
    pub languages: Vec<Language>,
    /// Currency of prices shown.
    pub currency: Currency,
    price_lists: Arc<[Key]>,
}

/// What the whole shop shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The shop.
    pub shop: ShopFact,
    /// Currency of base prices.
    pub currency: Currency,
    /// Language of the texts in the records.
    pub language: Language,
    /// Markets; at least one. The primary one is first.
    pub markets: Vec<Market>,
    /// Price lists.
    pub price_lists: Vec<PriceListFact>,
    /// Locations by name.
    pub locations: Vec<Arc<LocationFact>>,
    /// How to search, by collection; the shop's own is that of none.
    pub search: BTreeMap<Option<Key>, SearchSettingFact>,
}

impl Settings {
    /// Settings from facts of all kinds; of two about the shop the last stands.
    pub fn of_facts(
        facts: impl IntoIterator<Item = SettingFact>,
        default_currency: Currency,
    ) -> Self {
        let (mut shop, mut markets, mut price_lists, mut locations) =
            (None, vec![], vec![], vec![]);
        let mut search = BTreeMap::new();
        for fact in facts {
            match fact {
                SettingFact::Shop(fact) => shop = Some(fact),
                SettingFact::Market(fact) => markets.push(fact),
                SettingFact::PriceList(fact) => price_lists.push(fact),
                SettingFact::Location(fact) => locations.push(fact),
                SettingFact::Search(fact) => {
                    let collection = fact.collection_id.as_deref().map(Key::of);
                    search.insert(collection, fact);
                }
                SettingFact::Translation(_) => {}
            }
        }
        Self {
            search,
            ..Self::build(shop, markets, price_lists, locations, default_currency)
        }
    }

    /// Settings from facts. A shop without a market gets one of its own country, language and currency.
    pub fn build(
        shop: Option<ShopFact>,
        mut markets: Vec<MarketFact>,
        mut price_lists: Vec<PriceListFact>,
        mut locations: Vec<LocationFact>,
        default_currency: Currency,
    ) -> Self {
        let mut shop = shop.unwrap_or_default();
        if shop.id.is_empty() {
            shop.id = "gid://vitrina/Shop/1".to_owned();
        }
        if shop.name.is_empty() {
            shop.name = "Shop".to_owned();
        }
        let currency = shop.currency.unwrap_or(default_currency);
        if shop.money_format.is_empty() {
            shop.money_format = format!("{}{{{{amount}}}}", currency.symbol());
        }
        let language = Language::from_tag(&shop.language).unwrap_or(Language::EN);
        let country = Country::from_code(&shop.country).unwrap_or(Country::US);
        if markets.is_empty() {
            markets.push(MarketFact {
                id: "gid://vitrina/Market/1".to_owned(),
                handle: country.code().to_ascii_lowercase(),
                name: country.name().to_owned(),
                is_primary: true,
                ..MarketFact::default()
            });
        }
        markets.sort_by(|a, b| (!a.is_primary, &a.handle).cmp(&(!b.is_primary, &b.handle)));
        price_lists.sort_by(|a, b| a.id.cmp(&b.id));
        locations.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let markets = markets.into_iter().map(|fact| Market {
            countries: known_or(
                country,
                fact.countries.iter().map(|code| Country::from_code(code)),
            ),
            languages: known_or(
                language,
                fact.languages.iter().map(|tag| Language::from_tag(tag)),
            ),
            currency: fact.currency.unwrap_or(currency),
            price_lists: fact.price_list_ids.iter().map(|id| Key::of(id)).collect(),
            fact,
        });
        Self {
            markets: markets.collect(),
            shop,
            currency,
            language,
            price_lists,
            locations: locations.into_iter().map(Arc::new).collect(),
            search: BTreeMap::new(),
        }
    }

    /// The context of a request.
    pub fn resolve(&self, wish: &Wish, instant: Timestamp) -> Context {
        let wanted = wish.country.as_deref().and_then(Country::from_code);
        let (market, country) = wanted
            .and_then(|country| {
                let has = |market: &Market| market.countries.contains(&country);
                Some((self.markets.iter().position(has)?, country))
            })
            .unwrap_or((0, self.markets[0].countries[0]));
        let languages = &self.markets[market].languages;
        let wanted = wish.language.as_deref().and_then(Language::from_tag);
        let language = wanted
            .and_then(|language| {
                [language, language.base()]
                    .into_iter()
                    .find(|one| languages.contains(one))
            })
            .unwrap_or(languages[0]);
        let chain = [language, language.base()];
        let translations = chain
            .into_iter()
            .take_while(|one| *one != self.language)
            .take(if language == language.base() { 1 } else { 2 });
        Context {
            market,
            country,
            language,
            translations: translations.collect(),
            location: wish.location_id.as_deref().map(Key::of),
            price: self.price_context(market, instant),
        }
    }

    /// The different price contexts of all markets.
    pub fn price_contexts(&self) -> Vec<PriceContext> {
        let mut contexts: Vec<PriceContext> = Vec::new();
        for market in 0..self.markets.len() {
            let context = self.price_context(market, Timestamp::EPOCH);
            if !contexts.contains(&context) {
                contexts.push(context);
            }
        }
        contexts
    }

    fn price_context(&self, market: usize, instant: Timestamp) -> PriceContext {
        let market = &self.markets[market];
        let rate = market
            .fact
            .conversion_rate_millionths
            .and_then(Rate::from_millionths);
        // Without a rate or a list the market's currency has no prices at all: the shop's own currency stays.
        let has_prices = rate.is_some() || self.has_list_in(market.currency, &market.price_lists);
        let currency = if has_prices {
            market.currency
        } else {
            self.currency
        };
        PriceContext {
            currency,
            price_lists: market.price_lists.clone(),
            rate,
            rounding: market.fact.rounding,
            instant,
        }
    }

    fn has_list_in(&self, currency: Currency, lists: &[Key]) -> bool {
        self.price_lists
            .iter()
            .any(|list| list.currency == Some(currency) && lists.contains(&Key::of(&list.id)))
    }

    /// The location with this key.
    pub fn location(&self, key: Key) -> Option<&Arc<LocationFact>> {
        self.locations
            .iter()
            .find(|location| Key::of(&location.id) == key)
    }
}

/// The known ones, each once, or the one that stands in for none.
fn known_or<T: PartialEq>(default: T, found: impl Iterator<Item = Option<T>>) -> Vec<T> {
    let mut known: Vec<T> = Vec::new();
    for value in found.flatten() {
        if !known.contains(&value) {
            known.push(value);
        }
    }
    if known.is_empty() {
        known.push(default);
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(handle: &str, countries: &[&str], languages: &[&str]) -> MarketFact {
        MarketFact {
            id: format!("gid://shop/Market/{handle}"),
            handle: handle.into(),
            is_primary: handle == "home",
            countries: countries.iter().map(|code| (*code).to_owned()).collect(),
            languages: languages.iter().map(|code| (*code).to_owned()).collect(),
            ..Default::default()
        }
    }

    fn settings() -> Settings {
        let europe = MarketFact {
            currency: Some(Currency::EUR),
            conversion_rate_millionths: Some(920_000),
            ..market("europe", &["DE", "PT"], &["DE", "PT", "EN"])
        };
        let shop = ShopFact {
            currency: Some(Currency::USD),
            ..Default::default()
        };
        let markets = vec![europe, market("home", &["US"], &["EN"])];
        Settings::build(Some(shop), markets, vec![], vec![], Currency::USD)
    }

    fn resolved(country: Option<&str>, language: Option<&str>) -> (String, String, String, usize) {
        let wish = Wish {
            country: country.map(str::to_owned),
            language: language.map(str::to_owned),
            location_id: None,
        };
        let context = settings().resolve(&wish, Timestamp(0));
        (
            context.country.code().into(),
            context.language.code().into(),
            context.price.currency.code().into(),
            context.translations.len(),
        )
    }

    #[test]
    fn wishes_fall_back_along_the_stated_chain() {
        let row = |a: &str, b: &str, c: &str, d| (a.into(), b.into(), c.into(), d);
        assert_eq!(resolved(None, None), row("US", "EN", "USD", 0));
        assert_eq!(resolved(Some("DE"), None), row("DE", "DE", "EUR", 1));
        assert_eq!(resolved(Some("DE"), Some("EN")), row("DE", "EN", "EUR", 0));
        assert_eq!(
            resolved(Some("PT"), Some("PT_BR")),
            row("PT", "PT", "EUR", 1)
        );
        assert_eq!(resolved(Some("JP"), Some("JA")), row("US", "EN", "USD", 0));
        assert_eq!(
            resolved(Some("nowhere"), Some("klingon")),
            row("US", "EN", "USD", 0)
        );
    }

    #[test]
    fn a_market_without_a_rate_or_list_keeps_the_currency_of_the_shop() {
        let mut markets = vec![market("home", &["US"], &[])];
        markets[0].currency = Some(Currency::EUR);
        let shop = ShopFact {
            currency: Some(Currency::USD),
            ..Default::default()
        };
        let settings = Settings::build(Some(shop), markets, vec![], vec![], Currency::USD);
        let context = settings.resolve(&Wish::default(), Timestamp(0));
        assert_eq!(context.price.currency, Currency::USD);
    }
}
