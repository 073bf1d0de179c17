-- Removes the members of collections, before they are told anew.
DELETE FROM collection_product WHERE collection_id = ANY($1::UUID[])
