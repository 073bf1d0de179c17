-- Removes the variants of products, before they are told anew.
DELETE FROM variant WHERE product_id = ANY($1::UUID[])
