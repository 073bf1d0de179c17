-- The current versions of aggregates, locked until the transaction ends.
SELECT f.key, f.aspect, f.version, f.content_hash
FROM fact_version AS f
WHERE f.key = ANY($1::UUID[])
FOR UPDATE
