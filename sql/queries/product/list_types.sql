-- All types of listed products. Reads every product: there is no index of distinct values on both databases; callers
-- keep the answer.
-- scan: product
SELECT DISTINCT p.product_type
FROM product AS p
WHERE p.listed_at <= $1::INT8
