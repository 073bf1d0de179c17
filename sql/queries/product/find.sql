-- Products by key, with the place of each key.
SELECT k.n, p.product_id, p.version, p.variant_ids, p.options, p.body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN product AS p ON p.product_id = k.id
