// `k6`: checks and the few functions that scripts call beside them.

import { record } from './metrics.mjs';

export function check(value, checks, tags = {}) {
  return Object.entries(checks)
    .map(([name, holds]) => {
      const passed = Boolean(holds(value));
      record('checks', passed, { check: name, ...tags });
      if (!passed) console.error(`check failed: ${name}`);
      return passed;
    })
    .every(Boolean);
}

export const group = (_name, body) => body();
export const sleep = () => {};

export function fail(reason) {
  throw new Error(reason);
}

/** Makes `Math.random` repeat, as k6 does; mulberry32. */
export function randomSeed(seed) {
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
