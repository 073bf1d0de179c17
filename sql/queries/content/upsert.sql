-- Writes content.
INSERT INTO content AS c (content_id, version, kind, scope, handle, id_order, published_at, body)
SELECT n.content_id, n.version, n.kind, n.scope, n.handle, n.id_order, n.published_at, n.body
FROM unnest($1::UUID[], $2::INT8[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::INT8[], $8::TEXT[])
    AS n(content_id, version, kind, scope, handle, id_order, published_at, body)
ON CONFLICT (content_id) DO UPDATE
SET version = excluded.version, kind = excluded.kind, scope = excluded.scope, handle = excluded.handle,
    id_order = excluded.id_order, published_at = excluded.published_at, body = excluded.body
WHERE c.version <= excluded.version
