-- Removes collections, and tells what stood above them in the tree.
DELETE FROM collection WHERE collection_id = ANY($1::UUID[])
RETURNING parent_id
