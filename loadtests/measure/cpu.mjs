// CPU time that processes have used, from /proc.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Parent and CPU seconds of a process: its own, all threads, and of the children that it waited for. */
function read(pid) {
  // The name of the program may hold spaces; the numbers begin behind its closing parenthesis.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) => fields[at]);
  return { parent, own: (user + system) / ticksPerSecond, waited: (childUser + childSystem) / ticksPerSecond };
}

/** CPU seconds that a process has used so far, all threads. */
export const ofProcess = (pid) => read(pid).own;

/** CPU seconds of the processes that this one started and waited for. */
export const ofGenerator = () => read('self').waited;

/**
 * CPU seconds of a process and of all that it ever started: those that run and those that ended. A PostgreSQL server is
 * the family of its postmaster, every connection a child.
 */
export function ofFamily(pid) {
  for (;;) {
    const before = children(pid);
    const { own, waited } = read(pid);
    const sum = [...before.values()].reduce((sum, child) => sum + child.own + child.waited, own + waited);
    const after = children(pid);
    // A child that ended in between would count twice or not at all.
    if (before.size === after.size && [...before.keys()].every((one) => after.has(one))) return sum;
  }
}

function children(pid) {
  const found = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const process = read(name);
      if (process.parent === pid) found.set(name, process);
    } catch (error) {
      // It has ended: the parent counts it from now on.
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    }
  }
  return found;
}
