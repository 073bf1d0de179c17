CREATE TABLE IF NOT EXISTS handle_history (
    handle TEXT NOT NULL,
    product_id UUID NOT NULL,
    PRIMARY KEY (handle, product_id)
);
