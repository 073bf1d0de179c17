-- Collections by handle, with the place of each handle.
SELECT k.n, c.id_order, c.version, c.body
FROM unnest($1::TEXT[]) WITH ORDINALITY AS k(handle, n)
JOIN collection AS c ON c.handle = k.handle
