CREATE INDEX IF NOT EXISTS product_unranked ON product (product_id) INCLUDE (listed_at) WHERE sales_rank = '4294967295'::INT8;
