//! Size and soundness of prices and stock.

use super::{Prices, Stock};
use crate::domain::{
    stored::{Stored, slice_bytes},
    time::Timestamp,
};

impl Stored for Prices {
    fn weight_bytes(&self) -> usize {
        let rows = self
            .editions
            .iter()
            .map(|edition| slice_bytes(&edition.rows));
        size_of::<Self>() + slice_bytes(&self.editions) + rows.sum::<usize>()
    }

    fn is_sound(&self) -> bool {
        self.editions.is_sorted_by_key(|edition| edition.since)
            && self
                .editions
                .iter()
                .all(|edition| edition.rows.is_sorted_by_key(|row| row.variant))
    }

    fn next_boundary(&self, instant: Timestamp) -> Option<Timestamp> {
        Self::next_boundary(self, instant)
    }
}

impl Stored for Stock {
    fn weight_bytes(&self) -> usize {
        let levels = self.rows.iter().map(|row| slice_bytes(&row.levels));
        size_of::<Self>() + slice_bytes(&self.rows) + levels.sum::<usize>()
    }

    fn is_sound(&self) -> bool {
        self.rows.is_sorted_by_key(|row| row.variant)
    }
}
