// Question: does the service hold its times when visitors do what visitors do?
//
// Six of ten look at products, most of them at the popular ones; three at collections; the tenth
// causes what a page needs beside its subject: menus, recommendations, localization, a redirect.

import { randomSeed } from 'k6';

import { fill } from './lib/answers.js';
import { discover, load, verify } from './lib/client.js';
import { operation } from './lib/operations.js';
import { options as shared } from './lib/options.js';
import { zipf } from './lib/zipf.js';

const page = operation('w1-product-page');
const picker = operation('product-page');
const list = operation('w2-collection-list');
const beside = ['menus', 'recommendations', 'localization', 'url-redirects', 'home'].map(operation);

export const options = shared({
  [page.name]: 50,
  [picker.name]: 50,
  [list.name]: 50,
  ...Object.fromEntries(beside.map(({ name }) => [name, 100])),
});

// The same visitors on every run.
randomSeed(2026);

export function setup() {
  const catalog = discover();
  verify([page, picker, list, ...beside], catalog.known);
  return catalog;
}

// Tables are made once for each virtual user, when the catalog is known.
let popular;

export default function ({ known, products, collections }) {
  popular ??= { product: zipf(products.length), collection: zipf(collections.length) };
  const handle = products[popular.product(Math.random())];
  const choice = Math.random();
  if (choice < 0.4) {
    load(page, { handle, ids: known.metafields });
  } else if (choice < 0.6) {
    load(picker, { handle, choice: [] });
  } else if (choice < 0.9) {
    load(list, { handle: collections[popular.collection(Math.random())] });
  } else {
    const asked = beside[Math.floor(Math.random() * beside.length)];
    load(asked, fill(asked.variables, known));
  }
}
