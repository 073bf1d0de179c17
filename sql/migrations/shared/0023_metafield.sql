CREATE TABLE IF NOT EXISTS metafield (
    owner_id UUID NOT NULL,
    position INT8 NOT NULL,
    id TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    description TEXT,
    version INT8 NOT NULL,
    PRIMARY KEY (owner_id, position)
);
