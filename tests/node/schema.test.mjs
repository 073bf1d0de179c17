// What `vitrina schema` prints is a schema, and the clients' operations are valid against it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { buildSchema, parse, validate, validateSchema } from 'graphql';

import { operations } from './lib/operations.mjs';
import { binary } from './lib/server.mjs';

const printed = execFileSync(binary(), ['schema'], { encoding: 'utf8', maxBuffer: 1 << 26 });
const schema = buildSchema(printed);

test('the printed schema is valid', () => {
  assert.deepEqual(validateSchema(schema), []);
  assert.equal(schema.getMutationType() ?? null, null);
});

for (const { name, query } of operations) {
  test(`${name} is valid`, () => {
    const errors = validate(schema, parse(query)).map(({ message }) => message);
    assert.deepEqual(errors, []);
  });
}
