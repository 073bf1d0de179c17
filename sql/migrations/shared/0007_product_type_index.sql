CREATE INDEX IF NOT EXISTS product_type ON product (type_sort, id_order, listed_at);
