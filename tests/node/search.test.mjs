// Searching and narrowing down in a real browser, by keyboard alone, by pointer, and on a small screen.
//
// What the pages say is compared with what the service answers to the same question.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { NARROW, close as closeAll, keepPicture, open, overhang, server, visit } from './lib/browser.mjs';

/** Presses of a key after which what was looked for is not coming. */
const MOST_PRESSES = 60;
/** The contrast that text needs by WCAG 2.2 AA, and text from 24 px, or 18.66 px and bold, on. */
const CONTRAST = 4.5;
const CONTRAST_OF_LARGE = 3;

before(open);
after(closeAll);

async function ask(query, variables) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

const countOf = async (page) => Number((await page.locator('main h2').first().textContent()).replace(/\D/g, ''));
const field = (page) => page.getByRole('combobox', { name: 'Search the shop' });
const options = (page) => page.locator('[role=option]');
const shown = (page, address) => page.waitForURL((url) => decodeURIComponent(url.pathname + url.search).includes(address));

/** Does something, and waits until the page of another address is up. */
async function afterwards(page, act) {
  const before = page.url();
  await act();
  await page.waitForURL((url) => url.href !== before);
  await page.waitForFunction(() => !document.querySelector('main').hasAttribute('aria-busy'));
}

/** The value of a facet: its box, its label without the count, and the count. */
async function valueOf(page, facet, at = 0) {
  const box = page.locator(`details:has(summary:text-is("${facet}")) label`).nth(at);
  const count = Number((await box.locator('small').textContent()).replace(/\D/g, ''));
  const label = (await box.locator('span:not(.swatch)').last().textContent()).trim();
  return { box, input: box.locator('input'), label, count };
}

test('by keyboard alone a shopper types, goes through the suggestions and opens a product', async () => {
  const { page, complaints, close } = await visit('/collections');
  const isAtField = () => page.evaluate(() => document.activeElement.role === 'combobox');
  for (let presses = 0; !(await isAtField()); presses += 1) {
    assert.ok(presses < MOST_PRESSES, 'Tab reaches the field');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('t');
  await options(page).first().waitFor();
  await page.keyboard.type('ent');
  await options(page).filter({ hasText: 'All 42 products' }).waitFor();
  const input = field(page);
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  const count = await options(page).count();
  const active = async () => {
    const marked = page.locator('[role=option][aria-selected=true]');
    assert.equal(await marked.count(), 1);
    assert.equal(await input.getAttribute('aria-activedescendant'), await marked.getAttribute('id'));
    return options(page).evaluateAll((all) => all.findIndex((one) => one.ariaSelected === 'true'));
  };
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 0);
  await page.keyboard.press('End');
  assert.equal(await active(), count - 1);
  await page.keyboard.press('Home');
  assert.equal(await active(), 0);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), count - 1);
  await page.keyboard.press('Escape');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  assert.equal(await input.inputValue(), 'tent');

  await page.keyboard.press('ArrowDown');
  const href = () => page.locator('[aria-selected=true]').getAttribute('href');
  for (let presses = 0; !(await href()).startsWith('/products/'); presses += 1) {
    assert.ok(presses < count, 'a product is among the suggestions');
    await page.keyboard.press('ArrowDown');
  }
  const chosen = await href();
  await page.keyboard.press('Enter');
  await shown(page, chosen);
  await page.getByRole('heading', { level: 1, name: /tent/i }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('Enter leads to all results, which are as many as the service counts', async () => {
  const { page, complaints, close } = await visit('/');
  await field(page).fill('lamp');
  await page.keyboard.press('Enter');
  await shown(page, '/search?q=lamp');
  await page.getByRole('heading', { level: 1, name: 'Results for “lamp”' }).waitFor();
  const { search } = await ask('{ search(query: "lamp", prefix: LAST, types: [PRODUCT], first: 0) { totalCount } }');
  assert.equal(await countOf(page), search.totalCount);
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'main');
  assert.deepEqual(complaints, []);
  await close();
});

