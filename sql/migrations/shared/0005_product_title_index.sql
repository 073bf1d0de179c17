CREATE INDEX IF NOT EXISTS product_title ON product (title_sort, id_order, listed_at);
