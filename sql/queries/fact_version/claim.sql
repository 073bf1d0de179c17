-- Makes versions the current ones where they are newer, and tells those that now are and what they replaced. Nothing is
-- read before: under SERIALIZABLE a read of what is not there yet would meet every writer nearby.
INSERT INTO fact_version AS f (key, aspect, version, content_hash)
SELECT n.key, n.aspect, n.version, n.content_hash
FROM unnest($1::UUID[], $2::TEXT[], $3::INT8[], $4::UUID[]) AS n(key, aspect, version, content_hash)
ON CONFLICT (key, aspect) DO UPDATE
SET version = excluded.version, content_hash = excluded.content_hash, replaced_hash = f.content_hash
WHERE f.version < excluded.version OR (f.version = excluded.version AND f.content_hash < excluded.content_hash)
RETURNING f.key, f.aspect, f.replaced_hash
