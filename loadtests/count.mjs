// Counts the instructions that the whole service spends on a request, by valgrind's callgrind: a number that no
// neighbor on the machine changes. `node loadtests/count.mjs --help` says how.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { fromExports } from './measure/requests.mjs';

const USAGE = `VITRINA_BIN=... node loadtests/count.mjs --products FILE --collections FILE [options]

  --products FILE      bulk export of the products to serve and ask for
  --collections FILE   bulk export of the collections
  --requests N         counted for each operation (100)
  --profile FOLDER     keep callgrind's files there, for callgrind_annotate (build with the profile "profiling")
`;

const { values } = parseArgs({
  options: {
    products: { type: 'string' },
    collections: { type: 'string' },
    requests: { type: 'string', default: '100' },
    profile: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const { VITRINA_BIN } = process.env;
if (values.help || !values.products || !values.collections || !VITRINA_BIN) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const folder = values.profile ?? mkdtempSync(join(tmpdir(), 'vitrina-count-'));
const operations = await fromExports(values);
const service = await start();
try {
  // The first dump holds what the warming spent.
  for (const bodies of Object.values(operations)) await ask(bodies, 50);
  control('-i', 'on');
  let dumps = 0;
  for (const [name, bodies] of Object.entries(operations)) {
    control('-z');
    await ask(bodies, Number(values.requests));
    control('-d', name);
    dumps += 1;
    const dump = readdirSync(folder).find((file) => file.endsWith(`.${dumps}`));
    const [, total] = /^totals: (\d+)/m.exec(readFileSync(join(folder, dump), 'utf8'));
    const each = Math.round(Number(total) / Number(values.requests));
    console.log(`${name}: ${each.toLocaleString('en')} instructions a request (${dump})`);
  }
} finally {
  service.child.kill('SIGTERM');
  if (!values.profile) rmSync(folder, { recursive: true });
}

function control(...args) {
  execFileSync('callgrind_control', [...args, String(service.child.pid)], { stdio: 'ignore' });
}

/** Starts the service with one worker under callgrind and waits for its address. */
async function start() {
  const out = `--callgrind-out-file=${join(folder, 'callgrind.out')}`;
  const imports = ['--import', values.products, '--import', values.collections];
  const serve = ['serve', '--embedded', ...imports, '--listen', '127.0.0.1:0', '--workers', '1'];
  const args = ['--tool=callgrind', '--instr-atstart=no', out, VITRINA_BIN, ...serve];
  const child = spawn('valgrind', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text;
    const address = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(printed);
    if (address) {
      child.stdout.resume();
      return { child, url: address[0] };
    }
  }
  throw new Error(`the service ended: ${printed}`);
}

/** Sends so many of the bodies, one after the other on one connection. */
async function ask(bodies, count) {
  for (let at = 0; at < count; at += 1) {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      // As wrk asks: without compression.
      headers: { 'content-type': 'application/json', 'accept-encoding': 'identity' },
      body: JSON.stringify(bodies[at % bodies.length]),
    });
    const answer = await response.json();
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer).slice(0, 300));
  }
}
