CREATE TABLE IF NOT EXISTS stock (
    product_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    quantity INT8,
    is_orderable_at_zero BOOL NOT NULL,
    location_ids UUID[] NOT NULL,
    levels INT8[] NOT NULL,
    version INT8 NOT NULL,
    PRIMARY KEY (product_id, variant_id)
);
