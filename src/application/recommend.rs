//! Which products go with another one.
//!
//! Related: what the shop chose, then relatives by shared collections, type, tags and price. Complementary: what the
//! shop chose, and nothing else, because no rule knows that a tent needs pegs. Only scores are computed here; finding
//! candidates is the store's work.

use rustc_hash::FxHashMap;

use super::catalog::Neighborhood;
use crate::domain::{id::Key, offer::OfferSummary, product::Product};

/// Most products of one recommendation.
pub const RECOMMENDED: usize = 10;

/// Candidates looked at for one recommendation; more would cost time and change little.
pub const CANDIDATES: usize = 120;

/// Namespace of the metafields in which a shop chooses recommendations.
pub const CHOSEN_NAMESPACE: &str = "shopify--discovery--product_recommendation";

/// Key of the metafield with the related products chosen.
pub const RELATED_KEY: &str = "related_products";

/// Key of the metafield with the complementary products chosen.
pub const COMPLEMENTARY_KEY: &str = "complementary_products";

/// Prices that differ by this factor are as far apart as prices can be.
const FAR_PRICE: f64 = 4.0;

/// The candidates in a product's collections, at most [`CANDIDATES`], the nearest first: each with the sum of the
/// inverse logarithms of the sizes of the collections that it shares. Those of small collections are taken first.
pub fn relatives(neighborhoods: &[Neighborhood]) -> Vec<(Key, f64)> {
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    let mut shared: Vec<(Key, f64)> = Vec::new();
    for neighborhood in neighborhoods {
        let nearness = 1.0 / (neighborhood.size as f64 + 1.0).ln();
        for member in &neighborhood.members {
            if let Some(place) = places.get(member) {
                shared[*place].1 += nearness;
            } else if shared.len() < CANDIDATES {
                places.insert(*member, shared.len());
                shared.push((*member, nearness));
            }
        }
    }
    shared.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    shared
}

/// A product with its offer in the caller's context.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The product.
    pub product: &'a Product,
    /// Its offer.
    pub offer: OfferSummary,
}

/// How near a candidate is to a product: nearness by shared collections (as the store gives it), 1 for the same type,
/// up to 1 for shared tags, up to ½ for a close price; what is sold out comes after everything else.
pub fn nearness(of: Candidate<'_>, candidate: Candidate<'_>, shared: f64) -> f64 {
    let same_type = !of.product.product_type().is_empty()
        && of.product.product_type() == candidate.product.product_type();
    let (a, b) = (of.product.tags(), candidate.product.tags());
    let (a_count, b_count) = (a.len(), b.len());
    let common = a
        .filter(|tag| candidate.product.tags().any(|other| other == *tag))
        .count();
    let tags = match a_count + b_count - common {
        0 => 0.0,
        all => common as f64 / all as f64,
    };
    let (of_price, price) = (of.offer.min.amount_minor, candidate.offer.min.amount_minor);
    let price = if of_price > 0 && price > 0 {
        let distance = (of_price as f64 / price as f64).ln().abs() / FAR_PRICE.ln();
        0.5 * (1.0 - distance.min(1.0))
    } else {
        0.0
    };
    let sold_out = if candidate.offer.is_available {
        0.0
    } else {
        -100.0
    };
    shared + f64::from(u8::from(same_type)) + tags + price + sold_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        event::ProductFact,
        money::{Currency, Money},
        time::Timestamp,
    };

    fn product(kind: &str, tags: &[&str]) -> Product {
        let fact = ProductFact {
            product_type: kind.into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Default::default()
        };
        Product::build(&fact, Timestamp::EPOCH)
    }

    fn offer(price: i64, is_available: bool) -> OfferSummary {
        let price = Money::new(price, Currency::EUR);
        OfferSummary {
            min: price,
            max: price,
            compare_at_min: price,
            compare_at_max: price,
            is_available,
            total_inventory: None,
        }
    }

    #[test]
    fn products_that_share_more_and_smaller_collections_come_first() {
        let [a, b, c] = ["a", "b", "c"].map(Key::of);
        let around = |size, members: &[Key]| Neighborhood {
            size,
            members: members.to_vec(),
        };
        let found = relatives(&[around(3, &[a, b]), around(90, &[c, b])]);
        let order: Vec<Key> = found.iter().map(|(key, _)| *key).collect();
        assert_eq!(order, [b, a, c]);
    }

    #[test]
    fn the_nearer_product_scores_higher_and_what_is_sold_out_last() {
        let tent = product("Tent", &["two person", "light"]);
        let of = Candidate {
            product: &tent,
            offer: offer(20_000, true),
        };
        let score = |other: &Product, price, is_available| {
            nearness(
                of,
                Candidate {
                    product: other,
                    offer: offer(price, is_available),
                },
                0.2,
            )
        };
        let near = score(&product("Tent", &["two person"]), 22_000, true);
        let dearer = score(&product("Tent", &["two person"]), 80_000, true);
        let other = score(&product("Stove", &["light"]), 22_000, true);
        let gone = score(&product("Tent", &["two person", "light"]), 20_000, false);
        assert!(
            near > dearer && dearer > other && other > gone,
            "{near} {dearer} {other} {gone}"
        );
    }
}
