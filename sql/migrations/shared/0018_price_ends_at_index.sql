CREATE INDEX IF NOT EXISTS price_ends_at ON price (ends_at);
