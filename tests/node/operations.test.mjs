// Operations that storefronts send run unmodified, and answer what their authors rely on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Kind, parse, stripIgnoredCharacters } from 'graphql';

import { facts, fill, METAFIELDS, problems } from '../../loadtests/lib/answers.js';
import { operation, operations, send } from './lib/operations.mjs';
import { start } from './lib/server.mjs';

let server;
let known;
before(async () => {
  server = await start();
  const discovery = operation('discover');
  const { answer } = await send(server.url, discovery.query, { ids: METAFIELDS });
  assert.deepEqual(problems(answer, discovery.expect, {}), []);
  known = facts(answer.data);
});
after(async () => assert.deepEqual(await server.stop(), []));

for (const asked of operations) {
  [asked.variables, ...(asked.also ?? [])].forEach((unfilled, index) => {
    const title = index ? `${asked.name} with ${JSON.stringify(unfilled)}` : asked.name;
    test(title, async () => {
      const variables = fill(unfilled, known);
      const { status, text, answer } = await send(server.url, asked.query, variables);
      assert.equal(status, 200, text.slice(0, 300));
      assert.deepEqual(problems(answer, asked.expect, known), []);
      assert.deepEqual(misplaced(answer.data, parse(asked.query)), []);

      // Clients minify; white space must not show in the answer.
      const minified = await send(server.url, stripIgnoredCharacters(asked.query), variables);
      assert.equal(minified.text, text);
    });
  });
}

test('any version of the address is accepted and named back', async () => {
  for (const version of ['2023-01', '2026-04', 'unstable']) {
    const { status, headers } = await send(server.url, '{ shop { name } }', {}, version);
    assert.equal(status, 200);
    assert.equal(headers.get('x-shopify-api-version'), version);
  }
});

test('pages of a list neither skip nor repeat, forward and backward', async () => {
  const whole = await ids({ first: 12 });
  const forward = [];
  for (let after = null; forward.length < whole.ids.length; ) {
    const page = await ids({ first: 5, after });
    forward.push(...page.ids);
    after = page.endCursor;
  }
  assert.deepEqual(forward.slice(0, whole.ids.length), whole.ids);
  const backward = await ids({ last: 5, before: whole.endCursor });
  assert.deepEqual(backward.ids, whole.ids.slice(-6, -1));

  async function ids(variables) {
    const { answer } = await send(server.url, operation('products-pages').query, variables);
    const { nodes, pageInfo } = answer.data.products;
    return { ids: nodes.map(({ id }) => id), endCursor: pageInfo.endCursor };
  }
});

/**
 * The paths whose keys do not come in the order selected. Fragments are merged without regard to
 * their types, so a key may be absent, but never in another place.
 */
function misplaced(data, document) {
  const fragments = new Map(
    document.definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment.selectionSet]),
  );
  const { selectionSet } = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const wrong = [];
  walk(data, [selectionSet], 'data');
  return wrong;

  function walk(value, selections, path) {
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, selections, `${path}.${index}`));
    else if (value !== null && typeof value === 'object' && selections.length) {
      const selected = new Map();
      selections.forEach((selection) => collect(selection, selected));
      const keys = Object.keys(value);
      const order = [...selected.keys()].filter((key) => keys.includes(key));
      if (order.join() !== keys.join()) wrong.push(`${path}: ${keys.join()}, not ${order.join()}`);
      for (const key of keys) walk(value[key], selected.get(key) ?? [], `${path}.${key}`);
    }
  }

  function collect({ selections }, selected) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        if (!selected.has(key)) selected.set(key, []);
        if (selection.selectionSet) selected.get(key).push(selection.selectionSet);
      } else {
        collect(selection.selectionSet ?? fragments.get(selection.name.value), selected);
      }
    }
  }
}