test('by pointer a suggestion with picture and price opens its product', async () => {
  const { page, complaints, close } = await visit('/');
  await field(page).pressSequentially('lam');
  const product = options(page).filter({ has: page.locator('img') }).first();
  await product.waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('[role=option] img')].every((one) => one.naturalWidth > 0));
  assert.match(await product.textContent(), /\$\d/);
  const marked = await page.locator('[role=option] mark').allTextContents();
  assert.ok(marked.length > 2, 'the matched part is set apart');
  for (const part of marked) assert.equal(part.toLowerCase(), 'lam');
  const href = await product.getAttribute('href');
  await product.click();
  await shown(page, href);
  assert.equal(await page.getByRole('listbox').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('an answer that comes too late changes nothing', async () => {
  const { page, complaints, close } = await visit('/collections');
  let release;
  const held = new Promise((done) => (release = done));
  let isLate;
  const late = new Promise((done) => (isLate = done));
  await page.route('**/graphql', async (route) => {
    const { query, variables } = route.request().postDataJSON();
    if (!query.includes('query Suggest') || variables.query !== 'lamp') return route.continue();
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
    return isLate();
  });
  const asked = page.waitForRequest((request) => request.postDataJSON()?.variables?.query === 'lamp');
  await field(page).fill('lamp');
  await asked;
  await field(page).fill('tent');
  await options(page).filter({ hasText: /Dome Tent/ }).first().waitFor();
  const before = await options(page).allTextContents();
  release();
  await late;
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await options(page).allTextContents(), before);
  assert.deepEqual(complaints, []);
  await close();
});

test('styled text brings nothing but text into the page', async () => {
  const { page, complaints, close } = await visit('/collections');
  await page.route('**/graphql', async (route) => {
    if (!route.request().postDataJSON().query.includes('query Suggest')) return route.continue();
    const response = await route.fetch();
    const json = await response.json();
    const styledText = '<mark onclick="x()">te</mark><img src=x onerror=y()><script>z()</script><span>nt</span>';
    json.data.predictiveSearch.queries = [{ text: 'tent', styledText }];
    return route.fulfill({ response, json });
  });
  await field(page).fill('te');
  const query = page.locator('[role=option][href="/search?q=tent"]');
  await query.waitFor();
  assert.equal(await query.locator('svg ~ span').innerHTML(), '<mark class="">te</mark>z()nt');
  // The browser says of each handler that it did not let it run.
  assert.deepEqual(complaints.filter((one) => !one.includes('The action has been blocked')), []);
  await close();
});

