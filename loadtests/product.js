// Question: how long does a product page take under a steady rate of visitors?
//
// W1 over up to 2,000 products, each as likely as the other: the worst case for a cache.

import exec from 'k6/execution';

import { discover, load, verify } from './lib/client.js';
import { operation } from './lib/operations.js';
import { options as shared } from './lib/options.js';

const page = operation('w1-product-page');

export const options = shared({ [page.name]: 50 });

export function setup() {
  const catalog = discover();
  verify([page], catalog.known);
  return catalog;
}

export default function ({ known, products }) {
  const handle = products[exec.scenario.iterationInTest % products.length];
  load(page, { handle, ids: known.metafields });
}
