// The home page: hero, departments, best sellers, new arrivals, reduced prices, journal. One request.

import { h, picture } from "./dom.js";
import { t } from "./words.js";
import { searchField } from "./suggest.js";
import { collectionPath, grid, isAbove, isBrowsable, link, listSkeleton, section, story, tile } from "./parts.js";
import { shelf } from "./shelf.js";

const MOST_TILES = 12;

/** A picture of the thing in use, where the service has drawn one. */
const scene = ({ nodes }) => nodes.find(({ url }) => url.includes("view=3"));

const hero = ({ name, description, brand }, products, go) =>
  h(
    "section.hero",
    h(
      "div.hero-text",
      h("h1", brand?.slogan ?? name),
      h("p", brand?.shortDescription ?? description),
      searchField("search-home", go),
      h("p.actions", link("/collections", t("Browse departments"))),
    ),
    h(
      "div.hero-pictures",
      products.map(({ handle, title, staged, images }, at) => {
        const pictures = staged ?? images;
        const image = (at === 0 && scene(pictures)) || pictures.nodes[0];
        return h("a", { href: `/products/${handle}` }, picture(image, { eager: true }), h("span", title));
      }),
    ),
  );

export const home = {
  operation: "Home",
  skeleton: () => h("div", h("div.hero", { style: { height: "38vw" } }), listSkeleton()),
  show({ shop, featured, departments, bestSellers: { nodes: best }, newest, articles: { nodes: articles } }, { go }) {
    const staged = featured?.products.nodes ?? [];
    const leading = staged.find((one) => scene(one.staged)) ?? staged[0];
    const { nodes: collections } = departments;
    const parents = new Set(collections.map((one) => one.parent?.handle));
    const tops = collections.filter((one) => !one.parent && isBrowsable(one));
    const grown = tops.filter(({ handle }) => parents.has(handle));
    const shown = (grown.length ? grown : tops).slice(0, MOST_TILES);
    const sale = collections.find(({ handle }) => handle === "sale");
    const reduced = best.slice(12).filter((one) => isAbove(one.compareAtPriceRange.minVariantPrice, one.priceRange.minVariantPrice));
    return {
      body: h(
        "div",
        hero(shop, (leading ? [leading, ...staged.filter((one) => one !== leading)] : best).slice(0, 3), go),
        h(
          "div.wrap",
          shown.length > 0 && section(t("Departments"), "/collections", h("div.tiles", shown.map(tile))),
          section(t("Best sellers"), "/collections/all", grid(best.slice(0, 12))),
          shelf(t("New arrivals"), newest.nodes, "/collections/all?sort=new"),
          shelf(t("Recently reduced"), reduced.slice(0, 12), sale && collectionPath(sale)),
          articles.length > 0 &&
            section(
              t("From the journal"),
              `/blogs/${articles[0].blog.handle}`,
              h("div.stories", articles.map((one) => story(one))),
            ),
        ),
      ),
    };
  },
};
