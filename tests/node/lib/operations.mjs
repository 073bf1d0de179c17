// The operations of `loadtests/operations`, as the Node tests use them.

import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../loadtests/operations/', import.meta.url);

const read = (name) => ({
  name,
  query: readFileSync(new URL(`${name}.graphql`, folder), 'utf8'),
  ...JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')),
});

/** All of them, by name. */
export const operations = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => read(file.replace(/\.graphql$/, '')));

/** @param {string} name */
export const operation = (name) => operations.find((operation) => operation.name === name);

/**
 * Sends an operation as storefronts do.
 *
 * @param {string} url of the service
 * @param {string} query
 * @param {Record<string, any>} variables
 */
export async function send(url, query, variables, version = '2026-04') {
  const response = await fetch(`${url}/api/${version}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-storefront-access-token': 'public' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, answer: JSON.parse(text) };
}
