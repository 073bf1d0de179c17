//! Categories of the standard taxonomy, as the products in them tell them.

use std::sync::Arc;

use async_graphql::{ID, Object};

use crate::domain::product::Product;

/// A category of the standard taxonomy.
#[derive(Debug, Clone)]
pub struct TaxonomyCategory {
    product: Arc<Product>,
    place: usize,
}

impl TaxonomyCategory {
    /// The category that a product is in.
    pub fn of(product: &Arc<Product>) -> Option<Self> {
        Some(Self {
            product: Arc::clone(product),
            place: product.category_path().len().checked_sub(1)?,
        })
    }
}

/// A category of the standard taxonomy.
#[Object]
impl TaxonomyCategory {
    /// The categories above, from the top down.
    fn ancestors(&self) -> Vec<TaxonomyCategory> {
        let above = (0..self.place).map(|place| TaxonomyCategory {
            product: Arc::clone(&self.product),
            place,
        });
        above.collect()
    }

    /// Opaque id.
    fn id(&self) -> ID {
        let node = self.product.category_path().nth(self.place);
        ID(node.map_or_else(String::new, |(id, _)| id.to_owned()))
    }

    /// Its own name.
    fn name(&self) -> &str {
        self.product
            .category_path()
            .nth(self.place)
            .map_or("", |(_, name)| name)
    }
}
