-- Writes metafields.
INSERT INTO metafield (owner_id, position, version, id, namespace, key, kind, value, description)
SELECT n.owner_id, n.position, n.version, n.id, n.namespace, n.key, n.kind, n.value, n.description
FROM unnest(
    $1::UUID[], $2::INT8[], $3::INT8[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[], $8::TEXT[], $9::TEXT[]
) AS n(owner_id, position, version, id, namespace, key, kind, value, description)
