-- Writes summaries. Amounts come joined by the unit separator, because an array of arrays does not unnest.
INSERT INTO offer_summary (
    product_id, price_context, valid_from, valid_until, min_amount, amounts, is_available, id_order
)
SELECT
    n.product_id, n.price_context, n.valid_from, n.valid_until, n.min_amount,
    string_to_array(n.amounts, chr(31))::INT8[], n.is_available, n.id_order
FROM unnest($1::UUID[], $2::UUID[], $3::INT8[], $4::INT8[], $5::INT8[], $6::TEXT[], $7::BOOL[], $8::TEXT[])
    AS n(product_id, price_context, valid_from, valid_until, min_amount, amounts, is_available, id_order)
