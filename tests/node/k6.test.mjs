// The load scripts: their types against k6's own, their behavior under stand-ins for k6's modules.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { zipf } from '../../loadtests/lib/zipf.js';
import { start } from './lib/server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const loadtests = fileURLToPath(new URL('../../loadtests/', import.meta.url));

let server;
before(async () => {
  server = await start();
});
after(async () => assert.deepEqual(await server.stop(), []));

/** Runs a script and gives its exit code and all that it printed. */
async function run(script, url) {
  const env = { ...process.env, BASE_URL: url, ITERATIONS: '40' };
  const args = [`${loadtests}k6-standin/run.mjs`, `${loadtests}${script}`];
  return promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, printed: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, printed: stdout + stderr }),
  );
}

test('scripts have the types of k6', () => {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], {
    cwd: here,
    encoding: 'utf8',
  });
});

for (const script of ['product.js', 'collection.js', 'search.js', 'mixed.js']) {
  test(`${script} holds its thresholds`, async () => {
    const { code, printed } = await run(script, server.url);
    assert.equal(code, 0, printed);
    assert.match(printed, /ok +wrong_answers: count==0/);
    assert.match(printed, /ok +checks: rate==1/);
  });
}

test('a wrong answer ends a run before anything is timed', async () => {
  const wrong = createServer((_request, response) => response.end('{"data":{"shop":null}}'));
  await once(wrong.listen(0, '127.0.0.1'), 'listening');
  try {
    const { code, printed } = await run('product.js', `http://127.0.0.1:${wrong.address().port}`);
    assert.notEqual(code, 0);
    assert.match(printed, /discover: /);
    assert.doesNotMatch(printed, /http_req_duration/);
  } finally {
    wrong.close();
  }
});

test('popularity falls as one over the rank', () => {
  const rank = zipf(1000);
  const seen = new Map();
  const draws = 100_000;
  for (let draw = 0; draw < draws; draw += 1) {
    const at = rank((draw + 0.5) / draws);
    seen.set(at, (seen.get(at) ?? 0) + 1);
  }
  assert.equal(Math.min(...seen.keys()), 0);
  assert.equal(Math.max(...seen.keys()), 999);
  assert.ok(Math.abs(seen.get(0) / seen.get(9) - 10) < 0.1);
});
