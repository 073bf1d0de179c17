//! Selling plans (subscriptions, pre-orders): in the schema so that clients' fragments are valid, always empty.
//!
//! The read model has no selling plans, so nothing makes a value of these types but the empty connections.

use async_graphql::{ComplexObject, ID, SimpleObject, Union};

use super::{
    connection::PageInfo,
    enums::{SellingPlanCheckoutChargeType, SellingPlanInterval},
    metafield::{HasMetafieldsIdentifier, Metafield},
    money::{Amount, MoneyV2},
    scalars::UnsignedInt64,
};

/// Defines a connection and its edge; the default is the empty connection.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ident) => {
        /// A page of a list that is always empty.
        #[derive(Debug, Default, SimpleObject)]
        pub struct $connection {
            /// The nodes with their cursors.
            pub edges: Vec<$edge>,
            /// The nodes alone.
            pub nodes: Vec<$node>,
            /// Where the page lies in the list.
            pub page_info: PageInfo,
            /// The length of the whole list.
            pub total_count: UnsignedInt64,
        }

        /// A node with its place in the list.
        #[derive(Debug, SimpleObject)]
        pub struct $edge {
            /// The place, opaque to clients.
            pub cursor: String,
            /// The node.
            pub node: $node,
        }
    };
}

connection!(
    SellingPlanGroupConnection,
    SellingPlanGroupEdge,
    SellingPlanGroup
);
connection!(SellingPlanConnection, SellingPlanEdge, SellingPlan);
connection!(
    SellingPlanAllocationConnection,
    SellingPlanAllocationEdge,
    SellingPlanAllocation
);

/// Selling plans that an app offers together.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct SellingPlanGroup {
    /// The app that made the group.
    pub app_name: Option<String>,
    /// The name shown to shoppers.
    pub name: String,
    /// What the plans differ by.
    pub options: Vec<SellingPlanGroupOption>,
}

#[ComplexObject]
impl SellingPlanGroup {
    /// The plans of the group.
    async fn selling_plans(
        &self,
        #[graphql(name = "after")] _after: Option<String>,
        #[graphql(name = "before")] _before: Option<String>,
        #[graphql(name = "first")] _first: Option<i32>,
        #[graphql(name = "last")] _last: Option<i32>,
        #[graphql(name = "reverse", default_with = "Some(false)")] _reverse: Option<bool>,
    ) -> SellingPlanConnection {
        SellingPlanConnection::default()
    }
}

/// An option that the plans of a group differ by.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanGroupOption {
    /// Such as `Deliver every`.
    pub name: String,
    /// Such as `week` and `month`.
    pub values: Vec<String>,
}

/// How a product is sold and delivered over time.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct SellingPlan {
    /// When the shopper is charged.
    pub billing_policy: Option<SellingPlanBillingPolicy>,
    /// What is charged at checkout.
    pub checkout_charge: SellingPlanCheckoutCharge,
    /// When the product is delivered.
    pub delivery_policy: Option<SellingPlanDeliveryPolicy>,
    /// A text for shoppers.
    pub description: Option<String>,
    /// Unique among selling plans.
    pub id: ID,
    /// The name shown to shoppers.
    pub name: String,
    /// The values of the group's options.
    pub options: Vec<SellingPlanOption>,
    /// How the price changes under the plan.
    pub price_adjustments: Vec<SellingPlanPriceAdjustment>,
    /// Whether deliveries repeat.
    pub recurring_deliveries: bool,
}

#[ComplexObject]
impl SellingPlan {
    /// A typed attribute.
    async fn metafield(
        &self,
        #[graphql(name = "key")] _key: String,
        #[graphql(name = "namespace")] _namespace: Option<String>,
    ) -> Option<Metafield> {
        None
    }

    /// Typed attributes in the order of their names.
    async fn metafields(
        &self,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Vec<Option<Metafield>> {
        identifiers.iter().map(|_| None).collect()
    }
}

/// When the shopper is charged.
#[derive(Debug, Union)]
pub enum SellingPlanBillingPolicy {
    /// Again and again.
    Recurring(SellingPlanRecurringBillingPolicy),
}

/// Charges that repeat.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanRecurringBillingPolicy {
    /// The unit of the time between two charges.
    pub interval: SellingPlanInterval,
    /// So many units.
    pub interval_count: i32,
}

