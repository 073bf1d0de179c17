// What the whole shop shares, read as Vitrina reads it: which prices a caller sees who says nothing of himself.

import { createHash } from 'node:crypto';

import { settings } from './statements.mjs';

/** Name space of all keys that Vitrina derives from texts. */
const KEYS = Buffer.from('8b5c1f026d1e4a579c3b2f8640e791d3', 'hex');

/** The UUID (version 5) of a text. */
function keyOf(text) {
  const bytes = createHash('sha1').update(KEYS).update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Reads the settings. The operations that are compared ask in no context, so they are answered for the primary market;
 * of markets this service knows those that show the shop's own prices and texts.
 *
 * @param {(statement: object, values: any[]) => Promise<any[][]>} query
 * @param {string} defaultCurrency where no shop record names one
 * @returns {Promise<{ currency: string, decimals: number, priceContext: string }>}
 */
export async function readShop(query, defaultCurrency) {
  const rows = await query(settings, []);
  const of = (kind) => rows.filter((row) => row[0] === kind).map((row) => JSON.parse(row[1]));
  const shop = of('shop').at(-1)?.shop ?? {};
  const currency = shop.currency ?? defaultCurrency;
  const primary = of('market')
    .map(({ market }) => market)
    .sort((a, b) => b.isPrimary - a.isPrimary || (a.handle < b.handle ? -1 : 1))[0];
  if (primary) {
    const { currency: shown = currency, priceListIds = [], conversionRateMillionths, rounding } = primary;
    const [language = shop.language] = primary.languages ?? [];
    if ((shown ?? currency) !== currency || priceListIds.length || conversionRateMillionths || rounding) {
      throw new Error('the primary market has prices of its own: this service knows base prices only');
    }
    if ((language || 'EN') !== (shop.language || 'EN')) {
      throw new Error('the primary market has texts of its own: this service knows no translations');
    }
  }
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return {
    currency,
    decimals: format.resolvedOptions().maximumFractionDigits,
    // Currency, conversion rate, rounding and price lists, as Vitrina writes them down.
    priceContext: keyOf(`${currency} None MinorUnit `),
  };
}

/**
 * An amount as the interface writes it: one digit after the point, and no further needless zeros.
 *
 * @param {string | null} minor in minor units; null is shown as zero, since no price can be absent
 * @param {{ currency: string, decimals: number }} shop
 */
export function money(minor, { currency, decimals }) {
  const digits = (minor ?? '0').padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point + 1 && digits.charCodeAt(end - 1) === 48) end -= 1;
  const amount = end > point ? `${digits.slice(0, point)}.${digits.slice(point, end)}` : `${digits}.0`;
  return { amount, currencyCode: currency };
}
