-- The collections that a product is in.
SELECT c.collection_id, c.title_sort, c.id_order
FROM collection_product AS m
JOIN collection AS c ON c.collection_id = m.collection_id
WHERE m.product_id = $1::UUID
