-- How many collections search engines are told of.
SELECT count(*)::INT8 AS total
FROM collection AS c
