-- Removes the summaries of products, before they are worked out anew.
DELETE FROM offer_summary WHERE product_id = ANY($1::UUID[])
