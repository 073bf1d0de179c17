//! Where and in what language the shop sells: countries, languages, currencies and markets.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::{
    codes::{CountryCode, CurrencyCode, LanguageCode},
    enums::UnitSystem,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    scope::{Nullable, Scope, nullable},
};
use crate::domain::{
    context::{Settings, Wish},
    country,
    event::MarketFact,
    id::Key,
    language, money,
    time::Timestamp,
};

/// Where and in what language the shop sells, and which of these the caller has.
#[derive(Debug)]
pub struct Localization {
    settings: Arc<Settings>,
    market: usize,
    country: country::Country,
    language: language::Language,
}

impl Localization {
    /// The one of a caller.
    pub fn of(scope: &Scope) -> Self {
        Self {
            settings: Arc::clone(&scope.settings),
            market: scope.context.market,
            country: scope.context.country,
            language: scope.context.language,
        }
    }
}

fn languages(settings: &Settings, market: usize) -> Vec<Language> {
    settings.markets[market]
        .languages
        .iter()
        .map(|language| Language::of(*language))
        .collect()
}

/// Where and in what language the shop sells, and which of these the caller has.
#[Object]
impl Localization {
    /// Countries of all markets, by English name.
    async fn available_countries(&self) -> Vec<Country> {
        let mut countries: Vec<Country> = Vec::new();
        for (market, sells) in self.settings.markets.iter().enumerate() {
            for country in &sells.countries {
                // A country of two markets belongs to the first, as when a context is resolved.
                if countries.iter().all(|known| known.country != *country) {
                    countries.push(Country {
                        settings: Arc::clone(&self.settings),
                        market,
                        country: *country,
                    });
                }
            }
        }
        countries.sort_by_key(|country| country.country.name());
        countries
    }

    /// Languages of the caller's market, its default one first.
    async fn available_languages(&self) -> Vec<Language> {
        languages(&self.settings, self.market)
    }

    /// The country that prices are for.
    async fn country(&self) -> Country {
        Country {
            settings: Arc::clone(&self.settings),
            market: self.market,
            country: self.country,
        }
    }

    /// The language of texts.
    async fn language(&self) -> Language {
        Language::of(self.language)
    }

    /// The caller's market.
    #[graphql(deprecation = "Markets are the shop's own affair; use `country`.")]
    async fn market(&self) -> Market {
        Market(self.settings.markets[self.market].fact.clone())
    }
}

/// A country that the shop sells to.
#[derive(Debug)]
pub struct Country {
    settings: Arc<Settings>,
    market: usize,
    country: country::Country,
}

/// A country that the shop sells to.
#[Object]
impl Country {
    /// Languages of its market, the default one first.
    async fn available_languages(&self) -> Vec<Language> {
        languages(&self.settings, self.market)
    }

    /// The currency that prices are shown in there.
    async fn currency(&self) -> Currency {
        let wish = Wish {
            country: Some(self.country.code().to_owned()),
            ..Wish::default()
        };
        let context = self.settings.resolve(&wish, Timestamp::EPOCH);
        Currency::of(context.price.currency)
    }

    /// The language of its market when a caller names none.
    async fn default_language(&self) -> Language {
        Language::of(self.settings.markets[self.market].languages[0])
    }

    /// Two letters.
    async fn iso_code(&self) -> CountryCode {
        self.country.into()
    }

    /// Its market.
    #[graphql(deprecation = "Markets are the shop's own affair; use the country.")]
    async fn market(&self) -> Option<Market> {
        Some(Market(self.settings.markets[self.market].fact.clone()))
    }

    /// English name.
    async fn name(&self) -> &str {
        self.country.name()
    }

    /// The units that its people measure in.
    async fn unit_system(&self) -> UnitSystem {
        self.country.unit_system().into()
    }
}

/// A language.
#[derive(Debug, Clone, SimpleObject)]
pub struct Language {
    /// Name in the language itself.
    endonym_name: &'static str,
    /// Its code.
    iso_code: LanguageCode,
    /// English name.
    name: &'static str,
}

impl Language {
    fn of(language: language::Language) -> Self {
        Self {
            endonym_name: language.endonym(),
            iso_code: language.into(),
            name: language.name(),
        }
    }
}

/// A currency.
#[derive(Debug, Clone, SimpleObject)]
pub struct Currency {
    /// Three letters.
    iso_code: CurrencyCode,
    /// English name.
    name: &'static str,
    /// Symbol on price tags.
    symbol: &'static str,
}

impl Currency {
    fn of(currency: money::Currency) -> Self {
        Self {
            iso_code: currency.into(),
            name: currency.name(),
            symbol: currency.symbol(),
        }
    }
}

/// Countries that are sold to alike.
#[derive(Debug, Clone)]
pub struct Market(MarketFact);

impl Market {
    /// The market with this key.
    pub fn find(scope: &Scope, key: Key) -> Option<Self> {
        let mut markets = scope.settings.markets.iter();
        let found = markets.find(|market| Key::of(&market.fact.id) == key);
        found.map(|market| Self(market.fact.clone()))
    }
}

/// Countries that are sold to alike.
#[Object]
impl Market {
    /// Unique name.
    async fn handle(&self) -> &str {
        &self.0.handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    /// A typed attribute; `custom` is the namespace when none is given.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            &self.0.id,
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes in the order of their names; null for those that it does not have.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, &self.0.id, &identifiers).await
    }
}
