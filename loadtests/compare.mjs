// Compares Vitrina over a database, warm and cold, with a plain Node service over the same database, in one run.
// `node loadtests/compare.mjs --help` says how; loadtests/README.md says what the figures mean.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { ofProcess } from './measure/cpu.mjs';
import { installPeer, makeDatabase, peer } from './measure/database.mjs';
import { fromExports, fromService } from './measure/requests.mjs';
import { check, number, post, sizes, start, stopAll } from './measure/services.mjs';
import { measure } from './measure/wrk.mjs';

const USAGE = `scripts/services/with.sh node loadtests/compare.mjs [options]     (VITRINA_BIN is a release build)

  --products FILE      bulk export of the products
  --collections FILE   bulk export of the collections; both or none: none is a generated catalog
  --catalog N          products of the generated catalog (20000)
  --only W1,W2         which operations to measure (all)
  --services NAMES     which of warm,cold,node,static (all); answers are compared between them
  --connections N      kept alive (32)
  --warm S             seconds before anything counts (10)
  --seconds S          seconds measured (30)
`;

const { values } = parseArgs({
  options: {
    products: { type: 'string' },
    collections: { type: 'string' },
    catalog: { type: 'string', default: '20000' },
    only: { type: 'string' },
    services: { type: 'string', default: 'warm,cold,node,static' },
    connections: { type: 'string', default: '32' },
    warm: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '30' },
    help: { type: 'boolean' },
  },
});

if (values.help || Boolean(values.products) !== Boolean(values.collections)) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const { VITRINA_BIN } = process.env;
if (!VITRINA_BIN) throw new Error('set VITRINA_BIN to a release build');

/** Addresses of pictures hold it: the same for all. */
const PUBLIC_URL = 'http://shop.invalid';

/** Its search index, which nothing here asks, is filled before anything counts, and once. */
async function vitrina(database, ...more) {
  const service = await start(VITRINA_BIN, [
    ...['serve', '--database-url', database, '--listen', '127.0.0.1:0', '--public-url', PUBLIC_URL],
    ...['--search-refill-seconds', '0', ...more],
  ]);
  while (!(await fetch(`${service.url}/readyz`)).ok) await setTimeout(100);
  return service;
}
const SERVICES = {
  warm: { title: 'Vitrina, warm', start: (database) => vitrina(database), statements: ofMetrics },
  cold: {
    title: 'Vitrina, cold',
    start: (database) => vitrina(database, '--cache-memory-mb', '0'),
    statements: ofMetrics,
  },
  node: {
    title: 'Node',
    start: (database) => start(peer.program, [peer.script, '--database', database, '--public-url', PUBLIC_URL]),
    statements: async (url) => (await (await fetch(`${url}/statements`)).json()).statements,
  },
};

