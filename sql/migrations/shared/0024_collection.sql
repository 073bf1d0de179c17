CREATE TABLE IF NOT EXISTS collection (
    collection_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    handle TEXT NOT NULL,
    id_order TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    parent_handle TEXT,
    parent_id UUID,
    tree_version INT8 NOT NULL,
    body TEXT NOT NULL
);
