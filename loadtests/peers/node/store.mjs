// What resolvers ask the database for, without a cache: loaders live as long as their request.

import DataLoader from 'dataloader';

import { money } from './shop.mjs';
import * as sql from './statements.mjs';

const DEFAULT_NAMESPACE = 'custom';
const DEFAULT_OPTION = ['Default Title'];

/** Vitrina's instants: microseconds since 1970. */
const now = () => Date.now() * 1000;

/** One request's way to the database. */
export class Store {
  /**
   * @param {(statement: object, values: any[]) => Promise<any[][]>} query
   * @param {Awaited<ReturnType<import('./shop.mjs').readShop>>} shop
   */
  constructor(query, shop) {
    this.query = query;
    this.shop = shop;
    this.now = now();
  }

  /** A published product by its present handle, else by an earlier one. */
  async productByHandle(handle) {
    let [row] = await this.query(sql.productByHandle, [handle, this.now]);
    if (!row) [row] = await this.query(sql.productByEarlierHandle, [handle, this.now]);
    return row?.[1] ? product(row[0], row[2], row[3]) : null;
  }

  async collectionByHandle(handle) {
    const [row] = await this.query(sql.collectionByHandle, [handle]);
    return row ? Object.assign(JSON.parse(row[1]), { key: row[0] }) : null;
  }

  /** The first products of a collection, by its own order. */
  async productsOf({ key, sortOrder }, first) {
    const values = [key, this.now, first + 1, this.shop.priceContext];
    const rows = await this.query(sql.productsOfCollection[sortOrder], values);
    const nodes = rows.slice(0, first).map((row) => product(row[0], row[1], row[2]));
    for (const [at, { key }] of nodes.entries()) {
      const [, , , min, max] = rows[at];
      this.priceRanges.prime(key, this.#range(min, max));
    }
    return { nodes, pageInfo: { hasNextPage: rows.length > first } };
  }

  /** Variants by product. */
  get variants() {
    return (this.#variants ??= new DataLoader(async (products) => {
      const rows = await this.query(sql.variantsOfProducts, [products, this.now]);
      const found = groups(rows, (row) => this.#variant(row));
      return products.map((key) => found.get(key) ?? []);
    }));
  }

  /** Lowest and highest price by product. */
  get priceRanges() {
    return (this.#priceRanges ??= new DataLoader(async (products) => {
      const { priceContext } = this.shop;
      const rows = await this.query(sql.priceRangesOfProducts, [products, priceContext, this.now]);
      const found = new Map(rows.map((row) => [row[0], row]));
      return products.map((key) => {
        const [, min, max] = found.get(key) ?? [];
        return this.#range(min, max);
      });
    }));
  }

  /** Metafields by owner and names; the names are few, so every owner's are looked for at every owner. */
  get metafields() {
    return (this.#metafields ??= new DataLoader(
      async (asked) => {
        const owners = [...new Set(asked.map(({ owner }) => owner))];
        const names = new Set(asked.flatMap(({ names }) => names));
        const rows = await this.query(sql.metafieldsOfOwners, [owners, [...names]]);
        const found = groups(rows, ([, namespace, key, type, value]) => ({ namespace, key, type, value }));
        return asked.map(({ owner, names }) => {
          // Of two of one name the first stands.
          const own = new Map(found.get(owner)?.toReversed().map((one) => [`${one.namespace}.${one.key}`, one]));
          return names.map((name) => own.get(name) ?? null);
        });
      },
      { cache: false },
    ));
  }

  #variants;
  #priceRanges;
  #metafields;

  #range(min, max) {
    return { minVariantPrice: money(min, this.shop), maxVariantPrice: money(max, this.shop) };
  }

  #variant([, body, currency, amount, compareAt, isLeft]) {
    const variant = JSON.parse(body);
    // A price in another currency is none: nothing converts it.
    const price = currency === this.shop.currency ? amount : null;
    const wasMore = price !== null && compareAt !== null && Number(compareAt) > Number(price);
    if (!variant.optionValues.length) variant.optionValues = DEFAULT_OPTION;
    variant.title ||= variant.optionValues.join(' / ');
    variant.availableForSale = price !== null && isLeft;
    variant.price = money(price, this.shop);
    variant.compareAtPrice = wasMore ? money(compareAt, this.shop) : null;
    return variant;
  }
}

/** The names of metafields as the statement compares them. */
export function metafieldNames(identifiers) {
  return identifiers.map(({ namespace, key }) => `${namespace ?? DEFAULT_NAMESPACE}.${key}`);
}

/** A product as the schema has it: the body has most fields by their names. The options are read when they are asked for. */
function product(key, head, body) {
  const product = JSON.parse(body);
  product.key = key;
  product.head = head;
  return product;
}

/** Rows by their first column, in their order. */
function groups(rows, read) {
  const found = new Map();
  for (const row of rows) {
    const group = found.get(row[0]);
    if (group) group.push(read(row));
    else found.set(row[0], [read(row)]);
  }
  return found;
}
