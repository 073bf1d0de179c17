-- Writes translations.
INSERT INTO translation AS t (translation_id, version, body)
SELECT n.translation_id, n.version, n.body
FROM unnest($1::UUID[], $2::INT8[], $3::TEXT[]) AS n(translation_id, version, body)
ON CONFLICT (translation_id) DO UPDATE
SET version = excluded.version, body = excluded.body
WHERE t.version <= excluded.version
