//! The index that answers now, which another one may replace.

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use tracing::warn;

use super::{
    ColumnIndex, SnapshotError,
    snapshot::{Recorder, read_snapshot},
    words::{SharedWords, Weights, Words},
};
use crate::{
    application::{
        catalog::{Catalog, SettingStore, StoreError},
        search::load,
    },
    domain::analysis::{Stemming, Synonyms},
};

impl ColumnIndex {
    /// An index of all that a store has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn filled_from(store: &impl Catalog) -> Result<Self, StoreError> {
        let index = Self::empty_for(store);
        load(store, &index).await?;
        Ok(index)
    }

    /// The same, written to a snapshot file on the way. What the file has to say of it comes beside the index.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn recorded_from(
        store: &impl Catalog,
        snapshot: &Path,
    ) -> Result<(Self, Result<(), SnapshotError>), StoreError> {
        let index = Self::empty_for(store);
        let recorder = Recorder::new(&index, snapshot);
        load(store, &recorder).await?;
        let written = recorder.finish();
        Ok((index, written))
    }

    /// An index of what a snapshot file has, for a store that has been read before.
    ///
    /// # Errors
    /// When the file is no snapshot of this build.
    pub fn restored_for(store: &impl SettingStore, snapshot: &Path) -> Result<Self, SnapshotError> {
        let index = Self::empty_for(store);
        read_snapshot(snapshot, &index)?;
        Ok(index)
    }

    /// An empty index for a store's texts, with the synonyms that the shop told, and the words that it finds them by.
    pub fn with_words(store: &impl SettingStore) -> (Self, Arc<SharedWords>) {
        let settings = store.settings();
        let mut synonyms = Synonyms::general();
        let told = settings.search.get(&None);
        for rule in told.iter().flat_map(|setting| &setting.synonyms) {
            match Synonyms::parse(rule, Stemming::of(settings.language)) {
                Ok(rules) => synonyms.extend(rules),
                Err(error) => warn!(rule, %error, "a synonym of the shop is passed over"),
            }
        }
        let words = Words::new(settings.language, Weights::default(), synonyms);
        let words = Arc::new(SharedWords::new(words));
        (Self::new(Box::new(Arc::clone(&words))), words)
    }

    fn empty_for(store: &impl SettingStore) -> Self {
        Self::with_words(store).0
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