test('a typing error is understood and said, and can be corrected', async () => {
  const { page, complaints, close } = await visit('/search?q=tetn');
  assert.match(await page.locator('main').textContent(), /Did you mean tent\? We allowed for a typing error\./);
  assert.ok(await countOf(page));
  await afterwards(page, () => page.locator('main').getByRole('link', { name: 'tent', exact: true }).click());
  await shown(page, '/search?q=tent');
  assert.doesNotMatch(await page.locator('main').textContent(), /Did you mean/);
  await field(page).fill('tetn');
  await page.getByText('Did you mean tent?').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('pages and articles are found too, and who finds nothing is led on', async () => {
  const { page, complaints, close } = await visit('/search?q=tent');
  assert.ok(await page.locator('main a[href^="/blogs/"]').count());
  await field(page).fill('shipping');
  await page.keyboard.press('Enter');
  await page.locator('main a[href="/pages/shipping"]').waitFor();
  await field(page).fill('qqqqxxzz');
  await page.getByText('Nothing found.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Nothing found for “qqqqxxzz”' }).waitFor();
  await page.locator('main a[href^="/collections/"]').first().waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('facets narrow down, counts answer, chips take back, and going back restores', async () => {
  const { page, complaints, close } = await visit('/collections/tents');
  const all = await countOf(page);
  const vendor = await valueOf(page, 'Vendor');
  const inStock = await valueOf(page, 'Availability');
  assert.ok(vendor.count < all);
  await afterwards(page, () => vendor.input.check());
  assert.equal(new URL(page.url()).search, `?filter.p.vendor=${vendor.label}`);
  assert.equal(await countOf(page), vendor.count);
  assert.ok((await valueOf(page, 'Availability')).count < inStock.count, 'other facets count what is left');
  assert.equal(await page.evaluate(() => document.activeElement.checked), true, 'the focus stays');

  const second = await valueOf(page, 'Vendor', 1);
  await afterwards(page, () => second.input.check());
  assert.equal(await countOf(page), vendor.count + second.count);
  const narrowed = page.url();

  const chip = page.getByRole('button', { name: `Remove Vendor: ${vendor.label}` });
  await afterwards(page, () => chip.click());
  assert.equal(await countOf(page), second.count);
  assert.equal(await chip.count(), 0);

  await afterwards(page, () => page.goBack());
  assert.equal(page.url(), narrowed);
  assert.equal(await countOf(page), vendor.count + second.count);
  assert.equal(await page.locator('details input:checked').count(), 2);
  await afterwards(page, () => page.getByRole('button', { name: 'Remove all' }).click());
  assert.equal(await countOf(page), all);
  assert.deepEqual(complaints, []);
  await close();

  const again = await visit(new URL(narrowed).pathname + new URL(narrowed).search);
  assert.equal(await countOf(again.page), vendor.count + second.count, 'the address holds it all');
  assert.equal(await again.page.locator('details input:checked').count(), 2);
  await again.close();
});

test('results have facets, order and pages in the address, and the second page goes on', async () => {
  const { page, complaints, close } = await visit('/search?q=jacket');
  const all = await countOf(page);
  await afterwards(page, () => page.getByLabel('Sort by').selectOption({ label: 'Price, low to high' }));
  const prices = await page.locator('main li .price').allTextContents();
  const amounts = prices.map((text) => Number(/\$([\d,.]+)/.exec(text)[1].replaceAll(',', '')));
  assert.deepEqual(amounts, [...amounts].sort((one, other) => one - other));
  const titles = await page.locator('main li h3').allTextContents();
  await afterwards(page, () => page.getByRole('link', { name: 'Next' }).click());
  assert.deepEqual([...new URL(page.url()).searchParams.keys()].sort(), ['after', 'page', 'q', 'sort']);
  assert.equal(await countOf(page), all);
  assert.equal(await page.evaluate(() => window.scrollY), 0);
  const more = await page.locator('main li h3').allTextContents();
  assert.notDeepEqual(more, titles);
  const value = await valueOf(page, 'Availability');
  await afterwards(page, () => value.input.check());
  assert.deepEqual([...new URL(page.url()).searchParams.keys()].sort(), ['filter.v.availability', 'q', 'sort']);
  assert.equal(await countOf(page), value.count);
  assert.deepEqual(complaints, []);
  await close();
});

test('a chosen color shows the variant of that color first', async () => {
  const { page, complaints, close } = await visit('/collections/tents');
  const color = await valueOf(page, 'Color');
  await afterwards(page, () => color.box.click());
  const { collection } = await ask(
    `query ($value: String!) {
      collection(handle: "tents") {
        products(first: 24, filters: { variantOption: { name: "color", value: $value } }) {
          nodes { matchingVariant { id image { url } price { amount } } }
        }
      }
    }`,
    { value: color.label },
  );
  const path = (url) => new URL(url).pathname + new URL(url).search;
  const expected = collection.products.nodes.map(({ matchingVariant: { id, image } }) => [path(image.url), id.split('/').pop()]);
  const cards = await page.locator('main li article').evaluateAll((all) =>
    all.map((card) => [card.querySelector('img').getAttribute('src'), new URL(card.querySelector('a').href).searchParams.get('variant')]),
  );
  assert.ok(cards.length > 2);
  assert.deepEqual(cards, expected);
  await page.locator('main li article a').first().click();
  await shown(page, '/products/');
  await page.locator('main legend').first().waitFor();
  assert.match(await page.locator('main legend').first().textContent(), new RegExp(color.label));
  assert.deepEqual(complaints, []);
  await close();
});

test('the range of prices is moved by keyboard and over its histogram', async () => {
  const { page, complaints, close } = await visit('/search?q=tent');
  const all = await countOf(page);
  const { search } = await ask('{ search(query: "tent", prefix: LAST, types: [PRODUCT], first: 0) { productFilters { id buckets { count input } } } }');
  const { buckets } = search.productFilters.find(({ id }) => id === 'filter.v.price');
  const heights = await page.locator('.bars i').evaluateAll((bars) => bars.map((bar) => Number(bar.style.getPropertyValue('--part'))));
  const most = Math.max(...buckets.map(({ count }) => count));
  assert.deepEqual(heights.filter(Boolean), buckets.map(({ count }) => count / most));

  const lowest = page.getByRole('slider', { name: 'Lowest price' });
  await lowest.focus();
  for (let presses = 0; presses < 12; presses += 1) await afterwards(page, () => page.keyboard.press('ArrowRight'));
  const min = Number(new URL(page.url()).searchParams.get('filter.v.price.gte'));
  assert.ok(min > 0);
  const narrowed = await ask(
    'query ($filters: [ProductFilter!]) { search(query: "tent", prefix: LAST, types: [PRODUCT], productFilters: $filters, first: 0) { totalCount } }',
    { filters: [{ price: { min } }] },
  );
  assert.equal(await countOf(page), narrowed.search.totalCount);
  assert.ok(narrowed.search.totalCount < all);
  assert.match(await lowest.getAttribute('aria-valuetext'), new RegExp(`\\$${min}`));
  await lowest.press('End');
  const ends = await page.getByRole('slider').evaluateAll((both) => both.map(({ value }) => Number(value)));
  assert.ok(ends[0] < ends[1], 'the handles do not pass each other');
  assert.deepEqual(complaints, []);
  await close();
});

test('a long facet is searched by the service', async () => {
  const { page, complaints, close } = await visit('/collections/all');
  const values = page.locator('details:has(summary:text-is("Vendor")) label');
  const before = await values.allTextContents();
  await page.getByRole('searchbox', { name: 'Search: Vendor' }).fill('ska');
  await page.waitForFunction((text) => !document.body.textContent.includes(text), before[0]);
  const { products } = await ask('{ products(first: 0) { filters { id search(value: "ska", first: 20) { label count } } } }');
  const expected = products.filters.find(({ id }) => id === 'filter.p.vendor').search;
  assert.ok(expected.length > 0);
  assert.deepEqual(await values.allTextContents(), expected.map(({ label, count }) => label + count));
  const found = await valueOf(page, 'Vendor');
  await afterwards(page, () => found.input.check());
  assert.equal(await countOf(page), found.count);
  assert.deepEqual(complaints, []);
  await close();
});

test(`at ${NARROW} px the facets come in a sheet that stays while one chooses`, async () => {
  const { page, complaints, close } = await visit('/collections/tents', { width: NARROW });
  assert.equal(await page.getByRole('checkbox').count(), 0, 'nothing is beside the list');
  const button = page.getByRole('button', { name: 'Filter' });
  await button.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Filter' });
  await sheet.waitFor();
  const { y, height } = await sheet.boundingBox();
  assert.ok(Math.abs(y + height - 900) < 1, 'it comes from below');
  const vendor = await valueOf(page, 'Vendor');
  await vendor.input.focus();
  await afterwards(page, () => page.keyboard.press('Space'));
  assert.ok(await sheet.isVisible());
  await keepPicture(page, `filters-${NARROW}-light`);
  assert.equal(await page.evaluate(() => document.activeElement.checked), true, 'the focus stays');
  await sheet.getByRole('button', { name: `${vendor.count} products` }).waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  assert.equal(await countOf(page), vendor.count);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Filter1', 'the focus returns');
  assert.equal(await overhang(page), 0);
  await field(page).fill('lamp');
  await options(page).first().waitFor();
  const list = await page.getByRole('listbox').boundingBox();
  assert.ok(list.x >= 0 && list.x + list.width <= NARROW, 'suggestions fit the screen');
  assert.deepEqual(complaints, []);
  await close();
});

test('facets speak the language of the visitor and cost in the currency', async () => {
  const { page, complaints, close } = await visit('/collections/tents?language=de&country=de');
  const names = await page.locator('details summary').allTextContents();
  assert.deepEqual(names.slice(0, 3), ['Verfügbarkeit', 'Preis', 'Marke']);
  assert.match(await page.getByRole('slider', { name: 'Höchster Preis' }).getAttribute('aria-valuetext'), /^[\d.,]+\s€$/);
  await afterwards(page, () => page.getByRole('checkbox', { name: /^Auf Lager/ }).check());
  await page.getByRole('button', { name: 'Verfügbarkeit: Auf Lager entfernen' }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('the drawer shows the operations of results and suggestions', async () => {
  const { page, complaints, close } = await visit('/search?q=tent');
  await field(page).fill('lamp');
  await options(page).first().waitFor();
  await field(page).fill('tent');
  await options(page).filter({ hasText: 'Tent' }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('main').focus();
  await page.keyboard.press('?');
  await page.getByRole('tab').first().waitFor();
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['Search', 'Suggest', 'Frame']);
  assert.deepEqual(complaints, []);
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`texts of results, facets and suggestions stand out from their ground, ${colorScheme}`, async () => {
    const { page, close } = await visit('/search?q=tetn&filter.v.availability=true', { colorScheme });
    await field(page).fill('tent');
    await options(page).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await keepPicture(page, `suggestions-1440-${colorScheme}`);
    const weak = await page.evaluate(
      ([needed, neededWhenLarge]) => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const rgba = (color) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const luminance = (color) => {
          const [red, green, blue] = rgba(color).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const groundOf = (element) => {
          for (let one = element; one; one = one.parentElement) {
            const { backgroundColor } = getComputedStyle(one);
            if (rgba(backgroundColor)[3] === 255) return backgroundColor;
          }
          return 'white';
        };
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        let looked = 0;
        while (texts.nextNode()) {
          const element = texts.currentNode.parentElement;
          const isShown = element.checkVisibility({ opacityProperty: true }) && !element.closest('.quiet, [aria-hidden=true], script');
          if (!texts.currentNode.data.trim() || !isShown) continue;
          looked += 1;
          const { color, fontSize, fontWeight } = getComputedStyle(element);
          const size = parseFloat(fontSize);
          const isLarge = size >= 24 || (size >= 18.66 && fontWeight >= 700);
          const [one, other] = [luminance(color), luminance(groundOf(element))];
          const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          if (contrast < (isLarge ? neededWhenLarge : needed)) found.push(`${contrast.toFixed(2)} ${texts.currentNode.data.trim()}`);
        }
        return { found, looked };
      },
      [CONTRAST, CONTRAST_OF_LARGE],
    );
    assert.ok(weak.looked > 100, `${weak.looked} texts`);
    assert.deepEqual(weak.found, []);
    await close();
  });
}
