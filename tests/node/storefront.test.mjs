// A visitor's walk in a real browser: home, a collection, a product.
//
// It knows addresses, roles and the manners that any sound shop page has, not the markup. Pictures
// of each page go to a temporary folder, or to VITRINA_PICTURES.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { start } from './lib/server.mjs';

const NARROW = 360;
const WIDTHS = [NARROW, 768, 1440];
const SCHEMES = ['light', 'dark'];
/** No page of a service on the same machine may take longer, even on a busy one. */
const PATIENCE_MS = 15_000;
/** Presses of Tab after which a page counts as a trap. */
const MOST_TABS = 600;

const pictures = process.env.VITRINA_PICTURES ?? join(tmpdir(), 'vitrina-pictures');
const findChromium = fileURLToPath(new URL('../../scripts/find-chromium.sh', import.meta.url));

let server;
let browser;
/** Paths of the three pages, filled by the walk. */
const pages = { home: '/' };

before(async () => {
  mkdirSync(pictures, { recursive: true });
  server = await start();
  browser = await chromium.launch({
    executablePath: execFileSync(findChromium, { encoding: 'utf8' }).trim(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  assert.deepEqual(await server?.stop(), []);
});

/** Opens a page of the shop and notes whatever a browser complains about. */
async function visit(path, { width = 1440, colorScheme = 'light' } = {}) {
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
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  return { page, complaints, close: () => context.close() };
}

/** Scrolls through the whole page, so that lazy pictures load, and gives those that did not. */
async function brokenPictures(page) {
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

/** Follows the first link into a part of the shop, as a visitor does, and says where it led. */
async function follow(page, prefix) {
  const link = page.locator(`main a[href^="${prefix}"]:visible`).first();
  await link.click();
  await page.waitForURL((url) => url.pathname.startsWith(prefix));
  await page.waitForLoadState('networkidle');
  await page.locator('main h1').waitFor();
  return new URL(page.url()).pathname;
}

test('a visitor walks from home over a collection to a product', async () => {
  const { page, complaints, close } = await visit('/');
  await page.locator('main h1, header').first().waitFor();
  assert.deepEqual(await brokenPictures(page), []);
  pages.collection = await follow(page, '/collections/');
  assert.deepEqual(await brokenPictures(page), []);
  pages.product = await follow(page, '/products/');
  assert.deepEqual(await brokenPictures(page), []);
  await page.goBack();
  await page.waitForURL((url) => url.pathname === pages.collection);
  await page.locator('main a[href^="/products/"]:visible').first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

for (const name of ['home', 'collection', 'product']) {
  test(`${name}: loads at every width, light and dark, pictures and all, without a complaint`, async () => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const { page, complaints, close } = await visit(pages[name], { width, colorScheme });
        assert.deepEqual(await brokenPictures(page), []);
        assert.ok(await page.evaluate(() => document.images.length), 'a shop page shows pictures');
        assert.deepEqual(complaints, [], `at ${width} px, ${colorScheme}`);
        // For documents the first screen is enough; a whole page is for looking at one's work.
        const path = join(pictures, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: !process.env.VITRINA_PICTURES });
        await close();
      }
    }
  });

  test(`${name}: does not scroll sideways at ${NARROW} px`, async () => {
    const { page, close } = await visit(pages[name], { width: NARROW });
    const [content, screen] = await page.evaluate(() => {
      window.scrollTo({ left: 10_000 });
      const { scrollWidth, clientWidth } = document.documentElement;
      return [Math.max(scrollWidth, clientWidth + window.scrollX), clientWidth];
    });
    assert.ok(content <= screen, `${content} px of content on ${screen} px`);
    await close();
  });

  test(`${name}: has language, title, one main heading, landmarks and names`, async () => {
    const { page, close } = await visit(pages[name]);
    const found = await page.evaluate(() => {
      const controls = document.querySelectorAll('input:not([type=hidden]), select, textarea');
      return {
        language: Boolean(document.documentElement.lang),
        title: Boolean(document.title.trim()),
        headings: document.querySelectorAll('h1').length,
        mains: document.querySelectorAll('main').length,
        picturesWithoutAlt: document.querySelectorAll('img:not([alt])').length,
        unnamedControls: [...controls]
          .filter((one) => !one.labels?.length && !one.ariaLabel && !one.hasAttribute('aria-labelledby'))
          .map((one) => one.outerHTML.slice(0, 120)),
        unnamedButtons: [...document.querySelectorAll('button, a[href]')]
          .filter((one) => !one.textContent.trim() && !one.ariaLabel && !one.querySelector('img[alt]:not([alt=""])'))
          .map((one) => one.outerHTML.slice(0, 120)),
      };
    });
    assert.deepEqual(found, {
      language: true,
      title: true,
      headings: 1,
      mains: 1,
      picturesWithoutAlt: 0,
      unnamedControls: [],
      unnamedButtons: [],
    });
    await close();
  });

  test(`${name}: every control is reached by keyboard, and its focus shows`, async () => {
    const { page, close } = await visit(pages[name]);
    const { unreached, unseen } = await tabThrough(page);
    assert.deepEqual(unreached, []);
    assert.deepEqual(unseen, []);
    await close();
  });

  test(`${name}: a strict Content-Security-Policy`, async () => {
    const response = await fetch(server.url + pages[name]);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src '(self|none)'/);
    assert.doesNotMatch(policy, /unsafe-|https?:|\*/);
  });
}

test('the shop looks different in the dark', async () => {
  const ground = async (colorScheme) => {
    const { page, close } = await visit('/', { colorScheme });
    const color = await page.evaluate(() =>
      [document.body, document.documentElement]
        .map((element) => getComputedStyle(element).backgroundColor)
        .find((color) => color !== 'rgba(0, 0, 0, 0)'),
    );
    await close();
    return color;
  };
  assert.notEqual(await ground('light'), await ground('dark'));
});

test('the operation behind a page opens by one key', async () => {
  for (const path of Object.values(pages)) {
    const { page, complaints, close } = await visit(path);
    await page.keyboard.press('?');
    const editor = page.locator('textarea:visible, [contenteditable]:visible').first();
    await editor.waitFor();
    const text = await editor.evaluate((element) => element.value ?? element.textContent);
    assert.match(text, /query/);
    assert.deepEqual(complaints, []);
    await close();
  }
});

/**
 * Presses Tab until the focus leaves the page. A group of radio buttons is one stop; parts with
 * tabindex -1 are reached by other keys.
 */
async function tabThrough(page) {
  const expected = await page.evaluate(() => {
    const shown = (one) =>
      one.getClientRects().length && getComputedStyle(one).visibility === 'visible' && !one.closest('[inert]');
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
