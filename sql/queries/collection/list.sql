-- All collections. They are few beside products; conditions and orders are evaluated in process.
-- scan: collection
SELECT c.version, c.body
FROM collection AS c
