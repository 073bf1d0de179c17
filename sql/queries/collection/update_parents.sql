-- Places collections in the tree.
UPDATE collection AS c
SET parent_id = n.parent_id
FROM unnest($1::UUID[], $2::UUID[]) AS n(collection_id, parent_id)
WHERE c.collection_id = n.collection_id
