-- Removes the prices in force of products, before they are told anew.
DELETE FROM price WHERE product_id = ANY($1::UUID[])
