// Every statement, planned by hand for the indexes of sql/schema.sql. `$now` and the like are microseconds since 1970.

/** The product of a present handle; of two the one whose id comes last. */
export const productByHandle = {
  name: 'product_by_handle',
  text: `
    SELECT product_id, listed_at <= $2, options, body
    FROM product WHERE handle = $1
    ORDER BY id_order DESC LIMIT 1`,
};

/** The same for an earlier handle. */
export const productByEarlierHandle = {
  name: 'product_by_earlier_handle',
  text: `
    SELECT p.product_id, p.listed_at <= $2, p.options, p.body
    FROM handle_history AS h JOIN product AS p USING (product_id)
    WHERE h.handle = $1
    ORDER BY p.id_order DESC LIMIT 1`,
};

/** Variants of products in order, each with its base price in force and its stock over all locations. */
export const variantsOfProducts = {
  name: 'variants_of_products',
  text: `
    SELECT v.product_id, v.body, r.currency, r.amount, r.compare_at_amount,
      s.product_id IS NULL OR s.is_orderable_at_zero OR s.quantity IS NULL OR s.quantity > 0
    FROM variant AS v
    LEFT JOIN LATERAL (
      SELECT currency, amount, compare_at_amount
      FROM price
      WHERE product_id = v.product_id AND variant_id = v.variant_id AND minimum_quantity <= 1
        AND price_list_id = '00000000-0000-0000-0000-000000000000' AND starts_at <= $2 AND ends_at > $2
      ORDER BY minimum_quantity DESC, starts_at DESC LIMIT 1
    ) AS r ON true
    LEFT JOIN stock AS s ON s.product_id = v.product_id AND s.variant_id = v.variant_id
    WHERE v.product_id = ANY($1::UUID[])
    ORDER BY v.product_id, v.position`,
};

/** The metafields of owners that have one of so many names, `namespace.key`, in order. */
export const metafieldsOfOwners = {
  name: 'metafields_of_owners',
  text: `
    SELECT owner_id, namespace, key, kind, value
    FROM metafield
    WHERE owner_id = ANY($1::UUID[]) AND namespace || '.' || key = ANY($2::TEXT[])
    ORDER BY owner_id, position`,
};

/** The collection of a handle; of two the one whose id comes last. */
export const collectionByHandle = {
  name: 'collection_by_handle',
  text: 'SELECT collection_id, body FROM collection WHERE handle = $1 ORDER BY id_order DESC LIMIT 1',
};

/** What the orders of collections sort by. The price is that of the shop's price context. */
const ORDERS = {
  MANUAL: ['m.position'],
  BEST_SELLING: ['p.sales_rank', 'm.position'],
  ALPHA_ASC: ['p.title_sort', 'p.id_order'],
  ALPHA_DESC: ['p.title_sort DESC', 'p.id_order DESC'],
  PRICE_ASC: ['o.min_amount', 'p.id_order'],
  PRICE_DESC: ['o.min_amount DESC', 'p.id_order DESC'],
  CREATED: ['p.created_at', 'p.id_order'],
  CREATED_DESC: ['p.created_at DESC', 'p.id_order DESC'],
};

const OFFER = 'o.price_context = $4 AND o.valid_from <= $2 AND o.valid_until > $2';

/**
 * The products of a collection by sales rank: those with a rank, which the index product_ranked has, before those without,
 * which are in the order of their places.
 */
const BEST_SELLING = `
        SELECT * FROM (
          (SELECT p.product_id, p.options, p.body, r.sales_rank, r.position
          FROM (
            SELECT p.product_id, p.sales_rank, m.position
            FROM collection_product AS m JOIN product AS p USING (product_id)
            WHERE m.collection_id = $1 AND p.listed_at <= $2 AND p.sales_rank < 4294967295
            ORDER BY p.sales_rank, m.position LIMIT $3
          ) AS r JOIN product AS p USING (product_id))
          UNION ALL
          (SELECT p.product_id, p.options, p.body, p.sales_rank, m.position
          FROM collection_product AS m JOIN product AS p USING (product_id)
          WHERE m.collection_id = $1 AND p.listed_at <= $2 AND p.sales_rank = 4294967295
          ORDER BY m.position LIMIT $3)
        ) AS ranked ORDER BY sales_rank, position LIMIT $3`;

/**
 * The first products of a collection by its own order, as many as $3 says, with their lowest and highest price in the
 * price context $4: what every list shows needs no statement more.
 */
export const productsOfCollection = Object.fromEntries(
  Object.entries(ORDERS).map(([order, columns]) => {
    const isByOffer = order.startsWith('PRICE');
    const listed = `
        SELECT p.product_id, p.options, p.body, ${columns.map((column) => column.split(' ')[0]).join(', ')}
        FROM collection_product AS m JOIN product AS p USING (product_id)
        ${isByOffer ? 'JOIN offer_summary AS o USING (product_id)' : ''}
        WHERE m.collection_id = $1 AND p.listed_at <= $2 ${isByOffer ? `AND ${OFFER}` : ''}
        ORDER BY ${columns.join(', ')} LIMIT $3`;
    const text = `
      SELECT page.product_id, page.options, page.body, o.amounts[1], o.amounts[cardinality(o.amounts)]
      FROM (${order === 'BEST_SELLING' ? BEST_SELLING : listed}) AS page
      LEFT JOIN offer_summary AS o ON o.product_id = page.product_id AND ${OFFER}
      ORDER BY ${columns.map((column) => column.replace(/^\w+/, 'page')).join(', ')}`;
    return [order, { name: `products_of_collection_${order.toLowerCase()}`, text }];
  }),
);

/** Lowest and highest price of products in a price context. */
export const priceRangesOfProducts = {
  name: 'price_ranges_of_products',
  text: `
    SELECT product_id, amounts[1], amounts[cardinality(amounts)]
    FROM offer_summary
    WHERE product_id = ANY($1::UUID[]) AND price_context = $2 AND valid_from <= $3 AND valid_until > $3`,
};

/** Everything that the whole shop shares. */
export const settings = {
  name: 'settings',
  text: `SELECT kind, body FROM setting WHERE kind IN ('shop', 'market')`,
};
