-- Content by key, with the place of each key.
SELECT k.n, c.version, c.body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN content AS c ON c.content_id = k.id
