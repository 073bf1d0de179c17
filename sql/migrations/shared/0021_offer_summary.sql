CREATE TABLE IF NOT EXISTS offer_summary (
    product_id UUID NOT NULL,
    price_context UUID NOT NULL,
    valid_from INT8 NOT NULL,
    valid_until INT8 NOT NULL,
    min_amount INT8 NOT NULL,
    amounts INT8[] NOT NULL,
    is_available BOOL NOT NULL,
    id_order TEXT NOT NULL,
    PRIMARY KEY (product_id, price_context, valid_from)
);
