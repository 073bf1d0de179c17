-- Purpose: which database answers; CockroachDB names itself in its version.
-- Index: none; reads no table.
-- Rows: one.
SELECT version()::TEXT AS version
