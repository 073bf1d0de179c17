-- The product of a present handle (kind 3; of two the one whose id comes last) and in the same round trip, where $2, $3
-- and $4 say so, its variants (4), its prices (0), earlier prices (1) and stock (2) as offer/find has them, and its
-- metafields (5). id: of the product or a variant; number: position, minimum quantity, or 1 where the variant can be
-- ordered at zero; text1: options, body of a variant, currency or id; text2: body.
-- Found by product_handle and the primary keys of the other tables; one product's rows.
WITH found AS (
    SELECT p.product_id, p.version, p.variant_ids, p.options, p.body
    FROM product AS p
    WHERE p.handle = $1::TEXT
    ORDER BY p.id_order DESC
    LIMIT 1
)
SELECT 3::INT8 AS kind, f.version, 0::INT8 AS number, f.product_id AS id, NULL::UUID AS other_id,
    NULL::INT8 AS starts_at, NULL::INT8 AS ends_at, NULL::INT8 AS amount, NULL::INT8 AS compare_at_amount,
    NULL::UUID[] AS location_ids, NULL::INT8[] AS levels, f.options AS text1, f.body AS text2, NULL::TEXT AS text3,
    NULL::TEXT AS text4, NULL::TEXT AS text5, NULL::TEXT AS text6, f.variant_ids
FROM found AS f
UNION ALL
SELECT 4::INT8, 0::INT8, v.position, NULL::UUID, NULL::UUID, NULL::INT8, NULL::INT8, NULL::INT8, NULL::INT8,
    NULL::UUID[], NULL::INT8[], v.body, NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::BYTEA
FROM found AS f
JOIN variant AS v ON v.product_id = f.product_id
WHERE $2::BOOL
UNION ALL
SELECT 0::INT8, r.version, r.minimum_quantity, r.variant_id, r.price_list_id, r.starts_at, r.ends_at, r.amount,
    r.compare_at_amount, NULL::UUID[], NULL::INT8[], r.currency, NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::TEXT,
    NULL::TEXT, NULL::BYTEA
FROM found AS f
JOIN price AS r ON r.product_id = f.product_id
WHERE $3::BOOL
UNION ALL
SELECT 1::INT8, h.version, h.minimum_quantity, h.variant_id, h.price_list_id, h.starts_at, h.ends_at, h.amount,
    h.compare_at_amount, NULL::UUID[], NULL::INT8[], h.currency, NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::TEXT,
    NULL::TEXT, NULL::BYTEA
FROM found AS f
JOIN price_history AS h ON h.product_id = f.product_id
WHERE $3::BOOL
UNION ALL
SELECT 2::INT8, s.version, CASE WHEN s.is_orderable_at_zero THEN 1::INT8 ELSE 0::INT8 END, s.variant_id, NULL::UUID,
    NULL::INT8, NULL::INT8, s.quantity, NULL::INT8, s.location_ids, s.levels, NULL::TEXT, NULL::TEXT, NULL::TEXT,
    NULL::TEXT, NULL::TEXT, NULL::TEXT, NULL::BYTEA
FROM found AS f
JOIN stock AS s ON s.product_id = f.product_id
WHERE $3::BOOL
UNION ALL
SELECT 5::INT8, m.version, m.position, NULL::UUID, NULL::UUID, NULL::INT8, NULL::INT8, NULL::INT8, NULL::INT8,
    NULL::UUID[], NULL::INT8[], m.id, m.namespace, m.key, m.kind, m.value, m.description, NULL::BYTEA
FROM found AS f
JOIN metafield AS m ON m.owner_id = f.product_id
WHERE $4::BOOL
