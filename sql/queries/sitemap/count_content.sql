-- How much content of one kind search engines are told of.
SELECT count(*)::INT8 AS total
FROM content AS c
WHERE c.kind = $1::TEXT AND c.published_at <= $2::INT8
