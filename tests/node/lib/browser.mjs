// A browser that looks at the shop of one test file, and what any sound page is held to.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { start } from './server.mjs';

export const NARROW = 360;
/** No page of a service on the same machine may take longer, even on a busy one. */
const PATIENCE_MS = 60_000;
/** Presses of Tab after which a page counts as a trap. */
const MOST_TABS = 600;

const pictures = process.env.VITRINA_PICTURES ?? join(tmpdir(), 'vitrina-pictures');
const findChromium = fileURLToPath(new URL('../../../scripts/find-chromium.sh', import.meta.url));

export let server;
let browser;

/** Starts service and browser; for `before`. */
export async function open() {
  mkdirSync(pictures, { recursive: true });
  server = await start();
  browser = await chromium.launch({
    executablePath: execFileSync(findChromium, { encoding: 'utf8' }).trim(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Ends both and holds that the service ran well; for `after`. */
export async function close() {
  await browser?.close();
  assert.deepEqual(await server?.stop(), []);
}

/** Opens a page of the shop; notes whatever a browser complains about, and in `window.moved` how much has moved. */
export async function visit(path, { width = 1440, colorScheme = 'light' } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && !['data:', 'blob:'].includes(protocol)) {
      complaints.push(`foreign request: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    window.moved = 0;
    const add = (list) => list.getEntries().forEach(({ value }) => (window.moved += value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  return { page, complaints, close: () => context.close() };
}

/** Scrolls through the whole page, so that lazy pictures load, and gives those that did not. */
export async function brokenPictures(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const { documentElement: root } = document;
    for (let top = 0; top < root.scrollHeight; top += window.innerHeight / 2) {
      window.scrollTo({ top, behavior: 'instant' });
      await frame();
      await frame();
    }
    window.scrollTo({ top: 0, behavior: 'instant' });
  });
  // Pictures that are not laid out (another one is shown in their place) need not load.
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || !image.getClientRects().length),
  );
  return page.evaluate(() =>
    [...document.images]
      .filter((image) => image.getClientRects().length && !image.naturalWidth)
      .map((image) => image.currentSrc || image.outerHTML),
  );
}

/** Keeps a picture of a page; for documents the first screen is enough, a whole page is for looking at one's work. */
export const keepPicture = (page, name) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: !process.env.VITRINA_PICTURES });

/** How many px a page is wider than its screen. */
export const overhang = (page) =>
  page.evaluate(() => {
    window.scrollTo({ left: 10_000 });
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(scrollWidth, clientWidth + window.scrollX) - clientWidth;
  });

/**
 * Presses Tab until the focus leaves the page. A group of radio buttons is one stop; parts with
 * tabindex -1 are reached by other keys.
 */
export async function tabThrough(page) {
  const expected = await page.evaluate(() => {
    // What a closed <details> holds has a place, but is not shown.
    const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]');
    const stop = (one) => (one.type === 'radio' ? `radio ${one.name}` : one);
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    window.stops = [...new Set([...all].filter((one) => shown(one) && !one.disabled && one.tabIndex >= 0).map(stop))];
    return window.stops.length;
  });
  const reached = new Set();
  const unseen = new Set();
  for (let presses = 0; presses < MOST_TABS && reached.size < expected; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const shows = (element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      };
      const around = [one, one.nextElementSibling, one.parentElement, one.closest('label')];
      const stop = one.type === 'radio' ? `radio ${one.name}` : one;
      return {
        index: window.stops.indexOf(stop),
        seen: around.some((element) => element && shows(element)),
        text: one.outerHTML.slice(0, 120),
      };
    });
    // Past the last stop the focus goes to the browser itself, and then begins anew.
    if (at === null) continue;
    reached.add(at.index);
    if (!at.seen) unseen.add(at.text);
  }
  reached.delete(-1);
  const unreached = await page.evaluate(
    (indexes) =>
      window.stops
        .filter((_, index) => !indexes.includes(index))
        .map((stop) => (typeof stop === 'string' ? stop : stop.outerHTML.slice(0, 120))),
    [...reached],
  );
  return { unreached, unseen: [...unseen] };
}
