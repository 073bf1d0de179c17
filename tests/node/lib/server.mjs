// Starts the service for a test file and stops it afterwards, by its process id.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Enough for every page of the storefront, and generated in well under a second. */
const PRODUCTS = '2000';
const START_MS = 60_000;
const STOP_MS = 15_000;

/** The binary under test: VITRINA_BIN, or the development build where `make` puts it. */
export function binary() {
  const { VITRINA_BIN, CARGO_TARGET_DIR, VITRINA_BUILD_DIR, XDG_CACHE_HOME } = process.env;
  const cache = VITRINA_BUILD_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vitrina');
  return VITRINA_BIN ?? join(CARGO_TARGET_DIR ?? join(cache, 'target'), 'debug', 'vitrina');
}

/**
 * Starts `vitrina demo` on a free port and waits for the address that it prints.
 *
 * `stop` asks it to end, waits, and gives what was wrong with its run: a bad exit code, a panic, or
 * an error in its log. With VITRINA_URL set, a service that is already there is used and left alone.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<string[]> }>}
 */
export async function start() {
  if (process.env.VITRINA_URL) return { url: process.env.VITRINA_URL, stop: async () => [] };

  const args = ['demo', '--listen', '127.0.0.1:0', '--products', PRODUCTS];
  const child = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const end = (why) => reject(new Error(`${binary()} ${args.join(' ')} ${why}\n${output}`));
    const timer = setTimeout(() => end(`printed no address in ${START_MS} ms`), START_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        const address = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(output);
        if (address) {
          clearTimeout(timer);
          resolve(address[0]);
        }
      });
    }
    child.once('error', (error) => end(`did not start: ${error.message}`));
    child.once('exit', (code) => end(`ended with ${code}`));
  }).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });

  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const [code, signal] = await ended;
      clearTimeout(timer);
      const bad = output.split('\n').filter((line) => /panicked| ERROR |"level":"ERROR"/.test(line));
      return code === 0 ? bad : [`ended with ${code ?? signal}`, ...bad];
    },
  };
}
