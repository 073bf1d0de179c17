// Measures W1 and W2 by wrk, CPU time a request included, beside a static answer of the same size.
// `node loadtests/measure.mjs --help` says how; loadtests/README.md says what the figures mean.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { fromExports, fromService } from './measure/requests.mjs';
import { measure } from './measure/wrk.mjs';

const USAGE = `node loadtests/measure.mjs [options]

  --url URL            a service that is already running; else VITRINA_BIN is started
  --pid NAME=PID       a process of it whose CPU time counts (repeatable; needs --url)
  --products FILE      bulk export of the products to ask for (and to serve, without --url)
  --collections FILE   bulk export of the collections; both or none: none is a generated catalog
  --catalog N          products of the generated catalog (20000)
  --only W1,W2         which to measure (all)
  --connections N      kept alive (32)
  --warm S             seconds before anything counts (10)
  --seconds S          seconds measured (30)
  --yardstick PATH     the static server (example static_yardstick beside VITRINA_BIN)
`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    pid: { type: 'string', multiple: true, default: [] },
    products: { type: 'string' },
    collections: { type: 'string' },
    catalog: { type: 'string', default: '20000' },
    only: { type: 'string' },
    connections: { type: 'string', default: '32' },
    warm: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '30' },
    yardstick: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help || Boolean(values.products) !== Boolean(values.collections)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const { VITRINA_BIN } = process.env;
if (!values.url && !VITRINA_BIN) throw new Error('give --url, or set VITRINA_BIN to a release build');

const folder = mkdtempSync(join(tmpdir(), 'vitrina-measure-'));
const children = [];
try {
  await main();
} finally {
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true });
}

async function main() {
  const service = await theService();
  const ask = async (body) => (await post(service.url, body)).data;
  const all = values.products ? await fromExports(values) : await fromService(ask);
  const names = Object.keys(all).filter((name) => !values.only || values.only.split(',').includes(name));

  const loadBefore = loadavg()[0];
  const rows = [];
  for (const name of names) {
    const { median, mean } = await check(service.url, all[name]);
    const file = join(folder, `${name}.jsonl`);
    writeFileSync(file, all[name].map((body) => `${JSON.stringify(body)}\n`).join(''));
    const answer = join(folder, `${name}.answer`);
    writeFileSync(answer, median);
    // Service and yardstick by turns: what else runs on the machine then meets both alike.
    rows.push({ name, bytes: mean, ...(await measured(service, file)) });
    const yardstick = await theYardstick(answer);
    rows.push({ name: `${name}, static`, bytes: median.length, ...(await measured(yardstick, file)) });
    yardstick.stop();
  }
  report(rows, loadBefore);
}

function measured({ url, pids }, file) {
  return measure({
    url: `${url}/graphql`,
    file,
    pids,
    connections: Number(values.connections),
    warm: Number(values.warm),
    seconds: Number(values.seconds),
  });
}

async function theService() {
  if (values.url) {
    const pids = values.pid.map((pair) => pair.split('=')).map(([name, pid]) => [name, Number(pid)]);
    return { url: values.url, pids };
  }
  const listen = ['--listen', '127.0.0.1:0'];
  const args = values.products
    ? ['serve', '--embedded', '--import', values.products, '--import', values.collections, ...listen]
    : ['demo', '--products', values.catalog, ...listen];
  return start(VITRINA_BIN, args);
}

function theYardstick(answer) {
  const beside = VITRINA_BIN && join(dirname(VITRINA_BIN), 'examples', 'static_yardstick');
  if (!values.yardstick && !beside) throw new Error('give --yardstick');
  return start(values.yardstick ?? beside, [answer]);
}

/** Starts a server and waits for the address that it prints. */
async function start(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let printed = '';
  const url = await Promise.race([
    new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          printed += printed.length < 100_000 ? text : '';
          const address = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(printed);
          if (address) resolve(address[0]);
        });
      }
    }),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${printed}`);
    }),
  ]);
  return { url, pids: [['service', child.pid]], stop: () => child.kill('SIGTERM') };
}

async function post(url, body) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = JSON.parse(text);
  if (response.status !== 200 || answer.errors || !answer.data) {
    throw new Error(`${JSON.stringify(body.variables)}: ${response.status} ${text.slice(0, 300)}`);
  }
  return Object.assign(answer, { text });
}

/** Sends each body once and refuses to time anything that is not answered with what was asked for. */
async function check(url, bodies) {
  const texts = [];
  for (const body of bodies) {
    const { data, text } = await post(url, body);
    const found = data.product ?? data.collection;
    if (found?.handle !== body.variables.handle) {
      throw new Error(`${JSON.stringify(body.variables)} is answered with ${text.slice(0, 300)}`);
    }
    texts.push(Buffer.from(text));
  }
  texts.sort((a, b) => a.length - b.length);
  const total = texts.reduce((sum, { length }) => sum + length, 0);
  return { median: texts[Math.floor(texts.length / 2)], mean: Math.round(total / texts.length) };
}

function report(rows, loadBefore) {
  const number = (value, digits) =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  console.log('| operation | answer, bytes | requests/s | CPU ms a request | generator | p50 ms | p99 ms | failed |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const row of rows) {
    const sum = row.cpuMs.reduce((total, [, ms]) => total + ms, 0);
    const parts = row.cpuMs.map(([name, ms]) => `${name} ${number(ms, 3)}`).join(' + ');
    const cpu = row.cpuMs.length > 1 ? `${parts} = ${number(sum, 3)}` : number(sum, 3);
    const cells = [row.name, number(row.bytes, 0), number(row.perSecond, 0), cpu];
    cells.push(number(row.generatorCpuMs, 3), number(row.p50Ms, 2), number(row.p99Ms, 2), row.failed);
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log(
    `\n${values.connections} connections kept alive, ${values.warm} s to warm up, ${values.seconds} s measured; ` +
      `load average ${loadBefore.toFixed(2)} before, ${loadavg()[0].toFixed(2)} after.`,
  );
  if (rows.some(({ failed }) => failed)) process.exitCode = 1;
}
