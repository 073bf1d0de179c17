CREATE INDEX IF NOT EXISTS collection_handle ON collection (handle);
