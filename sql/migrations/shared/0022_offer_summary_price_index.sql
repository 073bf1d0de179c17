CREATE INDEX IF NOT EXISTS offer_summary_price ON offer_summary (price_context, min_amount, id_order);
