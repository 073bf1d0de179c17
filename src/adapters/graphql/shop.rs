//! The shop: brand, policies, domain and what is known of payment.
//!
//! Payment belongs to the commerce system: what only that knows (cards, wallets, accounts) is answered as empty.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::{
    codes::{CountryCode, CurrencyCode},
    content::{Content, content_type},
    enums::{CardBrand, DigitalWallet},
    media::{Image, MediaImage},
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    scalars::{Color, Url},
    scope::{Nullable, Scope, Texts, nullable, scope},
};
use crate::domain::{
    context::{Settings, Wish},
    country::Country,
    event::ShopFact,
    time::Timestamp,
};

/// The shop.
#[derive(Debug)]
pub struct Shop {
    settings: Arc<Settings>,
    texts: Texts,
}

impl Shop {
    /// The shop in the caller's languages.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn load(scope: &Scope) -> Result<Self> {
        Ok(Self {
            texts: scope.texts(&scope.settings.shop.id).await?,
            settings: Arc::clone(&scope.settings),
        })
    }

    fn fact(&self) -> &ShopFact {
        &self.settings.shop
    }

    fn text(&self, field: &str, own: Option<&str>) -> Option<String> {
        self.texts.get(field).or(own).map(str::to_owned)
    }
}

async fn policy(resolving: &Context<'_>, handle: &str) -> Result<Option<ShopPolicy>> {
    ShopPolicy::find(scope(resolving), "", handle).await
}

/// The shop.
#[Object]
impl Shop {
    /// Logo, colors and slogan.
    async fn brand(&self) -> Option<Brand> {
        let fact = self.fact();
        Some(Brand {
            colors: BrandColors {
                primary: BrandColorGroup::of(&fact.brand_colors)
                    .into_iter()
                    .collect(),
                secondary: Vec::new(),
            },
            cover_image: None,
            logo: fact
                .logo
                .as_ref()
                .map(|logo| MediaImage::of_image(Image::of_fact(logo, &fact.id), &fact.id)),
            short_description: self.text("description", fact.description.as_deref()),
            slogan: self.text("slogan", fact.slogan.as_deref()),
            square_logo: None,
        })
    }

    /// How to reach the shop.
    async fn contact_information(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "contact-information")).await
    }

    /// A few words.
    async fn description(&self) -> Option<String> {
        self.text("description", self.fact().description.as_deref())
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Who is behind the shop.
    async fn legal_notice(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "legal-notice")).await
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
            &self.fact().id,
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
        metafield::find_all(resolving, &self.fact().id, &identifiers).await
    }

    /// How money is written in Liquid.
    async fn money_format(&self) -> &str {
        &self.fact().money_format
    }

    /// Name shown.
    async fn name(&self) -> &str {
        &self.fact().name
    }

    /// What is known of payment.
    async fn payment_settings(&self, resolving: &Context<'_>) -> PaymentSettings {
        PaymentSettings::of(scope(resolving))
    }

    /// Where the storefront is.
    async fn primary_domain(&self, resolving: &Context<'_>) -> Domain {
        Domain::at(scope(resolving).storefront(""))
    }

    /// What is done with personal data.
    async fn privacy_policy(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "privacy-policy")).await
    }

    /// What can be given back.
    async fn refund_policy(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "refund-policy")).await
    }

    /// How goods are sent.
    async fn shipping_policy(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "shipping-policy")).await
    }

    /// Countries sent to; where the source does not say, those of the markets.
    async fn ships_to_countries(&self) -> Vec<CountryCode> {
        let told = self.fact().ships_to_countries.iter();
        let mut countries: Vec<Country> =
            told.filter_map(|code| Country::from_code(code)).collect();
        if countries.is_empty() {
            let markets = self.settings.markets.iter();
            countries.extend(markets.flat_map(|market| &market.countries));
        }
        countries.sort_unstable();
        countries.dedup();
        countries.into_iter().map(CountryCode).collect()
    }

    /// What subscribers agree to.
    async fn subscription_policy(
        &self,
        resolving: &Context<'_>,
    ) -> Nullable<ShopPolicyWithDefault> {
        nullable(async {
            let found = policy(resolving, "subscription-policy").await?;
            Ok(found.map(ShopPolicyWithDefault))
        })
        .await
    }

    /// What buyers agree to.
    async fn terms_of_sale(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "terms-of-sale")).await
    }

    /// What visitors agree to.
    async fn terms_of_service(&self, resolving: &Context<'_>) -> Nullable<ShopPolicy> {
        nullable(policy(resolving, "terms-of-service")).await
    }
}

/// Logo, colors and slogan.
#[derive(Debug, SimpleObject)]
pub struct Brand {
    /// Colors.
    colors: BrandColors,
    /// A wide picture; none is known.
    cover_image: Option<MediaImage>,
    /// Logo.
    logo: Option<MediaImage>,
    /// A few words.
    short_description: Option<String>,
    /// Slogan.
    slogan: Option<String>,
    /// A logo as wide as high; none is known.
    square_logo: Option<MediaImage>,
}

