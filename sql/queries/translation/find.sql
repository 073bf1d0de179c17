-- Texts of records in one language each, with the place of each key.
SELECT k.n, t.version, t.body
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN translation AS t ON t.translation_id = k.id
