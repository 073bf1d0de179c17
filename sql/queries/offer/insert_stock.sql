-- Writes stock. Locations and their levels come joined by the unit separator, because an array of arrays does not unnest.
INSERT INTO stock (product_id, version, variant_id, quantity, is_orderable_at_zero, location_ids, levels)
SELECT
    n.product_id, n.version, n.variant_id, n.quantity, n.is_orderable_at_zero,
    string_to_array(n.location_ids, chr(31))::UUID[], string_to_array(n.levels, chr(31))::INT8[]
FROM unnest($1::UUID[], $2::INT8[], $3::UUID[], $4::INT8[], $5::BOOL[], $6::TEXT[], $7::TEXT[])
    AS n(product_id, version, variant_id, quantity, is_orderable_at_zero, location_ids, levels)
