-- What the tree is worked out from. Collections are few beside products.
-- scan: collection
SELECT c.collection_id, c.handle, c.parent_handle, c.parent_id, c.id_order
FROM collection AS c
