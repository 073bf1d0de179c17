// The service that Vitrina is compared with answers as Vitrina does, over the same database.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { makeDatabase, peer } from '../../loadtests/measure/database.mjs';
import { fromService } from '../../loadtests/measure/requests.mjs';
import { check, post, start } from '../../loadtests/measure/services.mjs';
import { binary } from './lib/server.mjs';

const PRODUCTS = '150';
const PUBLIC_URL = ['--public-url', 'http://shop.invalid'];

const folder = mkdtempSync(join(tmpdir(), 'vitrina-peer-'));
let database;
let vitrina;
let node;
let operations;
before(async () => {
  const catalog = join(folder, 'catalog.jsonl');
  execFileSync(binary(), ['generate', '--products', PRODUCTS, '--out', catalog]);
  database = await makeDatabase(binary());
  await database.fill([catalog]);
  const listen = ['--listen', '127.0.0.1:0'];
  vitrina = await start(binary(), ['serve', '--database-url', database.url, ...listen, ...PUBLIC_URL]);
  // Its measured runtime is large, and what it answers does not depend on it.
  node = await start(process.execPath, [peer.script, '--database', database.url, ...PUBLIC_URL]);
  operations = await fromService(async (body) => (await post(vitrina.url, body)).data);
});
after(async () => {
  await Promise.all([vitrina, node].map((service) => service?.stop()));
  await database?.drop();
  rmSync(folder, { recursive: true });
});

test('W1 and W2 are answered with the same bytes', async () => {
  const asked = Object.keys(operations);
  assert.deepEqual(asked, ['W1', 'W1, 10 variants', 'W2']);
  for (const name of asked) {
    const bodies = operations[name];
    const [expected, found] = [await check(vitrina.url, bodies), await check(node.url, bodies)];
    assert.deepEqual(found, expected, name);
  }
});

test('what is not there is null', async () => {
  const query = `{
    product(handle: "gone") { id }
    collection(handle: "gone") { id }
  }`;
  const [expected, found] = [await post(vitrina.url, { query }), await post(node.url, { query })];
  assert.equal(found.text, expected.text);
  assert.deepEqual(found.data, { product: null, collection: null });
});

test('a page costs three statements and a list two, whatever their size', async () => {
  const statements = async () => (await (await fetch(`${node.url}/statements`)).json()).statements;
  for (const [name, most] of Object.entries({ W1: 3, 'W1, 10 variants': 3, W2: 2 })) {
    const before = await statements();
    await check(node.url, operations[name]);
    assert.equal((await statements()) - before, most * operations[name].length, name);
  }
});
