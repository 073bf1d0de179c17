// Question: how long do searches with facets and suggestions take under a steady rate of visitors?
//
// Of ten requests seven are of a shopper who types, each one letter further; three are the results page.

import exec from 'k6/execution';

import { discover, load, verify } from './lib/client.js';
import { operation } from './lib/operations.js';
import { options as shared } from './lib/options.js';

const results = operation('w3f-search-facets');
const typing = operation('predictive-search');

export const options = shared({ [results.name]: 100, [typing.name]: 50 });

export function setup() {
  const catalog = discover();
  verify([results, typing], catalog.known);
  return catalog;
}

export default function ({ known }) {
  const { word } = known.product;
  const turn = exec.scenario.iterationInTest % 10;
  if (turn < 7) {
    const term = word.slice(0, 1 + (turn % word.length));
    load(typing, { term, limit: 5, limitScope: 'EACH', types: null });
  } else {
    load(results, { query: word });
  }
}
