-- Removes settings.
DELETE FROM setting WHERE setting_id = ANY($1::UUID[])
