// `k6/http`: k6's calls block, Node's do not, so a worker fetches while this thread waits.

import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

import { record } from './metrics.mjs';

const WAIT_MS = 60_000;

const fetcher = new Worker(new URL('./fetcher.mjs', import.meta.url));
fetcher.unref();

function request(method, url, body, { headers = {}, tags = {} } = {}) {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const began = performance.now();
  fetcher.postMessage({ method, url: String(url), body, headers, done, port: port2 }, [port2]);
  if (Atomics.wait(done, 0, 0, WAIT_MS) === 'timed-out') throw new Error(`no answer from ${url}`);
  const answer = receiveMessageOnPort(port1).message;
  port1.close();
  const duration = performance.now() - began;
  record('http_reqs', 1, tags);
  record('http_req_duration', duration, tags);
  record('http_req_failed', answer.status === 0 || answer.status >= 400, tags);
  return { ...answer, url, timings: { duration }, json: () => JSON.parse(answer.body) };
}

export const get = (url, params) => request('GET', url, null, params);
export const post = (url, body, params) => request('POST', url, body, params);
export default { get, post };
