CREATE INDEX IF NOT EXISTS product_ranked ON product (product_id) INCLUDE (sales_rank, listed_at) WHERE sales_rank < '4294967295'::INT8;
