CREATE TABLE IF NOT EXISTS fact_version (
    key UUID NOT NULL,
    aspect TEXT NOT NULL,
    version INT8 NOT NULL,
    content_hash UUID NOT NULL,
    replaced_hash UUID,
    PRIMARY KEY (key, aspect)
);
