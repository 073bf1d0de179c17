CREATE INDEX IF NOT EXISTS content_handle ON content (kind, scope, handle);
