-- Notes that the neighbors of collections in the tree changed.
UPDATE collection
SET tree_version = greatest(tree_version, $2::INT8)
WHERE collection_id = ANY($1::UUID[])
