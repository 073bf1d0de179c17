// The worker behind `http.mjs`: fetches, leaves the answer at the port, wakes the one who waits.

import { parentPort } from 'node:worker_threads';

parentPort.on('message', async ({ method, url, body, headers, done, port }) => {
  let answer;
  try {
    const response = await fetch(url, { method, body, headers });
    const fields = Object.fromEntries(response.headers);
    answer = { status: response.status, headers: fields, body: await response.text(), error: '' };
  } catch (error) {
    answer = { status: 0, headers: {}, body: null, error: String(error.cause ?? error) };
  }
  port.postMessage(answer);
  port.close();
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});
