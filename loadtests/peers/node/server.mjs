// A plain GraphQL service over Vitrina's tables, to compare with: Fastify, Mercurius with compiled execution, DataLoader,
// a pool of connections with named prepared statements. README.md says what for.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

import { resolvers } from './resolvers.mjs';
import { readShop } from './shop.mjs';
import { Store } from './store.mjs';

const SETTINGS_MS = 60_000;

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: process.env.DATABASE_URL },
    listen: { type: 'string', default: '127.0.0.1:0' },
    'public-url': { type: 'string' },
    currency: { type: 'string', default: 'USD' },
    connections: { type: 'string', default: '16' },
  },
});

const pool = new pg.Pool({
  connectionString: values.database,
  max: Number(values.connections),
  application_name: 'peer',
  options: '-c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan',
});

let statements = 0;
async function query({ name, text }, parameters) {
  statements += 1;
  const { rows } = await pool.query({ name, text, values: parameters, rowMode: 'array' });
  return rows;
}

let shop = await readShop(query, values.currency);
setInterval(async () => {
  shop = await readShop(query, values.currency).catch(() => shop);
}, SETTINGS_MS).unref();

const app = Fastify();
await app.register(mercurius, {
  schema: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  resolvers,
  context: () => ({ store: new Store(query, shop), publicUrl }),
  jit: 1,
});
/** How many statements ran, for those who count. */
app.get('/statements', () => ({ statements }));

const [host, port] = values.listen.split(':');
const address = await app.listen({ host, port: Number(port) });
const publicUrl = values['public-url'] ?? address;
console.log(`serving the catalog of the database at ${address}/graphql`);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, async () => {
    await app.close();
    await pool.end();
  });
}
