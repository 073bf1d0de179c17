CREATE INDEX IF NOT EXISTS product_updated ON product (updated_at, id_order, listed_at);
