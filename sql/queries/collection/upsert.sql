-- Writes collections; their place in the tree is worked out afterwards.
INSERT INTO collection AS c (
    collection_id, version, handle, id_order, title_sort, parent_handle, tree_version, body
)
SELECT n.collection_id, n.version, n.handle, n.id_order, n.title_sort, n.parent_handle, n.version, n.body
FROM unnest($1::UUID[], $2::INT8[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[])
    AS n(collection_id, version, handle, id_order, title_sort, parent_handle, body)
ON CONFLICT (collection_id) DO UPDATE
SET version = excluded.version, handle = excluded.handle, id_order = excluded.id_order,
    title_sort = excluded.title_sort, parent_handle = excluded.parent_handle, body = excluded.body,
    tree_version = greatest(c.tree_version, excluded.version)
WHERE c.version <= excluded.version
