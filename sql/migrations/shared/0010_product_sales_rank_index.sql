CREATE INDEX IF NOT EXISTS product_sales_rank ON product (sales_rank, id_order, listed_at);
