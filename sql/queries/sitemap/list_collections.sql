-- Entries of collections for search engines, by id.
SELECT c.version, c.body
FROM collection AS c
ORDER BY c.id_order
LIMIT $1::INT8 OFFSET $2::INT8
