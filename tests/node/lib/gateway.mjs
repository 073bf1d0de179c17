// A gateway over Vitrina and other subgraphs: composed, planned and batched by the libraries, as in docs/federation.md.

import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { graphql, Kind, parse, parseConstValue, visit } from 'graphql';

/**
 * Composes subgraphs into a supergraph, or throws with everything that the composer has against them.
 *
 * @param {{ name: string, url: string, sdl: string }[]} subgraphs
 * @returns {string} its SDL
 */
export function compose(subgraphs) {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const composed = composeServices(services);
  if (compositionHasErrors(composed)) {
    throw new Error(composed.errors.map(({ message }) => message).join('\n'));
  }
  return composed.supergraphSdl;
}

/**
 * Serves a supergraph. `ask` answers a query and tells the requests that went to subgraphs for it, in their order.
 *
 * @param {{ name: string, url: string, sdl: string, fetch?: typeof fetch }[]} subgraphs
 */
export function gateway(subgraphs) {
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: compose(subgraphs),
    // Entities of several types that one step needs go in one request.
    batch: true,
    onSubschemaConfig(config) {
      const subgraph = subgraphs.find(({ name }) => name === config.name.toLowerCase());
      const send = buildHTTPExecutor({
        endpoint: subgraph.url,
        async fetch(url, init, context) {
          context.requests.push({ to: subgraph.name, ...JSON.parse(init.body) });
          return (subgraph.fetch ?? fetch)(url, init);
        },
      });
      config.executor = (request) =>
        send(subgraph.name === 'vitrina' ? inContext(request, request.context.buyer) : request);
    },
  });
  return {
    async ask(source, buyer = {}) {
      const contextValue = { requests: [], buyer };
      const answer = await graphql({ schema, source, contextValue });
      // As it would be sent: the objects of the library have no prototype.
      return { ...JSON.parse(JSON.stringify(answer)), requests: contextValue.requests };
    },
  };
}

/**
 * Tells Vitrina whom the answer is for. The directive is no part of the supergraph, where the other subgraphs do not
 * have it, so the gateway adds it to what it sends.
 *
 * @param {{ document: import('graphql').DocumentNode }} request
 * @param {{ country?: string, language?: string }} buyer
 */
function inContext(request, buyer) {
  const name = (value) => ({ kind: Kind.NAME, value });
  const known = Object.entries(buyer);
  const directive = {
    kind: Kind.DIRECTIVE,
    name: name('inContext'),
    arguments: known.map(([key, value]) => ({
      kind: Kind.ARGUMENT,
      name: name(key),
      value: parseConstValue(value),
    })),
  };
  const document = visit(request.document, {
    OperationDefinition: (operation) => ({
      ...operation,
      directives: known.length ? [...(operation.directives ?? []), directive] : operation.directives,
    }),
  });
  return { ...request, document };
}
