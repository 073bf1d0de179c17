-- Neighbors of collections in the tree: the row of kind 0 has the one above, those of kind 1 the ones below, by title.
SELECT k.n, 0::INT8 AS kind, c.tree_version, c.parent_id AS other_id, '' AS title_sort, '' AS id_order
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN collection AS c ON c.collection_id = k.id
UNION ALL
SELECT k.n, 1::INT8 AS kind, 0::INT8 AS tree_version, c.collection_id AS other_id, c.title_sort, c.id_order
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN collection AS c ON c.parent_id = k.id
ORDER BY 1, 2, 5, 6
