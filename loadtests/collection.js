// Question: how long does a list of 24 with prices take under a steady rate of visitors?
//
// W2 over every collection that has products, in turn.

import exec from 'k6/execution';

import { discover, load, verify } from './lib/client.js';
import { operation } from './lib/operations.js';
import { options as shared } from './lib/options.js';

const list = operation('w2-collection-list');

export const options = shared({ [list.name]: 50 });

export function setup() {
  const catalog = discover();
  verify([list], catalog.known);
  return catalog;
}

export default function ({ collections }) {
  load(list, { handle: collections[exec.scenario.iterationInTest % collections.length] });
}
