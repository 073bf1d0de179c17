-- Variants of products, in order; the row at position -1 has the options of the product and its version.
SELECT k.n, -1::INT8 AS position, p.version, p.options AS body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN product AS p ON p.product_id = k.id
UNION ALL
SELECT k.n, v.position, 0::INT8 AS version, v.body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN variant AS v ON v.product_id = k.id
ORDER BY 1, 2
