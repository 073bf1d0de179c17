CREATE TABLE IF NOT EXISTS price_history (
    product_id UUID NOT NULL,
    version INT8 NOT NULL,
    variant_id UUID NOT NULL,
    price_list_id UUID NOT NULL,
    minimum_quantity INT8 NOT NULL,
    starts_at INT8 NOT NULL,
    ends_at INT8 NOT NULL,
    currency TEXT NOT NULL,
    amount INT8 NOT NULL,
    compare_at_amount INT8,
    PRIMARY KEY (product_id, version, variant_id, price_list_id, minimum_quantity, starts_at)
);