/// When the product is delivered.
#[derive(Debug, Union)]
pub enum SellingPlanDeliveryPolicy {
    /// Again and again.
    Recurring(SellingPlanRecurringDeliveryPolicy),
}

/// Deliveries that repeat.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanRecurringDeliveryPolicy {
    /// The unit of the time between two deliveries.
    pub interval: SellingPlanInterval,
    /// So many units.
    pub interval_count: i32,
}

/// What is charged at checkout.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanCheckoutCharge {
    /// A share or an amount.
    #[graphql(name = "type")]
    pub kind: SellingPlanCheckoutChargeType,
    /// The share or the amount.
    pub value: SellingPlanCheckoutChargeValue,
}

/// The share or the amount that is charged at checkout.
#[derive(Debug, Union)]
pub enum SellingPlanCheckoutChargeValue {
    /// An amount.
    Amount(Amount),
    /// A share of the price.
    Percentage(SellingPlanCheckoutChargePercentageValue),
}

/// A share of the price.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanCheckoutChargePercentageValue {
    /// From 0 to 100.
    pub percentage: f64,
}

/// A value of a group's option.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanOption {
    /// The option.
    pub name: Option<String>,
    /// The value.
    pub value: Option<String>,
}

/// How the price changes under a plan.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanPriceAdjustment {
    /// The change.
    pub adjustment_value: SellingPlanPriceAdjustmentValue,
    /// For so many orders; for all when none.
    pub order_count: Option<i32>,
}

/// A change of the price.
#[derive(Debug, Union)]
pub enum SellingPlanPriceAdjustmentValue {
    /// So much off.
    FixedAmount(SellingPlanFixedAmountPriceAdjustment),
    /// Another price.
    FixedPrice(SellingPlanFixedPriceAdjustment),
    /// A share off.
    Percentage(SellingPlanPercentagePriceAdjustment),
}

/// So much off the price.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanFixedAmountPriceAdjustment {
    /// What is taken off.
    pub adjustment_amount: MoneyV2,
}

/// A price instead of the usual one.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanFixedPriceAdjustment {
    /// The price.
    pub price: MoneyV2,
}

/// A share off the price.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanPercentagePriceAdjustment {
    /// From 0 to 100.
    pub adjustment_percentage: f64,
}

/// What a variant costs under a plan.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanAllocation {
    /// What is charged at checkout.
    pub checkout_charge_amount: MoneyV2,
    /// The variant's prices under the plan.
    pub price_adjustments: Vec<SellingPlanAllocationPriceAdjustment>,
    /// What is charged later.
    pub remaining_balance_charge_amount: MoneyV2,
    /// The plan.
    pub selling_plan: SellingPlan,
}

/// A variant's prices under a plan.
#[derive(Debug, SimpleObject)]
pub struct SellingPlanAllocationPriceAdjustment {
    /// The price without the plan.
    pub compare_at_price: MoneyV2,
    /// The price of one delivery.
    pub per_delivery_price: MoneyV2,
    /// The price.
    pub price: MoneyV2,
    /// The price of a unit of measure.
    pub unit_price: Option<MoneyV2>,
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema, value};

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        async fn groups(&self) -> SellingPlanGroupConnection {
            SellingPlanGroupConnection::default()
        }

        async fn allocations(&self) -> SellingPlanAllocationConnection {
            SellingPlanAllocationConnection::default()
        }
    }

    #[tokio::test]
    async fn plans_can_be_asked_for_and_are_empty() {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let answer = schema
            .execute(
                "{ groups {
                     totalCount
                     nodes { sellingPlans(first: 3) { nodes { checkoutCharge { type value {
                         ... on MoneyV2 { amount }
                         ... on SellingPlanCheckoutChargePercentageValue { percentage } } } } } }
                     pageInfo { endCursor hasNextPage hasPreviousPage startCursor }
                   }
                   allocations { edges { cursor node { sellingPlan { deliveryPolicy {
                     ... on SellingPlanRecurringDeliveryPolicy { interval intervalCount } } } } } } }",
            )
            .await;
        assert_eq!(answer.errors, []);
        assert_eq!(
            answer.data,
            value!({
                "groups": {
                    "totalCount": "0",
                    "nodes": [],
                    "pageInfo": {
                        "endCursor": null,
                        "hasNextPage": false,
                        "hasPreviousPage": false,
                        "startCursor": null,
                    },
                },
                "allocations": {"edges": []},
            })
        );
        assert!(schema.sdl().contains("reverse: Boolean = false"));
    }
}
