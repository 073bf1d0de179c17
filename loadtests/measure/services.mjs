// Services under measurement: started here, asked over HTTP, their answers checked.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

const children = [];

/**
 * Starts a server and waits for the address that it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>}
 */
export async function start(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let printed = '';
  const ended = once(child, 'exit');
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
    ended.then(([code]) => {
      throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${printed}`);
    }),
  ]);
  return {
    url,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await ended.catch(() => {});
    },
  };
}

/** Asks everything that was started to end. */
export function stopAll() {
  for (const child of children) child.kill('SIGTERM');
}

/**
 * The answer to a body, or an error where it is none.
 *
 * @returns {Promise<{ data: any, text: string }>}
 */
export async function post(url, body) {
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
  return { data: answer.data, text };
}

/**
 * Sends each body once and refuses to time anything that is not answered with what was asked for.
 *
 * @returns {Promise<string[]>} the answers
 */
export async function check(url, bodies) {
  const texts = [];
  for (const body of bodies) {
    const { data, text } = await post(url, body);
    const found = data.product ?? data.collection;
    if (found?.handle !== body.variables.handle) {
      throw new Error(`${JSON.stringify(body.variables)} is answered with ${text.slice(0, 300)}`);
    }
    texts.push(text);
  }
  return texts;
}

/** The answer of median size, and the mean size in bytes. */
export function sizes(texts) {
  const answers = texts.map((text) => Buffer.from(text)).sort((a, b) => a.length - b.length);
  const total = answers.reduce((sum, { length }) => sum + length, 0);
  return { median: answers[Math.floor(answers.length / 2)], mean: Math.round(total / answers.length) };
}

/** A number for a table. */
export const number = (value, digits) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
