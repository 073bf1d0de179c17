// Sends operations through k6 and judges the answers.

import { check } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';

import { facts, fill, METAFIELDS, problems } from './answers.js';
import { operation } from './operations.js';

/** Where the service listens; the version in the path is any. */
const ENDPOINT = `${__ENV.BASE_URL || 'http://127.0.0.1:8080'}/api/2026-04/graphql.json`;
const HEADERS = { 'Content-Type': 'application/json', Accept: 'application/json' };
/** Enough for a popularity curve; a catalog may have a million. */
const MOST_HANDLES = 2000;

const discovery = operation('discover');
const handles = operation('handles');
const wrongAnswers = new Counter('wrong_answers');

/**
 * Sends an operation and gives its answer, tagged so that thresholds can tell operations apart.
 *
 * @param {import('./operations.js').Operation} asked
 * @param {Record<string, any>} variables
 */
export function send(asked, variables) {
  const body = JSON.stringify({ query: asked.query, variables });
  return http.post(ENDPOINT, body, { headers: HEADERS, tags: { operation: asked.name } });
}

/**
 * Sends an operation under load. Status and absence of errors are checked on every answer, the
 * content in `setup` only: parsing each body would make the generator the bottleneck. Inside a JSON
 * string the quotes would be escaped, so the text of the key is the key.
 *
 * @param {import('./operations.js').Operation} asked
 * @param {Record<string, any>} variables
 */
export function load(asked, variables) {
  const response = send(asked, variables);
  const right = check(response, {
    'status is 200': ({ status }) => status === 200,
    'no errors': ({ body }) => typeof body === 'string' && !body.includes('"errors":'),
  });
  wrongAnswers.add(right ? 0 : 1);
}

/**
 * Asks the service what it holds.
 *
 * @returns {{ known: Record<string, any>, products: string[], collections: string[] }} facts for
 *   placeholders; handles, the most popular first
 */
export function discover() {
  const data = answer(discovery, { ids: METAFIELDS }, {}).data;
  const products = [];
  let after = null;
  do {
    const page = answer(handles, { after }, {}).data.products;
    products.push(...page.nodes.map(({ handle }) => handle));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && products.length < MOST_HANDLES);
  const filled = data.collections.nodes.filter(({ products }) => products.edges.length);
  return { known: facts(data), products, collections: filled.map(({ handle }) => handle) };
}

/**
 * Sends each operation with each of its sets of variables and ends the run at the first answer that
 * is not as expected: figures of wrong answers mean nothing.
 *
 * @param {import('./operations.js').Operation[]} operations
 * @param {Record<string, any>} known
 */
export function verify(operations, known) {
  for (const asked of operations) {
    for (const variables of [asked.variables, ...(asked.also || [])]) {
      answer(asked, fill(variables, known), known);
    }
  }
}

function answer(asked, variables, known) {
  const response = send(asked, variables);
  if (response.status !== 200) {
    throw new Error(`${asked.name}: status ${response.status} from ${ENDPOINT} ${response.error}`);
  }
  const parsed = response.json();
  const wrong = problems(parsed, asked.expect, known);
  if (wrong.length) throw new Error(`${asked.name}: ${wrong.join('; ')}`);
  return /** @type {any} */ (parsed);
}
