CREATE INDEX IF NOT EXISTS product_handle ON product (handle);
