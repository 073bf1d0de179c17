CREATE TABLE IF NOT EXISTS variant (
    product_id UUID NOT NULL,
    position INT8 NOT NULL,
    variant_id UUID NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
);
