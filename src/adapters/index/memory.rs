//! How much memory the index takes, by part.

use super::ColumnIndex;

/// Bytes allocated, by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemoryUse {
    /// Products that are listed, now or later.
    pub products: u64,
    /// Keys, ids, titles and numbers to sort by.
    pub rows: usize,
    /// Values by product and by variant.
    pub values: usize,
    /// Products and variants by value.
    pub postings: usize,
    /// Base prices, price lists, schedules.
    pub prices: usize,
    /// What is sold out.
    pub stock: usize,
    /// Prices and availability in the contexts that were asked for.
    pub views: usize,
    /// Members of collections.
    pub members: usize,
    /// Texts of values.
    pub dictionary: usize,
    /// The numbers of products by key, and what waits for its product.
    pub numbers: usize,
}

impl MemoryUse {
    /// All of it.
    pub fn total(&self) -> usize {
        self.rows
            + self.values
            + self.postings
            + self.prices
            + self.stock
            + self.views
            + self.members
            + self.dictionary
            + self.numbers
    }
}

impl ColumnIndex {
    /// How much memory the index takes; the matcher's is its own to tell.
    pub fn memory(&self) -> MemoryUse {
        let state = self.state();
        let mut memory = MemoryUse {
            dictionary: self.dictionary.read().size_bytes(),
            numbers: self
                .builds
                .lock()
                .expect("no holder of the lock panics")
                .size_bytes(),
            ..MemoryUse::default()
        };
        for chunk in &state.chunks {
            let [rows, values, postings] = chunk.content.size_bytes();
            let [prices, stock, views] = chunk.size_bytes();
            memory.products += super::bits::count(&chunk.content.live);
            memory.rows += rows;
            memory.values += values;
            memory.postings += postings;
            memory.prices += prices;
            memory.stock += stock;
            memory.views += views;
        }
        let members = state.collections.values();
        memory.members = members.map(|members| size_of_val(&**members)).sum();
        memory
    }
}
