// Two subgraphs beside Vitrina, which know nothing of its products but their keys: what buyers think of them, by id, and
// what editors chose, by handle. Written by hand, as small as the specification allows.

import { buildSchema, graphql } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

const reviewTypes = `
  type Query { topReviews(first: Int!): [Review!]! }
  type Review {
    id: ID!
    rating: Int!
    product: Product
    variant: ProductVariant
    voucher: MoneyV2!
  }
  type Product @key(fields: "id") {
    id: ID!
    averageRating: Float
    reviews(first: Int!): [Review!]!
  }
  type ProductVariant @key(fields: "id") { id: ID! }
  type MoneyV2 @shareable { amount: Decimal! currencyCode: CurrencyCode! }
  scalar Decimal
  enum CurrencyCode { EUR USD }
`;

const editorialTypes = `
  type Query { stories: [Story!]! }
  type Story { headline: String! product: Product collection: Collection }
  type Product @key(fields: "handle") { handle: String! }
  type Collection @key(fields: "handle") { handle: String! }
`;

/**
 * A subgraph of reviews.
 *
 * @param {{ id: string, rating: number, product: string, variant?: string }[]} reviews with the ids of what they are about
 */
export function reviewsSubgraph(reviews) {
  const product = (id) => {
    const own = reviews.filter((review) => review.product === id);
    const sum = own.reduce((sum, { rating }) => sum + rating, 0);
    return {
      __typename: 'Product',
      id,
      averageRating: own.length ? sum / own.length : null,
      reviews: ({ first }) => own.slice(0, first).map(review),
    };
  };
  const review = ({ id, rating, product: about, variant }) => ({
    id,
    rating,
    product: () => product(about),
    variant: variant && { id: variant },
    voucher: { amount: '0.5', currencyCode: 'EUR' },
  });
  return subgraph(reviewTypes, ['Product'], {
    topReviews: ({ first }) => reviews.slice(0, first).map(review),
    _entities: ({ representations }) => representations.map(({ id }) => product(id)),
  });
}

/**
 * A subgraph of stories about products and collections, which it knows by handle.
 *
 * @param {{ headline: string, product?: string, collection?: string }[]} stories
 */
export function editorialSubgraph(stories) {
  const known = (handle) => handle && { handle };
  return subgraph(editorialTypes, [], {
    stories: stories.map(({ headline, product, collection }) => ({
      headline,
      product: known(product),
      collection: known(collection),
    })),
  });
}

/** A subgraph as a gateway sees it: its schema for the composer, and a fetch function that answers. */
function subgraph(types, entities, rootValue) {
  const gateways = entities.length
    ? `scalar _Any union _Entity = ${entities.join(' | ')}
       extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`
    : '';
  const schema = buildSchema(types.replace(/@key\(.*?\)|@shareable/g, '') + gateways);
  return {
    sdl: LINK + types,
    async fetch(_, { body }) {
      const { query, variables, operationName } = JSON.parse(body);
      const answer = await graphql({ schema, rootValue, source: query, variableValues: variables, operationName });
      return Response.json(answer);
    },
  };
}
