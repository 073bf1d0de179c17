// The bodies that are replayed: pages, lists and searches over many variables, from an export or from the service.

import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

import { METAFIELDS } from '../lib/answers.js';

const PRODUCTS = 2000;
const IDENTIFIERS = 10;
/** The variants of the product that W1 is measured on where the catalog has such ones. */
const VARIANTS = 10;

const text = (name) => readFileSync(new URL(`../operations/${name}.graphql`, import.meta.url), 'utf8');
const w1 = text('w1-product-page');
const w2 = text('w2-collection-list');
const w2f = text('w2f-collection-facets');
const w3 = text('w3-search');
const w3f = text('w3f-search-facets');

const productPage = (handle, ids) => ({ query: w1, variables: { handle, ids } });
const collectionList = (handle) => ({ query: w2, variables: { handle } });

/** The same order on every run; mulberry32 behind a Fisher-Yates shuffle. */
export function shuffle(items, seed = 1) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/**
 * Reads bulk-operation exports: products with ten of their own metafields, and every collection.
 *
 * @param {{ products: string, collections: string }} files plain or .gz
 * @returns {Promise<Record<string, object[]>>} bodies by name of the measurement
 */
export async function fromExports({ products, collections }) {
  const identifiers = new Map();
  const handles = new Map();
  for await (const line of lines(products)) {
    if (!line.__parentId && line.handle) handles.set(line.id, line.handle);
    if (line.__typename === 'Metafield' && handles.has(line.__parentId)) {
      const own = identifiers.get(line.__parentId) ?? [];
      if (own.length < IDENTIFIERS) own.push({ namespace: line.namespace, key: line.key });
      identifiers.set(line.__parentId, own);
    }
  }
  const full = [...identifiers].filter(([, own]) => own.length === IDENTIFIERS);
  const lists = [];
  for await (const line of lines(collections)) {
    if (!line.__parentId && line.handle) lists.push(collectionList(line.handle));
  }
  const pages = full.map(([id, own]) => productPage(handles.get(id), own));
  return { W1: shuffle(pages).slice(0, PRODUCTS), W2: lists };
}

async function* lines(path) {
  const bytes = createReadStream(path);
  const input = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim()) yield JSON.parse(line);
  }
}

/**
 * Asks the service what it holds: its best sellers, those among them with ten variants, and the
 * collections that have products.
 *
 * @param {(body: object) => Promise<any>} ask gives the data of an answer
 */
export async function fromService(ask) {
  const products = [];
  let after = null;
  do {
    const page = (await ask({ query: text('handles'), variables: { after } })).products;
    products.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after && products.length < PRODUCTS);

  const pages = [];
  const wide = [];
  for (const { handle, variantsCount } of products.slice(0, PRODUCTS)) {
    const { product } = await ask(productPage(handle, METAFIELDS));
    const held = METAFIELDS.filter((_, at) => product.metafields[at] !== null);
    const others = METAFIELDS.filter((one) => !held.includes(one));
    const page = productPage(handle, [...held, ...others].slice(0, IDENTIFIERS));
    pages.push(page);
    if (variantsCount.count === VARIANTS) wide.push(page);
  }
  const query = '{ collections(first: 250) { nodes { handle products(first: 1) { nodes { id } } } } }';
  const { collections } = await ask({ query });
  const filled = collections.nodes.filter(({ products }) => products.nodes.length);
  return {
    W1: shuffle(pages),
    ...(wide.length && { [`W1, ${VARIANTS} variants`]: shuffle(wide) }),
    W2: filled.map(({ handle }) => collectionList(handle)),
  };
}

/** What shoppers typed: the second column of a file with tabs. */
export const fromQueries = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('\t')[1]?.trim())
    .filter(Boolean);

/** The last two words of best sellers' titles, as what shoppers might type. */
export async function queriesOf(ask) {
  const query = '{ products(first: 100, sortKey: BEST_SELLING) { nodes { title } } }';
  const { products } = await ask({ query });
  return [...new Set(products.nodes.map(({ title }) => title.split(' ').slice(-2).join(' ')))];
}

/**
 * The same lists with facets, and searches without and with them.
 *
 * @param {object[]} lists the bodies of W2
 * @param {string[]} queries
 */
export const searches = (lists, queries) => ({
  W2F: lists.map(({ variables }) => ({ query: w2f, variables })),
  W3: queries.map((query) => ({ query: w3, variables: { query } })),
  W3F: queries.map((query) => ({ query: w3f, variables: { query } })),
});
