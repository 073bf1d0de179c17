-- The next beginning of a price after an instant.
SELECT r.starts_at
FROM price AS r
WHERE r.starts_at > $1::INT8 AND r.starts_at > '-9223372036854775808'::INT8
ORDER BY r.starts_at
LIMIT 1
