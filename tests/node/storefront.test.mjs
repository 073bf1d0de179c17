// A visitor's walk in a real browser: home, a collection, a product, a search.
//
// It knows addresses, roles and the manners that any sound shop page has, not the markup. Pictures
// of each page go to a temporary folder, or to VITRINA_PICTURES.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { NARROW, brokenPictures, close as closeAll, keepPicture, open, overhang, server, tabThrough, visit } from './lib/browser.mjs';

const WIDTHS = [NARROW, 768, 1440];
const SCHEMES = ['light', 'dark'];
/** Cumulative layout shift that counts as standing still; 0.1 is called good. */
const MOST_SHIFT = 0.01;

/** Paths of the pages; the walk finds those of a collection and a product. */
const pages = { home: '/', search: '/search?q=jacket' };

before(open);
after(closeAll);

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

for (const name of ['home', 'collection', 'product', 'search']) {
  test(`${name}: loads at every width, light and dark, pictures and all, without a complaint`, async () => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const { page, complaints, close } = await visit(pages[name], { width, colorScheme });
        assert.deepEqual(await brokenPictures(page), []);
        assert.ok(await page.evaluate(() => document.images.length), 'a shop page shows pictures');
        assert.deepEqual(complaints, [], `at ${width} px, ${colorScheme}`);
        await keepPicture(page, `${name}-${width}-${colorScheme}`);
        await close();
      }
    }
  });

  test(`${name}: does not scroll sideways at ${NARROW} px`, async () => {
    const { page, close } = await visit(pages[name], { width: NARROW });
    assert.equal(await overhang(page), 0);
    await close();
  });

  test(`${name}: does not scroll sideways at ${NARROW} px with text of twice the size`, async () => {
    const { page, close } = await visit(pages[name], { width: NARROW });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    assert.equal(await overhang(page), 0);
    await close();
  });

  test(`${name}: nothing moves while it loads`, async () => {
    for (const width of WIDTHS) {
      const { page, close } = await visit(pages[name], { width });
      const moved = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.moved)))));
      assert.ok(moved < MOST_SHIFT, `${moved} at ${width} px`);
      await close();
    }
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
