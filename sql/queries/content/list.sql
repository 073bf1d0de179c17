-- All content of two kinds: the one that is listed and the one that names its scope. Conditions and orders are evaluated
-- in process.
SELECT c.version, c.body
FROM content AS c
WHERE c.kind IN ($1::TEXT, $2::TEXT)
