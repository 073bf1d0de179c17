CREATE INDEX IF NOT EXISTS product_listed ON product (listed_at);
