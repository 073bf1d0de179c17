// The option picker's knowledge: run with `node --test tests/node/`.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

// Imported as text: browsers take `.js` as a module, Node only where a package.json says so.
const source = await readFile(new URL('../../src/adapters/http/storefront/assets/variant-code.js', import.meta.url), 'utf8');
const { Combinations, decode } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

test('the documented example reads as its combinations', () => {
  assert.deepEqual(decode('v1_0:0:0,1:0-1,,1:0:0,,'), [[0, 0, 0], [0, 1, 0], [0, 1, 1], [1, 0, 0]]);
});

test('one option is a list of values, gaps and runs', () => {
  assert.deepEqual(decode('v1_0'), [[0]]);
  assert.deepEqual(decode('v1_0-2 4 7-8'), [[0], [1], [2], [4], [7], [8]]);
  assert.deepEqual(decode('v1_10-12'), [[10], [11], [12]]);
});

test('two options close one prefix each, gaps included', () => {
  assert.deepEqual(decode('v1_0:0 2,3:1-2,'), [[0, 0], [0, 2], [3, 1], [3, 2]]);
});

test('no variant is an empty list; another version is not known', () => {
  assert.deepEqual(decode('v1_'), []);
  assert.equal(decode('v2_0'), null);
  assert.equal(decode(null), null);
});

test('every code written from combinations reads back', () => {
  // The plainest writer of the same form: one run for each value, one prefix opened and closed for each branch.
  const write = (combinations, depth) => {
    const values = [...new Set(combinations.map(([first]) => first))].sort((a, b) => a - b);
    if (depth === 1) return values.join(' ');
    return values
      .map((value) => `${value}:${write(combinations.filter(([first]) => first === value).map(([, ...rest]) => rest), depth - 1)},`)
      .join('');
  };
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const depth = 1 + random(4);
    const wanted = new Map();
    for (let count = random(30); count > 0; count--) {
      const one = Array.from({ length: depth }, () => random(12));
      wanted.set(String(one), one);
    }
    const sorted = [...wanted.values()].sort((a, b) => a.reduce((order, value, at) => order || value - b[at], 0));
    assert.deepEqual(decode(`v1_${write(sorted, depth)}`), sorted);
  }
});

test('for sale, sold out and impossible are told apart', () => {
  const combinations = new Combinations('v1_0:0-1,1:0,', 'v1_0:0,');
  assert.equal(combinations.state([0, 0]), 'for-sale');
  assert.equal(combinations.state([0, 1]), 'sold-out');
  assert.equal(combinations.state([1, 1]), 'impossible');
});

test('a catalog that sends no codes offers everything', () => {
  assert.equal(new Combinations(null, null).state([3, 4]), 'for-sale');
});

test('an impossible wish leads to the nearest combination, one for sale before one sold out', () => {
  const combinations = new Combinations('v1_0:0:0,,1:1:0-1,2:1,,', 'v1_0:0:0,,1:1:1,,');
  assert.deepEqual(combinations.nearest([0, 0, 0], 0, 1), [1, 1, 0]);
  assert.deepEqual(combinations.nearest([0, 0, 5], 0, 1), [1, 1, 1]);
  assert.deepEqual(combinations.nearest([0, 0, 0], 0, 0), [0, 0, 0]);
  assert.equal(combinations.nearest([0, 0, 0], 0, 9), null);
});
