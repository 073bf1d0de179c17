//! Search: by text, by filters, and while the shopper still types.

mod contents;
mod filter;
mod input;
mod predictive;
mod products;
mod results;

use async_graphql::{Error, Result};

pub use self::{
    filter::{Filter, FilterValue, Swatch},
    input::{ProductFilter, filters},
    products::ProductConnection,
    results::{SearchQuery, SearchResultItemConnection},
};
use super::{
    connection::Connection,
    errors::{Code, unanswered},
    product::Product,
    scope::Scope,
};
use crate::{
    application::search::{Hit, SearchError},
    domain::{id::Key, page::Listing},
};

/// Why the index did not answer, in the words of the interface.
fn refused(error: SearchError) -> Error {
    match error {
        SearchError::Store(error) => unanswered(error),
        SearchError::Cursor(error) => Code::BadCursor.error(error.to_string()),
        bad => Code::BadArgument.error(bad.to_string()),
    }
}

/// Hits as a page of products; each knows the variant that was meant.
async fn hits(
    scope: &Scope,
    mut listing: Listing<Hit>,
    binding: u64,
) -> Result<Connection<Product>> {
    let keys: Vec<Key> = listing.rows.iter().map(|(hit, _)| hit.product).collect();
    let nodes = Product::of_keys(scope, &keys).await?;
    Product::keep_shown(&mut listing, &nodes, |hit| hit.product);
    let nodes = nodes.into_iter().zip(&listing.rows);
    let nodes = nodes.map(|(product, (hit, _))| product.matching(hit.variant));
    let nodes = nodes.collect();
    Ok(Connection::of_listing(listing, nodes, binding))
}
