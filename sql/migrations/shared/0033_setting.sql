CREATE TABLE IF NOT EXISTS setting (
    setting_id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    version INT8 NOT NULL,
    body TEXT NOT NULL
);
