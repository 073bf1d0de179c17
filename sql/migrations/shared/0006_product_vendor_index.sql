CREATE INDEX IF NOT EXISTS product_vendor ON product (vendor_sort, id_order, listed_at);
