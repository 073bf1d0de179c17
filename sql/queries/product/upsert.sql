-- Writes products. Lists of texts come joined by the unit separator, because an array of arrays does not unnest.
-- variant_ids: 16 bytes each, which costs a third of what an array does to read.
INSERT INTO product AS p (
    product_id, version, handle, id_order, listed_at, created_at, updated_at, sales_rank, is_gift_card, title_sort,
    vendor_sort, type_sort, title_words, handle_key, vendor_key, type_key, id_keys, tag_keys, sku_keys, barcode_keys,
    product_type, tags, variant_ids, options, body
)
SELECT
    n.product_id, n.version, n.handle, n.id_order, n.listed_at, n.created_at, n.updated_at, n.sales_rank,
    n.is_gift_card, n.title_sort, n.vendor_sort, n.type_sort, n.title_words, n.handle_key, n.vendor_key, n.type_key,
    string_to_array(n.id_keys, chr(31)), string_to_array(n.tag_keys, chr(31)), string_to_array(n.sku_keys, chr(31)),
    string_to_array(n.barcode_keys, chr(31)), n.product_type, string_to_array(n.tags, chr(31)),
    n.variant_ids, n.options, n.body
FROM unnest(
    $1::UUID[], $2::INT8[], $3::TEXT[], $4::TEXT[], $5::INT8[], $6::INT8[], $7::INT8[], $8::INT8[], $9::BOOL[],
    $10::TEXT[], $11::TEXT[], $12::TEXT[], $13::TEXT[], $14::TEXT[], $15::TEXT[], $16::TEXT[], $17::TEXT[],
    $18::TEXT[], $19::TEXT[], $20::TEXT[], $21::TEXT[], $22::TEXT[], $23::BYTEA[], $24::TEXT[], $25::TEXT[]
) AS n(
    product_id, version, handle, id_order, listed_at, created_at, updated_at, sales_rank, is_gift_card, title_sort,
    vendor_sort, type_sort, title_words, handle_key, vendor_key, type_key, id_keys, tag_keys, sku_keys, barcode_keys,
    product_type, tags, variant_ids, options, body
)
ON CONFLICT (product_id) DO UPDATE
SET version = excluded.version, handle = excluded.handle, id_order = excluded.id_order,
    listed_at = excluded.listed_at, created_at = excluded.created_at, updated_at = excluded.updated_at,
    sales_rank = excluded.sales_rank, is_gift_card = excluded.is_gift_card, title_sort = excluded.title_sort,
    vendor_sort = excluded.vendor_sort, type_sort = excluded.type_sort, title_words = excluded.title_words,
    handle_key = excluded.handle_key, vendor_key = excluded.vendor_key, type_key = excluded.type_key,
    id_keys = excluded.id_keys, tag_keys = excluded.tag_keys, sku_keys = excluded.sku_keys,
    barcode_keys = excluded.barcode_keys, product_type = excluded.product_type, tags = excluded.tags,
    variant_ids = excluded.variant_ids, options = excluded.options, body = excluded.body
WHERE p.version <= excluded.version
