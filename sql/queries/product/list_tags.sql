-- All tags of listed products. Reads every product: there is no index of distinct values on both databases; callers
-- keep the answer.
-- scan: product
SELECT DISTINCT t.tag
FROM product AS p, unnest(p.tags) AS t(tag)
WHERE p.listed_at <= $1::INT8
