//! The GraphQL schema: thin resolvers over use cases and loaders.
