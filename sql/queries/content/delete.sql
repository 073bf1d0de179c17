-- Removes content.
DELETE FROM content WHERE content_id = ANY($1::UUID[])
