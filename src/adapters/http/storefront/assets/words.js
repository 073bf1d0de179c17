// The shop's own words and the writing of money, numbers and dates. English is the key; a language without an entry
// shows English. Words of the catalog come from the service in the visitor's language and never pass through here.

import { loadAsset } from "./api.js";

/** Languages that have a dictionary beside this file. */
const TRANSLATED = ["de", "fr"];

let locale = "en";
let dictionary = {};

/** Chooses words and number format by a code as the GraphQL API writes it (`DE`, `PT_BR`). */
export async function speak(language) {
  locale = language.toLowerCase().replace("_", "-");
  document.documentElement.lang = locale;
  const name = locale.slice(0, 2);
  dictionary = TRANSLATED.includes(name) ? await loadAsset(`${name}.json`).then(JSON.parse, () => ({})) : {};
}

/** The words for `text` with `{name}` filled in. */
export const t = (text, values) =>
  (dictionary[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);

/** A number as people write it; exact for the text form of 64-bit counts. */
export const number = (value, maximumFractionDigits = 1) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);

export const money = ({ amount, currencyCode }) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: currencyCode }).format(amount);

export const date = (text) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(text));
export const size = (bytes) => `${number(bytes / 1000)} kB`;
export const milliseconds = (ms) => (ms == null ? "–" : `${number(ms, ms < 10 ? 2 : 0)} ms`);
