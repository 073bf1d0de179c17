CREATE INDEX IF NOT EXISTS handle_history_product ON handle_history (product_id);
