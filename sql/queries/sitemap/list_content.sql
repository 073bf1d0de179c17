-- Entries of one kind of content for search engines, by id.
SELECT c.version, c.body
FROM content AS c
WHERE c.kind = $1::TEXT AND c.published_at <= $2::INT8
ORDER BY c.id_order
LIMIT $3::INT8 OFFSET $4::INT8
