-- The next publication of an article after an instant. Content is small beside the catalog.
SELECT c.published_at
FROM content AS c
WHERE c.kind = 'article' AND c.published_at > $1::INT8
ORDER BY c.published_at
LIMIT 1
