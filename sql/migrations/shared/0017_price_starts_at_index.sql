CREATE INDEX IF NOT EXISTS price_starts_at ON price (starts_at);
