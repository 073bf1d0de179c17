//! The index that answers now, which another one may replace.

use std::sync::{Arc, PoisonError, RwLock};

use super::{
    ColumnIndex,
    words::{SharedWords, Words},
};
use crate::application::{
    catalog::{SettingStore, StoreError},
    search::{Source, load},
};

impl ColumnIndex {
    /// An index of all that a store has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn filled_from(store: &(impl Source + SettingStore)) -> Result<Self, StoreError> {
        let words = SharedWords::new(Words::default(), store.settings().language);
        let index = Self::new(Box::new(words));
        load(store, &index).await?;
        Ok(index)
    }
}

/// The index in force; none until the first is filled.
#[derive(Default)]
pub struct CurrentIndex(RwLock<Option<Arc<ColumnIndex>>>);

impl CurrentIndex {
    /// What answers from now on. A search that is under way ends on the index that it began with.
    pub fn set(&self, index: ColumnIndex) {
        let index = Some(Arc::new(index));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// What answers.
    #[must_use]
    pub fn get(&self) -> Option<Arc<ColumnIndex>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
