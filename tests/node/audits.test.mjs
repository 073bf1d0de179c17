// GraphQL over HTTP: every audit of `graphql-http`, warnings counted as failures.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { serverAudits } from 'graphql-http';

import { start } from './lib/server.mjs';

let server;
before(async () => {
  server = await start();
});
after(async () => assert.deepEqual(await server.stop(), []));

const audits = serverAudits({ url: () => `${server.url}/graphql` });

test('the list of audits is complete', () => assert.equal(audits.length, 61));

for (const audit of audits) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    assert.equal(result.status, 'ok', result.reason);
  });
}
