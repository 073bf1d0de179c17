// Fields that are not simply properties of what the store gives.

import { metafieldNames } from './store.mjs';

const pictures = (product) => product.media.filter(({ kind, image }) => image && (kind ?? 'IMAGE') === 'IMAGE');

const options = (product) => (product.ownOptions ??= JSON.parse(product.head).options);

export const resolvers = {
  Query: {
    product: (_, { handle }, { store }) => store.productByHandle(handle),
    collection: (_, { handle }, { store }) => store.collectionByHandle(handle),
  },
  Collection: {
    products: (collection, { first }, { store }) => store.productsOf(collection, first),
  },
  Product: {
    options,
    async variants(product, { first }, { store }) {
      const variants = await store.variants.load(product.key);
      const names = options(product);
      for (const variant of variants) {
        variant.selectedOptions = variant.optionValues.map((value, at) => ({ name: names[at].name, value }));
      }
      return { nodes: variants.slice(0, first) };
    },
    images: (product, { first }) => ({
      nodes: pictures(product)
        .slice(0, first)
        .map(({ image }) => image),
    }),
    featuredImage: (product) => pictures(product)[0]?.image,
    priceRange: (product, _, { store }) => store.priceRanges.load(product.key),
    metafields: (product, { identifiers }, { store }) =>
      store.metafields.load({ owner: product.key, names: metafieldNames(identifiers) }),
  },
  ProductOption: {
    optionValues: ({ values }) => values,
  },
  Image: {
    // A path of the shop's own service becomes absolute.
    url: ({ url }, _, { publicUrl }) => (/^\/(?!\/)/.test(url) ? publicUrl + url : url),
  },
};
