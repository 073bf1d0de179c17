-- The products that variants belong to, with the place of each key.
SELECT k.n, p.product_id, p.id_order
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN variant AS v ON v.variant_id = k.id
JOIN product AS p ON p.product_id = v.product_id
