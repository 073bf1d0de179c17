-- What summaries of offers need of products, with the place of each key; the rows stay locked until the transaction
-- ends, so that two that touch one product do not derive from what the other replaces.
SELECT k.n, p.id_order, p.variant_ids
FROM unnest($1::UUID[]) WITH ORDINALITY AS k(id, n)
JOIN product AS p ON p.product_id = k.id
FOR UPDATE OF p
