CREATE INDEX IF NOT EXISTS product_created ON product (created_at, id_order, listed_at);
