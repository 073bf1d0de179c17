-- Products by present (rank 0) or earlier (rank 1) handle, with the place of each handle.
SELECT k.n, 0::INT8 AS rank, p.id_order, p.product_id, p.version, p.variant_ids, p.options, p.body
FROM unnest($1::TEXT[]) WITH ORDINALITY AS k(handle, n)
JOIN product AS p ON p.handle = k.handle
UNION ALL
SELECT k.n, 1::INT8 AS rank, p.id_order, p.product_id, p.version, p.variant_ids, p.options, p.body
FROM unnest($1::TEXT[]) WITH ORDINALITY AS k(handle, n)
JOIN handle_history AS h ON h.handle = k.handle
JOIN product AS p ON p.product_id = h.product_id
