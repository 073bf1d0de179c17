//! What resolvers find in their context: the caller's context, the catalog and the loaders of this request.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context as Resolving, Result};
use futures::{FutureExt, future::BoxFuture};

use super::errors::unanswered;
use crate::{
    application::{
        catalog::{Catalog, Entity, Find, Resident, StoreError, translation_key},
        loaders::{Loaded, Loaders},
        search::SearchIndex,
    },
    domain::{
        context::{Context, Settings, Wish},
        event::TranslationFact,
        id::Key,
        offer::{Offer, Prices, Stock},
        time::Timestamp,
    },
};

/// One request's view of the shop.
pub struct Scope {
    /// The store.
    pub catalog: Arc<dyn Catalog>,
    /// Settings in force when the request began.
    pub settings: Arc<Settings>,
    /// Who asks.
    pub context: Context,
    /// Address that paths of this service hang under, without a slash at the end: `http://127.0.0.1:8080`.
    pub base_url: Arc<str>,
    loaders: Loaders,
    index: Option<Arc<dyn SearchIndex>>,
}

impl Scope {
    /// The scope of a request that begins at `instant` with these wishes.
    pub fn new(
        catalog: Arc<dyn Catalog>,
        wish: &Wish,
        base_url: Arc<str>,
        instant: Timestamp,
    ) -> Self {
        let settings = catalog.settings();
        Self {
            context: settings.resolve(wish, instant),
            loaders: Loaders::new(&catalog),
            settings,
            base_url,
            catalog,
            index: None,
        }
    }

    /// The same scope with an index that searches.
    #[must_use]
    pub fn searched_by(self, index: Option<Arc<dyn SearchIndex>>) -> Self {
        Self { index, ..self }
    }

    /// What searches.
    ///
    /// # Errors
    /// While there is none yet.
    pub fn index(&self) -> Result<&dyn SearchIndex> {
        let missing = || StoreError::Unavailable("the search index is not ready".to_owned());
        self.index.as_deref().ok_or_else(|| unanswered(missing()))
    }

    /// Finds one entity.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find<T: Loaded>(&self, key: Key) -> Result<Option<Arc<T>>> {
        self.loaders.of::<T>().find(key).await.map_err(unanswered)
    }

    /// Finds all of them, in the order of the keys.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find_all<T: Loaded>(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>> {
        self.loaders
            .of::<T>()
            .find_all(keys)
            .await
            .map_err(unanswered)
    }

    /// What this request knows of a product without asking, kept for the rest of it.
    pub fn at_hand(&self) -> &Loaders {
        &self.loaders
    }

    /// Prices of a product.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn prices(&self, product: Key) -> Result<Arc<Prices>> {
        self.of_offer(product, |offer| &offer.prices).await
    }

    /// Stock of a product.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn stock(&self, product: Key) -> Result<Arc<Stock>> {
        self.of_offer(product, |offer| &offer.stock).await
    }

    /// One part of a product's offer. A part that is not in process is asked for with the other one, which the same step
    /// needs as well: one question for both.
    async fn of_offer<T: Entity + Default>(
        &self,
        product: Key,
        part: impl Fn(&Offer) -> &Arc<T>,
    ) -> Result<Arc<T>>
    where
        dyn Catalog: Find<T>,
    {
        if let Resident::Known(known) = Find::<T>::resident(&*self.catalog, product) {
            return Ok(known.unwrap_or_default());
        }
        let offer = self.find::<Offer>(product).await?;
        Ok(offer
            .map(|offer| Arc::clone(part(&offer)))
            .unwrap_or_default())
    }

    /// The texts of a record in the caller's languages.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn texts(&self, resource_id: &str) -> Result<Texts> {
        if self.context.translations.is_empty() {
            return Ok(Texts::default());
        }
        let languages = self.context.translations.iter();
        let keys: Vec<Key> = languages
            .map(|language| translation_key(resource_id, *language))
            .collect();
        let found = self.find_all::<TranslationFact>(&keys).await?;
        Ok(Texts(found.into_iter().flatten().collect()))
    }

    /// An address: a path of this service becomes absolute, others stay as they are.
    pub fn absolute<'a>(&self, address: &'a str) -> Cow<'a, str> {
        match address.strip_prefix('/') {
            Some(path) if !path.starts_with('/') => Cow::Owned(format!("{}/{path}", self.base_url)),
            _ => Cow::Borrowed(address),
        }
    }

    /// An address of the storefront: under the shop's primary domain, else under this service.
    pub fn storefront(&self, path: &str) -> String {
        let domain = self
            .settings
            .shop
            .primary_url
            .as_deref()
            .unwrap_or(&self.base_url);
        format!("{}{path}", domain.trim_end_matches('/'))
    }
}

/// The scope of the request that is being resolved.
pub fn scope<'a>(resolving: &Resolving<'a>) -> &'a Scope {
    resolving.data_unchecked::<Scope>()
}

/// A store's answer as a resolver's.
///
/// # Errors
/// When the store could not be asked.
pub fn answered<T>(found: Result<T, StoreError>) -> Result<T> {
    found.map_err(unanswered)
}

/// What a resolver of a nullable field answers: a failure is an error of this field alone, which becomes null. A
/// resolver that answers `Result<Option<T>>` makes its whole parent null instead.
pub type Nullable<T> = Option<Result<T>>;

/// The answer of a nullable field. It is boxed, because a future of any field of a type is as large as that of its
/// largest: the fields that every page asks for would pay for those that hardly any does.
pub fn nullable<'a, T: 'a>(
    answer: impl Future<Output = Result<Option<T>>> + Send + 'a,
) -> BoxFuture<'a, Nullable<T>> {
    Box::pin(answer.map(Result::transpose))
}

/// The texts of one record in the caller's languages, the first language first.
#[derive(Debug, Clone, Default)]
pub struct Texts(Box<[Arc<TranslationFact>]>);

impl Texts {
    /// The translated text of a field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find_map(|language| language.texts.get(field))
            .map(String::as_str)
    }

    /// The translated text of a field, else this one.
    pub fn or<'a>(&'a self, field: &str, text: &'a str) -> &'a str {
        self.get(field).unwrap_or(text)
    }

    /// Whether there is no translation at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
