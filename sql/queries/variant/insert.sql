-- Writes variants.
INSERT INTO variant (product_id, position, variant_id, body)
SELECT n.product_id, n.position, n.variant_id, n.body
FROM unnest($1::UUID[], $2::INT8[], $3::UUID[], $4::TEXT[]) AS n(product_id, position, variant_id, body)
