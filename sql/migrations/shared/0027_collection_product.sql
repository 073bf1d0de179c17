CREATE TABLE IF NOT EXISTS collection_product (
    collection_id UUID NOT NULL,
    position INT8 NOT NULL,
    product_id UUID NOT NULL,
    PRIMARY KEY (collection_id, position)
);
