// A collection, "all products", and the list of departments. One request each.

import { h, picture } from "./dom.js";
import { number, t } from "./words.js";
import { SORTS, list, page } from "./list.js";
import { collectionPath, isBrowsable, link, listSkeleton, notFound, notice, section, tile, titled } from "./parts.js";

const chip = (child) =>
  h(
    "a",
    { href: collectionPath(child) },
    picture(child.image ?? child.products.nodes[0]?.featuredImage, { eager: true }),
    child.title,
    h("small", number(child.products.totalCount)),
  );

export const collection = {
  operation: "Collection",
  skeleton: listSkeleton,
  variables: ([handle], parameters) => ({ handle, ...page(parameters, 1) }),
  show({ collection: one, localization }, { url, go }) {
    if (!one) return notFound();
    const children = one.children.filter(isBrowsable);
    if (!children.length && !one.products.nodes.length && !url.search)
      return notice(one.title, t("Nothing here yet"), link("/collections", t("All departments")));
    return {
      ...titled(
        one.title,
        one.ancestors,
        one.description,
        children.length > 0 && h("ul.chips", children.map((child) => h("li", chip(child)))),
        list(one.products, { go, localization, sorts: Object.keys(SORTS), where: { handle: one.handle, isCollection: true } }),
      ),
      description: one.description,
    };
  },
};

export const allProducts = {
  operation: "AllProducts",
  skeleton: listSkeleton,
  variables: (_, parameters) => page(parameters, 2),
  show: ({ products, localization }, { go }) =>
    titled(
      t("All products"),
      [{ title: t("Departments"), path: "/collections" }],
      null,
      list(products, { go, localization, sorts: Object.keys(SORTS).filter((name) => name !== "best"), where: { isAll: true } }),
    ),
};

export const departments = {
  operation: "Departments",
  skeleton: listSkeleton,
  show({ collections }) {
    const all = collections.nodes.filter(isBrowsable);
    const tops = all.filter((one) => !one.parent).map((top) => [top, all.filter((one) => one.parent?.handle === top.handle)]);
    return titled(
      t("Departments"),
      [],
      h("a", { href: "/collections/all" }, t("All products")),
      tops.map(([top, children]) => children.length > 0 && section(top.title, collectionPath(top), h("div.tiles.small", children.map(tile)))),
      h("div.tiles", tops.filter(([, children]) => !children.length).map(([top]) => tile(top))),
    );
  },
};
