-- The content of a kind, scope and handle; of two the first by id.
SELECT c.content_id
FROM content AS c
WHERE c.kind = $1::TEXT AND c.scope = $2::TEXT AND c.handle = $3::TEXT
ORDER BY c.id_order
LIMIT 1
