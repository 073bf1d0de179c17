-- The keys of products after one, for working through all of them in bounded steps.
SELECT p.product_id
FROM product AS p
WHERE p.product_id > $1::UUID
ORDER BY p.product_id
LIMIT $2::INT8
