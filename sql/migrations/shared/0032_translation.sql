CREATE TABLE IF NOT EXISTS translation (
    translation_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    body TEXT NOT NULL
);
