// What the shop asks is valid against the schema that is served, and what it says is said in every language.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { buildSchema, parse, validate } from 'graphql';

import { binary } from './lib/server.mjs';

const folder = new URL('../../src/adapters/http/storefront/assets/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), 'utf8');
const names = readdirSync(folder);
const scripts = names.filter((name) => name.endsWith('.js'));

test('the operations behind the pages are valid', () => {
  const printed = execFileSync(binary(), ['schema'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const errors = validate(buildSchema(printed), parse(read('operations.graphql')));
  assert.deepEqual(errors.map(({ message }) => message), []);
});

test('every operation that a page asks for is there', () => {
  const { definitions } = parse(read('operations.graphql'));
  const known = definitions.filter(({ kind }) => kind === 'OperationDefinition').map(({ name }) => name.value);
  const asked = scripts.flatMap((name) =>
    [...read(name).matchAll(/(?:operation: |ask\(|askWhileTyping\()"(\w+)"/g)].map(([, operation]) => operation),
  );
  assert.deepEqual([...new Set(asked)].sort(), known.sort());
});

for (const name of names.filter((one) => one.endsWith('.json'))) {
  test(`${name} has every word of the shop, placeholders and all`, () => {
    const words = JSON.parse(read(name));
    const said = scripts.flatMap((script) => [...read(script).matchAll(/\bt\("([^"]+)"/g)].map(([, text]) => text));
    assert.ok(said.length > 40, 'the words are found');
    for (const text of said) {
      assert.ok(words[text], `no word for “${text}”`);
      const placeholders = (one) => [...one.matchAll(/\{\w+\}/g)].map(String).sort();
      assert.deepEqual(placeholders(words[text]), placeholders(text), text);
    }
  });
}
