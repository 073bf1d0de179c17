-- Writes earlier handles of products.
INSERT INTO handle_history (handle, product_id)
SELECT n.handle, n.product_id
FROM unnest($1::TEXT[], $2::UUID[]) AS n(handle, product_id)
ON CONFLICT (handle, product_id) DO NOTHING
