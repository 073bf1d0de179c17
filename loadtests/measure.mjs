// Measures W1, W2, W2F, W3 and W3F by wrk, CPU time a request included, beside a static answer of the same size.
// `node loadtests/measure.mjs --help` says how; loadtests/README.md says what the figures mean.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { ofProcess } from './measure/cpu.mjs';
import { fromExports, fromQueries, fromService, queriesOf, searches } from './measure/requests.mjs';
import { check, number, post, sizes, start, stopAll } from './measure/services.mjs';
import { measure } from './measure/wrk.mjs';

const USAGE = `node loadtests/measure.mjs [options]

  --url URL            a service that is already running; else VITRINA_BIN is started
  --pid NAME=PID       a process of it whose CPU time counts (repeatable; needs --url)
  --products FILE      bulk export of the products to ask for (and to serve, without --url)
  --collections FILE   bulk export of the collections; both or none: none is a generated catalog
  --catalog N          products of the generated catalog (20000)
  --queries FILE       what W3 and W3F search for: a file with tabs, the text in its second column
  --only W1,W2F        which to measure (all)
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
    queries: { type: 'string' },
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
try {
  await main();
} finally {
  stopAll();
  rmSync(folder, { recursive: true });
}

async function main() {
  const service = await theService();
  const ask = async (body) => (await post(service.url, body)).data;
  const pages = values.products ? await fromExports(values) : await fromService(ask);
  const queries = values.queries ? fromQueries(values.queries) : await queriesOf(ask);
  const all = { ...pages, ...searches(pages.W2, queries) };
  const names = Object.keys(all).filter((name) => !values.only || values.only.split(',').includes(name));

  const loadBefore = loadavg()[0];
  const rows = [];
  for (const name of names) {
    const { median, mean } = sizes(await check(service.url, all[name]));
    const file = join(folder, `${name}.jsonl`);
    writeFileSync(file, all[name].map((body) => `${JSON.stringify(body)}\n`).join(''));
    const answer = join(folder, `${name}.answer`);
    writeFileSync(answer, median);
    // Service and yardstick by turns: what else runs on the machine then meets both alike.
    rows.push({ name, bytes: mean, ...(await measured(service, file)) });
    const yardstick = await theYardstick(answer);
    rows.push({ name: `${name}, static`, bytes: median.length, ...(await measured(yardstick, file)) });
    await yardstick.stop();
  }
  report(rows, loadBefore);
}

function measured({ url, pids }, file) {
  return measure({
    url: `${url}/graphql`,
    file,
    meters: Object.fromEntries(pids.map(([name, pid]) => [name, () => ofProcess(pid)])),
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
  return counted(await start(VITRINA_BIN, args));
}

async function theYardstick(answer) {
  const beside = VITRINA_BIN && join(dirname(VITRINA_BIN), 'examples', 'static_yardstick');
  if (!values.yardstick && !beside) throw new Error('give --yardstick');
  return counted(await start(values.yardstick ?? beside, [answer]));
}

/** A server whose only process counts. */
function counted(server) {
  return { ...server, pids: [['service', server.pid]] };
}

function report(rows, loadBefore) {
  console.log('| operation | answer, bytes | requests/s | CPU ms a request | generator | p50 ms | p99 ms | failed |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const row of rows) {
    const used = Object.entries(row.perRequest).map(([name, seconds]) => [name, seconds * 1000]);
    const sum = used.reduce((total, [, ms]) => total + ms, 0);
    const parts = used.map(([name, ms]) => `${name} ${number(ms, 3)}`).join(' + ');
    const cpu = used.length > 1 ? `${parts} = ${number(sum, 3)}` : number(sum, 3);
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
