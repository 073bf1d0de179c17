-- Metafields of owners, as they are served.
SELECT k.n, m.version, m.id, m.namespace, m.key, m.kind, m.value, m.description
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN metafield AS m ON m.owner_id = k.id
ORDER BY k.n, m.position
