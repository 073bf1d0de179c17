// Fills an operation's variables with what a catalog really holds, and judges its answer.
//
// Pure: no I/O and nothing of k6, so that k6, its stand-in, the Node tests and the measuring script
// share one judgment. What a rule may say is in loadtests/README.md.

/** Attributes that products may have: those of the generated catalog, and common ones of exports. */
export const METAFIELDS = [
  ...['care_guide', 'material_guide'].map((key) => ({ namespace: 'custom', key })),
  ...['rating', 'rating_count'].map((key) => ({ namespace: 'reviews', key })),
  ...['material', 'weight', 'warranty', 'dimensions', 'width', 'depth', 'height', 'capacity', 'size', 'season'].map(
    (key) => ({ namespace: 'specs', key }),
  ),
];

/** As many as the measured product page asks for. */
const MEASURED_METAFIELDS = 10;

/**
 * What the operations ask about, taken from the answer to `discover.graphql`.
 *
 * @param {any} data
 * @returns {Record<string, any>} the values that `{placeholders}` name
 * @throws when the catalog lacks something that the operations need
 */
export function facts(data) {
  const found = (value, what) => {
    if (value === undefined || value === null) throw new Error(`the catalog has no ${what}`);
    return value;
  };
  const isPlain = ({ options }) =>
    options.length === 1 && options[0].name === 'Title' && options[0].values.join() === 'Default Title';
  // For sale, with the most option values to choose from: it exercises most.
  const choices = ({ options }) => options.reduce((product, { values }) => product * values.length, 1);
  const forSale = data.products.nodes.filter((product) => product.availableForSale && !isPlain(product));
  const product = found(forSale.sort((a, b) => choices(b) - choices(a))[0], 'product with options for sale');
  const collection = found(
    data.collections.nodes.find(({ products }) => products.edges.length > 5),
    'collection of six products',
  );
  // Those that the product has come first.
  const held = METAFIELDS.filter((_, at) => product.metafields[at] !== null);
  const metafields = [...held, ...METAFIELDS.filter((one) => !held.includes(one))];
  const blog = found(
    data.blogs.nodes.find(({ articles }) => articles.nodes.length),
    'blog with an article',
  );
  const { availableCountries } = data.localization;
  const country = found(availableCountries[availableCountries.length - 1], 'country');
  const languages = country.availableLanguages;
  return {
    shop: { id: data.shop.id, url: data.shop.primaryDomain.url },
    country: country.isoCode,
    currency: country.currency.isoCode,
    language: found(languages[languages.length - 1], 'language').isoCode,
    product: {
      id: product.id,
      handle: product.handle,
      variantId: product.variants.nodes[0].id,
      selectedOptions: product.variants.nodes[0].selectedOptions,
      vendor: product.vendor,
      type: product.productType,
      tag: found(product.tags[0], `tag of ${product.handle}`),
      word: product.title.split(' ')[0],
    },
    plain: { handle: found(data.plain.nodes.find(isPlain), 'product without options').handle },
    products: { cursor: found(data.byAge.edges[3], 'fourth product').cursor },
    collection: {
      id: collection.id,
      handle: collection.handle,
      cursor: collection.products.edges[3].cursor,
    },
    department: found(
      data.collections.nodes.find(({ children }) => children.length),
      'collection with children',
    ),
    page: found(data.pages.nodes[0], 'page'),
    blog: { id: blog.id, handle: blog.handle },
    article: blog.articles.nodes[0],
    metaobject: found(
      product.metafields.map((field) => field?.reference).find((reference) => reference?.type),
      `metaobject that ${product.handle} refers to`,
    ),
    redirect: found(data.urlRedirects.nodes[0], 'redirect'),
    metafields: metafields.slice(0, MEASURED_METAFIELDS),
    metafield: found(held[0], `known metafield of ${product.handle}`),
  };
}

/**
 * Replaces `{a.b}` by the fact of that name: whole strings by the value itself, parts by its text.
 *
 * @param {any} value variables or an expectation, of any depth
 * @param {Record<string, any>} known
 * @returns {any}
 */
export function fill(value, known) {
  if (typeof value === 'string') {
    const whole = /^\{([a-zA-Z.]+)\}$/.exec(value);
    if (whole) return named(known, whole[1]);
    return value.replace(/\{([a-zA-Z.]+)\}/g, (_, name) => String(named(known, name)));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, known));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, known)]));
}

function named(known, name) {
  const value = name.split('.').reduce((at, key) => (at ?? {})[key], known);
  if (value === undefined) throw new Error(`no fact is named ${name}`);
  return value;
}

/**
 * What is wrong with an answer; an empty list when nothing is.
 *
 * @param {any} answer the parsed body
 * @param {Record<string, any>} expect path below `data` → rule
 * @param {Record<string, any>} known
 * @returns {string[]}
 */
export function problems(answer, expect, known) {
  if (answer === null || typeof answer !== 'object') return ['the answer is no JSON object'];
  // Clients refuse a body that has the key at all, so an empty list of errors is wrong as well.
  if ('errors' in answer) return [`errors: ${JSON.stringify(answer.errors).slice(0, 300)}`];
  const wrong = [];
  for (const [path, rule] of Object.entries(fill(expect, known))) {
    for (const [where, value] of valuesAt(answer.data, path)) {
      if (!holds(value, rule)) {
        wrong.push(`${where}: ${JSON.stringify(value)?.slice(0, 120)} is not ${JSON.stringify(rule)}`);
      }
    }
  }
  return wrong;
}

/** The values at a path; `*` stands for every item of a list, so it may find none. */
function valuesAt(data, path) {
  let found = [['data', data]];
  for (const key of path.split('.')) {
    found = found.flatMap(([where, value]) =>
      key === '*' && Array.isArray(value)
        ? value.map((item, index) => [`${where}.${index}`, item])
        : [[`${where}.${key}`, value?.[key]]],
    );
  }
  return found;
}

function holds(value, rule) {
  if (rule === null) return value === null;
  if (rule === 'present') return value !== null && value !== undefined;
  if ('equals' in rule) return value === rule.equals;
  if ('atLeast' in rule) return (Array.isArray(value) ? value.length : value) >= rule.atLeast;
  if ('startsWith' in rule) return typeof value === 'string' && value.startsWith(rule.startsWith);
  if ('matches' in rule) return typeof value === 'string' && new RegExp(rule.matches).test(value);
  throw new Error(`unknown rule ${JSON.stringify(rule)}`);
}
