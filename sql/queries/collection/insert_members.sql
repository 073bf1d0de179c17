-- Writes members of collections.
INSERT INTO collection_product (collection_id, position, product_id)
SELECT n.collection_id, n.position, n.product_id
FROM unnest($1::UUID[], $2::INT8[], $3::UUID[]) AS n(collection_id, position, product_id)
