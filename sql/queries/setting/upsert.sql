-- Writes settings.
INSERT INTO setting AS s (setting_id, version, kind, body)
SELECT n.setting_id, n.version, n.kind, n.body
FROM unnest($1::UUID[], $2::INT8[], $3::TEXT[], $4::TEXT[]) AS n(setting_id, version, kind, body)
ON CONFLICT (setting_id) DO UPDATE
SET version = excluded.version, kind = excluded.kind, body = excluded.body
WHERE s.version <= excluded.version
