-- The collections of a product with the size of each, and its neighbors in them: those after it, then those from the
-- beginning, at most $2 of either. Counting reads the members of these collections.
WITH own AS (
    SELECT c.collection_id, c.id_order, m.position, (
        SELECT count(*)::INT8
        FROM collection_product AS a
        JOIN product AS p ON p.product_id = a.product_id
        WHERE a.collection_id = c.collection_id AND p.listed_at < 9223372036854775807
    ) AS size
    FROM collection_product AS m
    JOIN collection AS c ON c.collection_id = m.collection_id
    WHERE m.product_id = $1::UUID
)
SELECT o.size, o.id_order, 0::INT8 AS lap, n.position, n.product_id
FROM own AS o
CROSS JOIN LATERAL (
    SELECT a.position, a.product_id
    FROM collection_product AS a
    JOIN product AS p ON p.product_id = a.product_id
    WHERE a.collection_id = o.collection_id AND a.position > o.position AND p.listed_at < 9223372036854775807
    ORDER BY a.position
    LIMIT $2::INT8
) AS n
UNION ALL
SELECT o.size, o.id_order, 1::INT8 AS lap, n.position, n.product_id
FROM own AS o
CROSS JOIN LATERAL (
    SELECT a.position, a.product_id
    FROM collection_product AS a
    JOIN product AS p ON p.product_id = a.product_id
    WHERE a.collection_id = o.collection_id AND a.position < o.position AND p.listed_at < 9223372036854775807
    ORDER BY a.position
    LIMIT $2::INT8
) AS n
ORDER BY 1, 2, 3, 4
