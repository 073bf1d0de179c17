CREATE INDEX IF NOT EXISTS collection_product_product ON collection_product (product_id, collection_id, position);
