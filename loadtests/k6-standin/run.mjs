// Runs a k6 script for correctness where k6 is absent: node loadtests/k6-standin/run.mjs SCRIPT
//
// One iteration at a time, ITERATIONS of each scenario (20 unless told). Judges thresholds on counts
// and rates of outcomes; prints those on times, which mean nothing here. It makes no load.

import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { enter } from './execution.mjs';
import { record, verdicts } from './metrics.mjs';

const iterations = Number(process.env.ITERATIONS || 20);

register('./hooks.mjs', import.meta.url);
Object.assign(globalThis, {
  __ENV: { ...process.env },
  __VU: 1,
  __ITER: 0,
  open: (path) => readFileSync(path.startsWith('file:') ? fileURLToPath(path) : path, 'utf8'),
});

const script = await import(pathToFileURL(resolve(process.argv[2])));
const { scenarios = { default: {} }, thresholds = {} } = script.options ?? {};
// k6 hands the data of `setup` to virtual users as JSON; whatever does not survive that is a bug.
const data = JSON.stringify(script.setup?.() ?? null);

for (const [name, { exec = 'default' }] of Object.entries(scenarios)) {
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    enter(name, iteration);
    script[exec](JSON.parse(data));
    record('iterations', 1, {});
  }
}
script.teardown?.(JSON.parse(data));

let failed = 0;
for (const { metric, threshold, value, judged, holds } of verdicts(thresholds)) {
  if (judged && !holds) failed += 1;
  console.log(`${judged ? (holds ? 'ok    ' : 'FAILED') : 'time  '} ${metric}: ${threshold} (${value})`);
}
process.exit(failed ? 99 : 0);
