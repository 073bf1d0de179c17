-- Removes the metafields of the variants that products have, before both are told anew.
DELETE FROM metafield
WHERE owner_id IN (SELECT v.variant_id FROM variant AS v WHERE v.product_id = ANY($1::UUID[]))