/** The statements that Vitrina has sent. */
async function ofMetrics(url) {
  const page = await (await fetch(`${url}/metrics`)).text();
  const counts = page.matchAll(/^vitrina_sql_statements_total\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

const folder = mkdtempSync(join(tmpdir(), 'vitrina-compare-'));
let database;
try {
  installPeer();
  database = await makeDatabase(VITRINA_BIN);
  await main();
} finally {
  stopAll();
  await database?.drop();
  rmSync(folder, { recursive: true });
}

async function main() {
  await database.fill(values.products ? [values.products, values.collections] : [generated()]);
  const databaseCpu = await database.cpu();
  const wanted = values.services.split(',');
  const services = [];
  for (const name of wanted.filter((name) => name !== 'static')) {
    if (!SERVICES[name]) throw new Error(`there is no service ${name}`);
    services.push({ name, ...SERVICES[name], ...(await SERVICES[name].start(database.url)) });
  }
  const ask = async (body) => (await post(services[0].url, body)).data;
  const all = values.products ? await fromExports(values) : await fromService(ask);
  const operations = Object.keys(all).filter((name) => !values.only || values.only.split(',').includes(name));

  const loadBefore = loadavg()[0];
  const rows = [];
  for (const operation of operations) {
    const bodies = all[operation];
    const texts = await equalAnswers(services, bodies);
    const { median, mean: bytes } = sizes(texts);
    const file = join(folder, 'bodies.jsonl');
    writeFileSync(file, bodies.map((body) => `${JSON.stringify(body)}\n`).join(''));
    // By turns, with nothing else asked meanwhile: what else runs on the machine meets all alike.
    for (const service of services) {
      const { name, title, url, pid } = service;
      const meters = { service: () => ofProcess(pid), database: databaseCpu };
      meters.statements = () => service.statements(url);
      rows.push({ operation, name, title, bytes, ...(await measured(url, file, meters)) });
    }
    if (wanted.includes('static')) rows.push(await ofYardstick(operation, median, file));
  }
  report(rows, loadBefore);
}

/** The answers to all bodies, which have to be the same bytes from every service. */
async function equalAnswers([first, ...others], bodies) {
  const texts = await check(first.url, bodies);
  for (const other of others) {
    const at = (await check(other.url, bodies)).findIndex((text, at) => text !== texts[at]);
    if (at >= 0) {
      const of = JSON.stringify(bodies[at].variables);
      throw new Error(`${first.title} and ${other.title} answer differently: ${of}`);
    }
  }
  return texts;
}

async function ofYardstick(operation, answer, file) {
  const path = join(folder, 'answer');
  writeFileSync(path, answer);
  const { url, pid, stop } = await start(join(dirname(VITRINA_BIN), 'examples', 'static_yardstick'), [path]);
  const figures = await measured(url, file, { service: () => ofProcess(pid) });
  await stop();
  return { operation, name: 'static', title: 'static answer', bytes: answer.length, ...figures };
}

function measured(url, file, meters) {
  const [connections, warm, seconds] = [values.connections, values.warm, values.seconds].map(Number);
  return measure({ url: `${url}/graphql`, file, meters, connections, warm, seconds });
}

function generated() {
  const file = join(folder, 'catalog.jsonl.gz');
  execFileSync(VITRINA_BIN, ['generate', '--products', values.catalog, '--out', file]);
  return file;
}

function report(rows, loadBefore) {
  const columns = 'operation|service|answer, bytes|requests/s|CPU ms a request: service + database = sum';
  const more = "of Node's: service, database, sum|statements a request|generator|p50 ms|p99 ms|failed";
  console.log(`| ${columns.replaceAll('|', ' | ')} | ${more.replaceAll('|', ' | ')} |\n|${'---|'.repeat(11)}`);
  for (const row of rows) {
    const used = cpuMs(row);
    const node = rows.find(({ operation, name }) => operation === row.operation && name === 'node');
    const of = node && row !== node && used.length === 3;
    const share = (ms, at) => number(ms / cpuMs(node)[at], 2);
    const cells = [
      ...[row.operation, row.title, number(row.bytes, 0), number(row.perSecond, 0)],
      used.length === 3 ? `${number(used[0], 3)} + ${number(used[1], 3)} = ${number(used[2], 3)}` : number(used[0], 3),
      of ? used.map(share).join(', ') : '',
      row.perRequest.statements === undefined ? '' : number(row.perRequest.statements, 2),
      ...[number(row.generatorCpuMs, 3), number(row.p50Ms, 2), number(row.p99Ms, 2), row.failed],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log(
    `\n${values.connections} connections kept alive, ${values.warm} s to warm up, ${values.seconds} s measured; ` +
      `load average ${loadBefore.toFixed(2)} before, ${loadavg()[0].toFixed(2)} after.`,
  );
  if (rows.some(({ failed }) => failed)) process.exitCode = 1;
}

/** CPU ms a request: of the service, and where there is a database, of that and of both. */
function cpuMs({ perRequest: { service, database } }) {
  const seconds = database === undefined ? [service] : [service, database, service + database];
  return seconds.map((one) => one * 1000);
}
