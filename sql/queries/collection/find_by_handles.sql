-- Collections by handle.
SELECT c.handle, c.id_order, c.version, c.body
FROM collection AS c
WHERE c.handle = ANY($1::TEXT[])
