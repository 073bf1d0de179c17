-- The read schema of one catalog, as migrations leave it: `vitrina migrate` applied to an empty database equals this
-- file (a test holds it so). Instants are INT8 microseconds since 1970, UTC; amounts are INT8 minor units of their
-- currency; keys are UUIDs (version 5) of the ids that the source gave. Bodies are facts as JSON in TEXT: nothing in SQL
-- looks inside, and printing JSONB back costs the database more than the rest of a point read.

-- Which version of each aspect is current. Tombstones stay here after their rows are gone. replaced_hash is that of the
-- content before, null for the first.
CREATE TABLE fact_version (
    key UUID NOT NULL,
    aspect TEXT NOT NULL,
    version INT8 NOT NULL,
    content_hash UUID NOT NULL,
    replaced_hash UUID,
    PRIMARY KEY (key, aspect)
);

-- Content of products. listed_at: when lists begin to show it; the greatest INT8 when they never do. variant_ids: keys of
-- variants in order, 16 bytes each, because an array costs the database more to hand out than the rest of a row.
CREATE TABLE product (
    product_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    handle TEXT NOT NULL,
    id_order TEXT NOT NULL,
    listed_at INT8 NOT NULL,
    created_at INT8 NOT NULL,
    updated_at INT8 NOT NULL,
    sales_rank INT8 NOT NULL,
    is_gift_card BOOL NOT NULL,
    title_sort TEXT NOT NULL,
    vendor_sort TEXT NOT NULL,
    type_sort TEXT NOT NULL,
    title_words TEXT NOT NULL,
    handle_key TEXT NOT NULL,
    vendor_key TEXT NOT NULL,
    type_key TEXT NOT NULL,
    id_keys TEXT[] NOT NULL,
    tag_keys TEXT[] NOT NULL,
    sku_keys TEXT[] NOT NULL,
    barcode_keys TEXT[] NOT NULL,
    product_type TEXT NOT NULL,
    tags TEXT[] NOT NULL,
    variant_ids BYTEA NOT NULL,
    options TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX product_handle ON product (handle);
CREATE INDEX product_id_order ON product (id_order, listed_at);
CREATE INDEX product_title ON product (title_sort, id_order, listed_at);
CREATE INDEX product_vendor ON product (vendor_sort, id_order, listed_at);
CREATE INDEX product_type ON product (type_sort, id_order, listed_at);
CREATE INDEX product_created ON product (created_at, id_order, listed_at);
CREATE INDEX product_updated ON product (updated_at, id_order, listed_at);
CREATE INDEX product_sales_rank ON product (sales_rank, id_order, listed_at);
CREATE INDEX product_listed ON product (listed_at);
-- Members of a collection with a rank, and those without (4294967295): each kind is found without reading products of the
-- other.
CREATE INDEX product_ranked ON product (product_id) INCLUDE (sales_rank, listed_at)
    WHERE sales_rank < '4294967295'::INT8;
CREATE INDEX product_unranked ON product (product_id) INCLUDE (listed_at)
    WHERE sales_rank = '4294967295'::INT8;

-- Earlier handles; a present handle of another product is stronger.
CREATE TABLE handle_history (
    handle TEXT NOT NULL,
    product_id UUID NOT NULL,
    PRIMARY KEY (handle, product_id)
);
CREATE INDEX handle_history_product ON handle_history (product_id);

-- Variants without prices and stock.
CREATE TABLE variant (
    product_id UUID NOT NULL,
    position INT8 NOT NULL,
    variant_id UUID NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
);
CREATE INDEX variant_id ON variant (variant_id);

-- Prices in force. price_list_id is the nil UUID for base prices; starts_at and ends_at are the least and the greatest
-- INT8 where there is no bound.
CREATE TABLE price (
    product_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    price_list_id UUID NOT NULL,
    minimum_quantity INT8 NOT NULL,
    starts_at INT8 NOT NULL,
    ends_at INT8 NOT NULL,
    currency TEXT NOT NULL,
    amount INT8 NOT NULL,
    compare_at_amount INT8,
    version INT8 NOT NULL,
    PRIMARY KEY (product_id, variant_id, price_list_id, minimum_quantity, starts_at)
);
-- Most prices have no bound and stand in neither.
CREATE INDEX price_starts_at ON price (starts_at) WHERE starts_at > '-9223372036854775808'::INT8;
CREATE INDEX price_ends_at ON price (ends_at) WHERE ends_at < '9223372036854775807'::INT8;

-- Prices of earlier versions, as they were: the lowest price before a reduction is read from them.
CREATE TABLE price_history (
    product_id UUID NOT NULL,
    version INT8 NOT NULL,
    variant_id UUID NOT NULL,
    price_list_id UUID NOT NULL,
    minimum_quantity INT8 NOT NULL,
    starts_at INT8 NOT NULL,
    ends_at INT8 NOT NULL,
    currency TEXT NOT NULL,
    amount INT8 NOT NULL,
    compare_at_amount INT8,
    PRIMARY KEY (product_id, version, variant_id, price_list_id, minimum_quantity, starts_at)
);

-- Stock of variants. quantity is that over all locations, null where it is not tracked; levels are those at each of
-- location_ids.
CREATE TABLE stock (
    product_id UUID NOT NULL,
    variant_id UUID NOT NULL,
    quantity INT8,
    is_orderable_at_zero BOOL NOT NULL,
    location_ids UUID[] NOT NULL,
    levels INT8[] NOT NULL,
    version INT8 NOT NULL,
    PRIMARY KEY (product_id, variant_id)
);

-- What lists sort and filter by: the offer of a product in a price context (currency, price lists, conversion), a row
-- for each span of time in which nothing scheduled changes it. Spans of one product and context do not overlap and
-- leave no gap.
CREATE TABLE offer_summary (
    product_id UUID NOT NULL,
    price_context UUID NOT NULL,
    valid_from INT8 NOT NULL,
    valid_until INT8 NOT NULL,
    min_amount INT8 NOT NULL,
    amounts INT8[] NOT NULL,
    is_available BOOL NOT NULL,
    id_order TEXT NOT NULL,
    PRIMARY KEY (product_id, price_context, valid_from)
);
CREATE INDEX offer_summary_price ON offer_summary (price_context, min_amount, id_order);

-- Typed attributes of any record, sorted as they are served.
CREATE TABLE metafield (
    owner_id UUID NOT NULL,
    position INT8 NOT NULL,
    id TEXT NOT NULL,
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    description TEXT,
    version INT8 NOT NULL,
    PRIMARY KEY (owner_id, position)
);

-- Collections. parent_id is derived from parent handles and never closes a ring; tree_version rises when the parent or
-- a child changes.
CREATE TABLE collection (
    collection_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    handle TEXT NOT NULL,
    id_order TEXT NOT NULL,
    title_sort TEXT NOT NULL,
    parent_handle TEXT,
    parent_id UUID,
    tree_version INT8 NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX collection_handle ON collection (handle);
CREATE INDEX collection_parent ON collection (parent_id);

-- Members of collections, at the positions that the shop names; they may not be there (yet).
CREATE TABLE collection_product (
    collection_id UUID NOT NULL,
    position INT8 NOT NULL,
    product_id UUID NOT NULL,
    PRIMARY KEY (collection_id, position)
);
CREATE INDEX collection_product_product ON collection_product (product_id, collection_id, position);

-- Pages, blogs, articles, menus, policies, metaobjects and redirects. scope: the blog's handle of an article, the type
-- of a metaobject, else empty. published_at is 0 for kinds that are always published.
CREATE TABLE content (
    content_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    handle TEXT NOT NULL,
    id_order TEXT NOT NULL,
    published_at INT8 NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX content_handle ON content (kind, scope, handle);
CREATE INDEX content_id_order ON content (kind, id_order);

-- Texts of one record in one language; the key is that of `application::catalog::translation_key`.
CREATE TABLE translation (
    translation_id UUID NOT NULL PRIMARY KEY,
    version INT8 NOT NULL,
    body TEXT NOT NULL
);

-- Shop, markets, price lists and locations.
CREATE TABLE setting (
    setting_id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    version INT8 NOT NULL,
    body TEXT NOT NULL
);
