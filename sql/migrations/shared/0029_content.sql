CREATE TABLE IF NOT EXISTS content (
    content_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    handle TEXT NOT NULL,
    id_order TEXT NOT NULL,
    published_at INT8 NOT NULL,
    body TEXT NOT NULL
);