/// Colors of the brand.
#[derive(Debug, SimpleObject)]
pub struct BrandColors {
    /// The main ones.
    primary: Vec<BrandColorGroup>,
    /// Others; none are known.
    secondary: Vec<BrandColorGroup>,
}

/// Colors that go together.
#[derive(Debug, SimpleObject)]
pub struct BrandColorGroup {
    /// Color of areas.
    background: Option<Color<'static>>,
    /// Color of texts on it.
    foreground: Option<Color<'static>>,
}

impl BrandColorGroup {
    fn of(colors: &[String]) -> Option<Self> {
        let color = |place: usize| colors.get(place).map(|color| Color::from(color.clone()));
        let background = color(0)?;
        Some(Self {
            background: Some(background),
            foreground: color(1),
        })
    }
}

/// Where the storefront is.
#[derive(Debug, SimpleObject)]
pub struct Domain {
    /// Name of the host, with the port where it has one.
    host: String,
    /// Whether it is reached by https.
    ssl_enabled: bool,
    /// Address.
    url: Url<'static>,
}

impl Domain {
    fn at(address: String) -> Self {
        let host = address
            .split_once("://")
            .map_or(address.as_str(), |(_, rest)| rest);
        Self {
            host: host.split('/').next().unwrap_or(host).to_owned(),
            ssl_enabled: address.starts_with("https://"),
            url: address.into(),
        }
    }
}

/// What is known of payment.
#[derive(Debug, SimpleObject)]
pub struct PaymentSettings {
    /// Brands of cards; the commerce system's to tell, here none.
    accepted_card_brands: Vec<CardBrand>,
    /// Where cards are kept; the commerce system's to tell, here the storefront.
    card_vault_url: Url<'static>,
    /// Country of the shop.
    country_code: CountryCode,
    /// Currency of base prices.
    currency_code: CurrencyCode,
    /// Currencies that prices are shown in, those of the markets.
    enabled_presentment_currencies: Vec<CurrencyCode>,
    /// Account with the payment service; the commerce system's to tell.
    shopify_payments_account_id: Option<String>,
    /// Wallets; the commerce system's to tell, here none.
    supported_digital_wallets: Vec<DigitalWallet>,
}

impl PaymentSettings {
    /// What the settings tell.
    pub fn of(scope: &Scope) -> Self {
        let settings = &scope.settings;
        let countries = settings.markets.iter().map(|market| market.countries[0]);
        let mut currencies: Vec<_> = countries
            .map(|country| {
                let wish = Wish {
                    country: Some(country.code().to_owned()),
                    ..Wish::default()
                };
                settings.resolve(&wish, Timestamp::EPOCH).price.currency
            })
            .collect();
        currencies.sort_unstable();
        currencies.dedup();
        let country = Country::from_code(&settings.shop.country);
        Self {
            accepted_card_brands: Vec::new(),
            card_vault_url: scope.storefront("").into(),
            country_code: country.unwrap_or(settings.markets[0].countries[0]).into(),
            currency_code: settings.currency.into(),
            enabled_presentment_currencies: currencies.into_iter().map(CurrencyCode).collect(),
            shopify_payments_account_id: None,
            supported_digital_wallets: Vec::new(),
        }
    }
}

content_type!(
    /// A policy of the shop.
    ShopPolicy = Policy(PolicyFact), |policy, _| !policy.id.is_empty()
);

impl ShopPolicy {
    fn text(&self) -> &str {
        self.texts.or("body_html", &self.fact().body_html)
    }

    fn name(&self) -> &str {
        self.texts.or("title", &self.fact().title)
    }

    fn address(&self, scope: &Scope) -> Url<'static> {
        let path = format!("/policies/{}", self.fact().handle);
        scope.storefront(&path).into()
    }
}

/// A policy of the shop.
#[Object]
impl ShopPolicy {
    /// Text as HTML.
    async fn body(&self) -> &str {
        self.text()
    }

    /// Which policy.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.name()
    }

    /// Its address in the storefront.
    async fn url(&self, resolving: &Context<'_>) -> Url<'static> {
        self.address(scope(resolving))
    }
}

/// A policy that a commerce system may have a default text for; here only texts of the shop.
pub struct ShopPolicyWithDefault(ShopPolicy);

/// A policy that a commerce system may have a default text for; here only texts of the shop.
#[Object]
impl ShopPolicyWithDefault {
    /// Text as HTML.
    async fn body(&self) -> &str {
        self.0.text()
    }

    /// Which policy.
    async fn handle(&self) -> &str {
        &self.0.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> Option<ID> {
        Some(self.0.fact().id.as_str().into())
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.0.name()
    }

    /// Its address in the storefront.
    async fn url(&self, resolving: &Context<'_>) -> Url<'static> {
        self.0.address(scope(resolving))
    }
}
