CREATE INDEX IF NOT EXISTS product_id_order ON product (id_order, listed_at);
