-- Collections by key, with the place of each key.
SELECT k.n, c.version, c.body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN collection AS c ON c.collection_id = k.id
