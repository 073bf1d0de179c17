// One measurement: wrk replays bodies against an address while CPU time is read from /proc.

import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const replay = fileURLToPath(new URL('../wrk/replay.lua', import.meta.url));
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const THREADS = 2;

/** CPU seconds that a process has used so far, all threads; with `children`, those it waited for. */
function cpuSeconds(pid, { children = false } = {}) {
  // The name of the program may hold spaces; the numbers begin behind its closing parenthesis.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [user, system] = children ? [fields[13], fields[14]] : [fields[11], fields[12]];
  return (user + system) / ticksPerSecond;
}

async function run(url, file, connections, seconds) {
  const args = ['-t', String(THREADS), '-c', String(connections), '-d', `${seconds}s`];
  const { stdout } = await promisify(execFile)('wrk', [...args, '-s', replay, url, '--', file]);
  return JSON.parse(stdout.trim().split('\n').pop());
}

/**
 * Warms up, then measures.
 *
 * @param {{ url: string, file: string, pids: [string, number][], connections: number,
 *   warm: number, seconds: number }} how `file` holds the bodies; `pids` are the processes whose
 *   CPU time counts, by name
 */
export async function measure({ url, file, pids, connections, warm, seconds }) {
  if (warm) await run(url, file, connections, warm);
  const before = pids.map(([, pid]) => cpuSeconds(pid));
  const generatorBefore = cpuSeconds('self', { children: true });
  const result = await run(url, file, connections, seconds);
  const used = pids.map(([name, pid], at) => [name, cpuSeconds(pid) - before[at]]);
  const perRequest = (cpu) => (cpu * 1000) / result.requests;
  return {
    perSecond: (result.requests * 1e6) / result.duration_us,
    cpuMs: used.map(([name, cpu]) => [name, perRequest(cpu)]),
    generatorCpuMs: perRequest(cpuSeconds('self', { children: true }) - generatorBefore),
    p50Ms: result.p50_us / 1000,
    p99Ms: result.p99_us / 1000,
    failed: result.not_2xx + result.broken,
  };
}
