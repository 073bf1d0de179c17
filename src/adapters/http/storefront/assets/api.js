// The way to the data: operations are posted to the public GraphQL endpoint, and what each cost is remembered for the
// footer and the drawer. It knows nothing of pages.

const STORED = "vitrina.context";

/** Country and language of the visitor; null lets the service choose. */
export const context = { country: null, language: null };

/** What the page in view asked, in order: {name, query, variables, body, status, serverMs, totalMs, bytes}. */
export const calls = [];

/** Why an answer is missing: the message, and the HTTP status (0 when the service was not reached). */
export class ServiceError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The text of a file that lies beside this one. */
export async function loadAsset(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new ServiceError(`${name}: HTTP ${response.status}`, response.status);
  return response.text();
}

let operations = null;

/** The text of an operation and of all fragments that it spreads, from `operations.graphql`. */
async function operation(name) {
  operations ??= await loadAsset("operations.graphql");
  const definition = (one) => new RegExp(`^(query|fragment) ${one}\\b.*?^}`, "ms").exec(operations)[0];
  const texts = new Map();
  const take = (one) => {
    if (texts.has(one)) return;
    texts.set(one, definition(one));
    for (const [, spread] of texts.get(one).matchAll(/\.{3}(\w+)/g)) take(spread);
  };
  take(name);
  return [...texts.values()].join("\n\n");
}

/** Changes the visitor's choice and keeps it for the next visit. */
export function storeContext(change) {
  Object.assign(context, change);
  try {
    localStorage.setItem(STORED, JSON.stringify(context));
  } catch {
    // A browser that keeps nothing still shops; the choice lasts as long as the page.
  }
}

/** Reads the visitor's choice; an address with `?country=` or `?language=` wins. */
export function restoreContext() {
  try {
    Object.assign(context, JSON.parse(localStorage.getItem(STORED)));
  } catch {
    // What cannot be read is as good as nothing stored.
  }
  const address = new URL(location.href);
  for (const key in context) {
    if (address.searchParams.has(key)) context[key] = address.searchParams.get(key).toUpperCase();
    address.searchParams.delete(key);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
  storeContext();
}

/** Posts one operation as it stands and gives its record. */
export async function post(query, variables) {
  const name = /query\s+(\w+)/.exec(query)?.[1] ?? "Query";
  const call = { name, query, variables, body: null, status: 0, serverMs: null, bytes: 0 };
  const start = performance.now();
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json;q=0.9" },
      body: JSON.stringify({ query, variables }),
    });
    const bytes = await response.arrayBuffer();
    const times = [...(response.headers.get("server-timing") ?? "").matchAll(/dur=([\d.]+)/g)].map((match) => +match[1]);
    call.status = response.status;
    call.bytes = bytes.byteLength;
    call.serverMs = times.length ? Math.max(...times) : null;
    call.body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Not reached, or not JSON: status and body say so.
  }
  call.totalMs = performance.now() - start;
  return call;
}

/** Asks in the visitor's context and records the call for the page in view; throws a ServiceError unless all of it came. */
export async function ask(name, variables) {
  const query = await operation(name).catch((error) => {
    throw error instanceof ServiceError ? error : new ServiceError("", 0);
  });
  const call = await post(query, { ...variables, ...context });
  calls.push(call);
  const error = call.body?.errors?.[0];
  if (call.body?.data && !error) return call;
  throw new ServiceError(error?.message ?? `HTTP ${call.status}`, call.status);
}

/** No answer is awaited that long before the next letter; fast typists ask once a word. */
const TYPING_MS = 60;
const latest = {};

/** Drops the question of this kind that is on its way. */
export const forget = (name) => delete latest[name];

/**
 * Asks while the visitor types: gives the data, or null when there is none or another question has come since. Of such
 * calls the page remembers the last.
 */
export async function askWhileTyping(name, variables) {
  const mine = (latest[name] = {});
  await new Promise((done) => setTimeout(done, TYPING_MS));
  if (latest[name] !== mine) return null;
  const call = await ask(name, variables).catch(() => null);
  const before = calls.findIndex((one) => one.name === name && one !== call);
  if (before >= 0) calls.splice(before, 1);
  return latest[name] === mine ? (call?.body.data ?? null) : null;
}
