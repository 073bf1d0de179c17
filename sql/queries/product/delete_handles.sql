-- Forgets the earlier handles of products, before they are told anew.
DELETE FROM handle_history WHERE product_id = ANY($1::UUID[])
