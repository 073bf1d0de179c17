-- The next end of a price after an instant.
SELECT r.ends_at
FROM price AS r
WHERE r.ends_at > $1::INT8 AND r.ends_at < '9223372036854775807'::INT8
ORDER BY r.ends_at
LIMIT 1
