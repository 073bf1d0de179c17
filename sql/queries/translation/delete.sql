-- Removes texts of records in one language each.
DELETE FROM translation WHERE translation_id = ANY($1::UUID[])
