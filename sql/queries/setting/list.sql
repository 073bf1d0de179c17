-- Everything that the whole shop shares. Some dozens of rows.
SELECT s.kind, s.version, s.body
FROM setting AS s
WHERE s.kind IN ('shop', 'market', 'price_list', 'location', 'search_setting')
