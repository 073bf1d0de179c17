// A database of its own on the server of `scripts/services/with.sh`, filled by the binary under measurement.

import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { ofFamily } from './cpu.mjs';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../peers/node', import.meta.url));

/** The service to compare with, and the runtime that it is measured on. */
export const peer = { program: join(folder, 'node_modules/node/bin/node'), script: join(folder, 'server.mjs') };

/** Installs what the peer needs, its runtime included, unless it is there. */
export function installPeer() {
  const [lock, installed] = ['package-lock.json', 'node_modules/.installed-from'].map((name) => join(folder, name));
  const isInstalled = existsSync(installed) && readFileSync(installed).equals(readFileSync(lock));
  if (isInstalled && existsSync(peer.program)) return;
  execFileSync('npm', ['ci', '--no-progress'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(peer.program)) throw new Error(`npm installed no ${peer.program}`);
  copyFileSync(lock, installed);
}

/**
 * Makes a database, with the schema and without rows.
 *
 * @param {string} binary of Vitrina
 */
export async function makeDatabase(binary) {
  const server = process.env.VITRINA_TEST_DATABASE_URL;
  if (!server) throw new Error('run this under scripts/services/with.sh, which starts a database');
  const pg = createRequire(join(folder, 'package.json'))('pg');
  const query = async (address, text) => {
    const client = new pg.Client(address);
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const name = `vitrina_compared_${process.pid}`;
  const url = new URL(server);
  url.pathname = name;
  await query(server, `CREATE DATABASE ${name}`);
  await run(binary, ['migrate', '--database-url', url.href]);
  return {
    url: url.href,
    /** Imports files, and lets the planner see what came of it. */
    async fill(files) {
      await run(binary, ['import', '--database-url', url.href, ...files], { maxBuffer: 1 << 26 });
      await query(url.href, 'VACUUM ANALYZE');
    },
    /** A meter of the CPU seconds of the whole server, connections that ended included. */
    async cpu() {
      const [row] = await query(url.href, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid");
      const pid = Number(row.pid);
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') {
        throw new Error('the database has to run on this machine for its CPU time to be counted');
      }
      return () => ofFamily(pid);
    },
    drop: () => query(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
