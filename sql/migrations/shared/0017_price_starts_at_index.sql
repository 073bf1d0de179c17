CREATE INDEX IF NOT EXISTS price_starts_at ON price (starts_at) WHERE starts_at > '-9223372036854775808'::INT8;
