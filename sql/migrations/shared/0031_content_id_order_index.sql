CREATE INDEX IF NOT EXISTS content_id_order ON content (kind, id_order);
