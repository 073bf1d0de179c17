-- Notes which versions are current now.
INSERT INTO fact_version AS f (key, aspect, version, content_hash)
SELECT n.key, n.aspect, n.version, n.content_hash
FROM unnest($1::UUID[], $2::TEXT[], $3::INT8[], $4::UUID[]) AS n(key, aspect, version, content_hash)
ON CONFLICT (key, aspect) DO UPDATE
SET version = excluded.version, content_hash = excluded.content_hash
WHERE f.version <= excluded.version
