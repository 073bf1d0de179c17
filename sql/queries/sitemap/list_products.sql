-- Entries of products for search engines, by id.
SELECT p.product_id, p.version, p.variant_ids, p.options, p.body
FROM product AS p
WHERE p.listed_at <= $1::INT8
ORDER BY p.id_order
LIMIT $2::INT8 OFFSET $3::INT8
