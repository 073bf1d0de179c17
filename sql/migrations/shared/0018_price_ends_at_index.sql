CREATE INDEX IF NOT EXISTS price_ends_at ON price (ends_at) WHERE ends_at < '9223372036854775807'::INT8;
