// One measurement: wrk replays bodies against an address while CPU time and whatever else adds up is read before and after.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ofGenerator } from './cpu.mjs';

const replay = fileURLToPath(new URL('../wrk/replay.lua', import.meta.url));
const THREADS = 2;

async function run(url, file, connections, seconds) {
  const args = ['-t', String(THREADS), '-c', String(connections), '-d', `${seconds}s`];
  const { stdout } = await promisify(execFile)('wrk', [...args, '-s', replay, url, '--', file]);
  return JSON.parse(stdout.trim().split('\n').pop());
}

/**
 * Warms up, then measures.
 *
 * @param {{ url: string, file: string, meters: Record<string, () => number | Promise<number>>,
 *   connections: number, warm: number, seconds: number }} how `file` holds the bodies; `meters` tell what has added up
 *   so far, CPU seconds or statements
 * @returns what each of them rose by for each request in `perRequest`, by name, and the figures of wrk
 */
export async function measure({ url, file, meters, connections, warm, seconds }) {
  if (warm) await run(url, file, connections, warm);
  const generatorBefore = ofGenerator();
  const before = await readAll(meters);
  const result = await run(url, file, connections, seconds);
  const after = await readAll(meters);
  const perRequest = (total) => total / result.requests;
  return {
    perSecond: (result.requests * 1e6) / result.duration_us,
    perRequest: Object.fromEntries(Object.keys(meters).map((name) => [name, perRequest(after[name] - before[name])])),
    generatorCpuMs: perRequest((ofGenerator() - generatorBefore) * 1000),
    p50Ms: result.p50_us / 1000,
    p99Ms: result.p99_us / 1000,
    failed: result.not_2xx + result.broken,
  };
}

async function readAll(meters) {
  const read = {};
  for (const [name, meter] of Object.entries(meters)) read[name] = await meter();
  return read;
}
