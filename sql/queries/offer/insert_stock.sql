-- Writes stock.
INSERT INTO stock (product_id, version, variant_id, location_id, quantity, is_orderable_at_zero)
SELECT n.product_id, n.version, n.variant_id, n.location_id, n.quantity, n.is_orderable_at_zero
FROM unnest($1::UUID[], $2::INT8[], $3::UUID[], $4::UUID[], $5::INT8[], $6::BOOL[])
    AS n(product_id, version, variant_id, location_id, quantity, is_orderable_at_zero)
