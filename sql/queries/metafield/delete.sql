-- Removes the metafields of owners, before they are told anew.
DELETE FROM metafield WHERE owner_id = ANY($1::UUID[])
