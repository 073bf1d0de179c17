-- Keeps the prices in force of products as history, before they are told anew.
INSERT INTO price_history (
    product_id, version, variant_id, price_list_id, minimum_quantity, starts_at, ends_at, currency, amount,
    compare_at_amount
)
SELECT
    r.product_id, r.version, r.variant_id, r.price_list_id, r.minimum_quantity, r.starts_at, r.ends_at, r.currency,
    r.amount, r.compare_at_amount
FROM price AS r
WHERE r.product_id = ANY($1::UUID[])
ON CONFLICT (product_id, version, variant_id, price_list_id, minimum_quantity, starts_at) DO NOTHING
