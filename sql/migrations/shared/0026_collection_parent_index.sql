CREATE INDEX IF NOT EXISTS collection_parent ON collection (parent_id);
