//! What a selection will ask for, so that a store out of process gives it in the same answer.
//!
//! It is a guess that costs little when it is wrong: what is named here and not asked for after all was read in vain, and
//! what is not named here is asked for when its field is resolved.

use async_graphql::{Context, SelectionField};

use crate::application::catalog::Beside;

/// What the selected fields of a product need beside its content.
pub(super) fn beside_product(resolving: &Context<'_>) -> Beside {
    let mut wanted = Beside::default();
    for field in resolving.field().selection_set() {
        match field.name() {
            "variantsCount" | "encodedVariantExistence" | "variantBySelectedOptions" => {
                wanted.variants = true;
            }
            "variants"
            | "adjacentVariants"
            | "encodedVariantAvailability"
            | "selectedOrFirstAvailableVariant" => {
                wanted.variants = true;
                wanted.offer = true;
            }
            "availableForSale" | "priceRange" | "compareAtPriceRange" | "totalInventory" => {
                wanted.offer = true;
            }
            "metafield" | "metafields" => wanted.metafields = true,
            _ => {}
        }
    }
    wanted
}

/// Whether the products of a list show what its own price context says of their offers, and nothing more of these.
pub(super) fn shows_offers(resolving: &Context<'_>) -> bool {
    resolving
        .field()
        .selection_set()
        .any(|field| match field.name() {
            "nodes" => shows_offer(field),
            "edges" => field
                .selection_set()
                .any(|edge| edge.name() == "node" && shows_offer(edge)),
            _ => false,
        })
}

fn shows_offer(product: SelectionField<'_>) -> bool {
    product
        .selection_set()
        .any(|field| matches!(field.name(), "availableForSale" | "priceRange"))
}
