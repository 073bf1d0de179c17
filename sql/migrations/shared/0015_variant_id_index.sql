CREATE INDEX IF NOT EXISTS variant_id ON variant (variant_id);
