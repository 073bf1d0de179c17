//! The index that answers now, which another one may replace.

use std::sync::{Arc, PoisonError, RwLock};

use super::ColumnIndex;

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
