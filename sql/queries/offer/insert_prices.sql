-- Writes prices in force.
INSERT INTO price (
    product_id, version, variant_id, price_list_id, minimum_quantity, starts_at, ends_at, currency, amount,
    compare_at_amount
)
SELECT
    n.product_id, n.version, n.variant_id, n.price_list_id, n.minimum_quantity, n.starts_at, n.ends_at, n.currency,
    n.amount, n.compare_at_amount
FROM unnest(
    $1::UUID[], $2::INT8[], $3::UUID[], $4::UUID[], $5::INT8[], $6::INT8[], $7::INT8[], $8::TEXT[], $9::INT8[],
    $10::INT8[]
) AS n(
    product_id, version, variant_id, price_list_id, minimum_quantity, starts_at, ends_at, currency, amount,
    compare_at_amount
)
