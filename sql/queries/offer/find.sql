-- Prices (kind 0), earlier prices (1) and stock (2) of products in one round trip. other_id: price list;
-- number: minimum quantity, or 1 where the variant can be ordered at zero.
SELECT k.n, 0::INT8 AS kind, r.version, r.variant_id, r.price_list_id AS other_id, r.minimum_quantity AS number,
    r.starts_at, r.ends_at, r.currency, r.amount, r.compare_at_amount,
    NULL::UUID[] AS location_ids, NULL::INT8[] AS levels
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN price AS r ON r.product_id = k.id
UNION ALL
SELECT k.n, 1::INT8 AS kind, h.version, h.variant_id, h.price_list_id AS other_id, h.minimum_quantity AS number,
    h.starts_at, h.ends_at, h.currency, h.amount, h.compare_at_amount,
    NULL::UUID[] AS location_ids, NULL::INT8[] AS levels
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN price_history AS h ON h.product_id = k.id
UNION ALL
SELECT k.n, 2::INT8 AS kind, s.version, s.variant_id, NULL::UUID AS other_id,
    CASE WHEN s.is_orderable_at_zero THEN 1::INT8 ELSE 0::INT8 END AS number,
    0::INT8 AS starts_at, 0::INT8 AS ends_at, '' AS currency, s.quantity AS amount, NULL::INT8 AS compare_at_amount,
    s.location_ids, s.levels
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN stock AS s ON s.product_id = k.id
