-- Removes the stock of products, before it is told anew.
DELETE FROM stock WHERE product_id = ANY($1::UUID[])
