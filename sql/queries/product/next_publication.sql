-- The next publication of a product after an instant.
SELECT p.listed_at
FROM product AS p
WHERE p.listed_at > $1::INT8
ORDER BY p.listed_at
LIMIT 1
