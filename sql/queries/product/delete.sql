-- Removes products; what belongs to them has statements of its own.
DELETE FROM product WHERE product_id = ANY($1::UUID[])
