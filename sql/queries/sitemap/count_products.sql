-- How many products search engines are told of.
SELECT count(*)::INT8 AS total
FROM product AS p
WHERE p.listed_at <= $1::INT8
