// Vitrina in a federation: composed with other subgraphs and asked through a gateway, in one fetch for each step.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { gateway } from './lib/gateway.mjs';
import { send } from './lib/operations.mjs';
import { binary, start } from './lib/server.mjs';
import { editorialSubgraph, reviewsSubgraph } from './lib/subgraphs.mjs';

const sdl = execFileSync(binary(), ['schema', '--federation'], { encoding: 'utf8', maxBuffer: 1 << 26 });
const GONE = 'gid://shop/Product/gone';

let server;
let supergraph;
let products;
let collection;
before(async () => {
  server = await start();
  ({ products, collection } = await vitrina(`{
    products: products(first: 5, sortKey: BEST_SELLING) {
      nodes {
        id handle title
        priceRange { minVariantPrice { amount currencyCode } }
        variants(first: 1) { nodes { id sku } }
      }
    }
    collection: collections(first: 1) { nodes { handle title } }
  }`));
  products = products.nodes;
  [collection] = collection.nodes;
  // Two of the products have two reviews, and the last one is of a product that is gone.
  const reviews = [0, 1, 2, 3, 0, 1].map((about, index) => ({
    id: `review-${index}`,
    rating: (index % 5) + 1,
    product: products[about].id,
    variant: variant(about).id,
  }));
  reviews.push({ id: 'review-of-none', rating: 1, product: GONE });
  const stories = [
    { headline: 'Best this year', product: products[3].handle },
    { headline: 'New here', product: products[4].handle },
    { headline: 'Everything for home', collection: collection.handle },
  ];
  supergraph = gateway([
    { name: 'vitrina', url: `${server.url}/graphql`, sdl },
    { name: 'reviews', url: 'http://reviews.invalid/graphql', ...reviewsSubgraph(reviews) },
    { name: 'editorial', url: 'http://editorial.invalid/graphql', ...editorialSubgraph(stories) },
  ]);
});
after(async () => assert.deepEqual(await server.stop(), []));

/** What Vitrina answers to a query of its own. */
async function vitrina(query) {
  const { answer } = await send(server.url, query, {});
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

/** Which subgraphs were asked, in their order, each with the keys of the entities that it was asked for. */
const steps = (requests) =>
  requests.map(({ to, variables = {} }) => [
    to,
    ...Object.values(variables)
      .filter(Array.isArray)
      .map((representations) => representations.map(({ id, handle }) => id ?? handle)),
  ]);

const ids = (...places) => places.map((place) => products[place].id);
const variant = (place) => products[place].variants.nodes[0];

test('the printed schema is the one that the service tells', async () => {
  const { _service } = await vitrina('{ _service { sdl } }');
  assert.ok(_service.sdl === sdl, `${_service.sdl.length} characters, not ${sdl.length}`);
});

test('from products to their reviews', async () => {
  const { data, errors, requests } = await supergraph.ask(`{
    products(first: 4, sortKey: BEST_SELLING) { nodes { title averageRating reviews(first: 1) { rating } } }
  }`);
  assert.equal(errors, undefined);
  assert.deepEqual(
    data.products.nodes,
    [3, 1.5, 3, 4].map((averageRating, place) => ({
      title: products[place].title,
      averageRating,
      reviews: [{ rating: place + 1 }],
    })),
  );
  assert.deepEqual(steps(requests), [['vitrina'], ['reviews', ids(0, 1, 2, 3)]]);
});

test('from reviews to products and variants, all in one fetch', async () => {
  const { data, errors, requests } = await supergraph.ask(`{
    topReviews(first: 6) {
      rating
      product { title priceRange { minVariantPrice { amount currencyCode } } }
      variant { sku }
      voucher { amount currencyCode }
    }
  }`);
  assert.equal(errors, undefined);
  const expected = [0, 1, 2, 3, 0, 1].map((about, index) => ({
    rating: (index % 5) + 1,
    product: { title: products[about].title, priceRange: products[about].priceRange },
    variant: { sku: variant(about).sku },
    voucher: { amount: '0.5', currencyCode: 'EUR' },
  }));
  assert.deepEqual(data.topReviews, expected);
  const variants = [0, 1, 2, 3].map((place) => variant(place).id);
  assert.deepEqual(steps(requests), [['reviews'], ['vitrina', ids(0, 1, 2, 3), variants]]);
});

test('from reviews into Vitrina and back to reviews, one fetch a step', async () => {
  const { data, errors, requests } = await supergraph.ask(`{
    topReviews(first: 4) { variant { product { title averageRating } } }
  }`);
  assert.equal(errors, undefined);
  assert.deepEqual(
    data.topReviews.map(({ variant }) => variant.product.averageRating),
    [3, 1.5, 3, 4],
  );
  const variants = [0, 1, 2, 3].map((place) => variant(place).id);
  assert.deepEqual(steps(requests), [['reviews'], ['vitrina', variants], ['reviews', ids(0, 1, 2, 3)]]);
});

test('from stories by handle, through Vitrina, to reviews by id', async () => {
  const { data, errors, requests } = await supergraph.ask(`{
    stories { headline product { title averageRating } collection { title } }
  }`);
  assert.equal(errors, undefined);
  assert.deepEqual(data.stories, [
    { headline: 'Best this year', product: { title: products[3].title, averageRating: 4 }, collection: null },
    { headline: 'New here', product: { title: products[4].title, averageRating: null }, collection: null },
    { headline: 'Everything for home', product: null, collection: { title: collection.title } },
  ]);
  const handles = [products[3].handle, products[4].handle];
  assert.deepEqual(steps(requests), [
    ['editorial'],
    ['vitrina', handles, [collection.handle]],
    ['reviews', ids(3, 4)],
  ]);
});

test('a product that is gone is null, the others are answered', async () => {
  const { data, errors, requests } = await supergraph.ask('{ topReviews(first: 7) { product { title } } }');
  const titles = [0, 1, 2, 3, 0, 1].map((place) => products[place].title);
  assert.deepEqual(
    data.topReviews.map(({ product }) => product?.title ?? null),
    [...titles, null],
  );
  // The schema promises a title: the gateway says at which place it has none.
  assert.deepEqual(errors.map(({ path }) => path.join('.')), ['topReviews.6.product.title']);
  assert.deepEqual(steps(requests), [['reviews'], ['vitrina', [...ids(0, 1, 2, 3), GONE]]]);
});

test('a gateway can say whom the answer is for', async () => {
  const prices = '{ minVariantPrice { amount currencyCode } }';
  const buyer = { country: 'DE', language: 'DE' };
  const { data, errors } = await supergraph.ask(
    `{ topReviews(first: 1) { product { title priceRange ${prices} } } }`,
    buyer,
  );
  assert.equal(errors, undefined);
  const { product } = await vitrina(`query @inContext(country: DE, language: DE) {
    product(id: "${products[0].id}") { title priceRange ${prices} }
  }`);
  assert.deepEqual(data.topReviews[0].product, product);
  assert.notDeepEqual(product.priceRange, products[0].priceRange);
});
