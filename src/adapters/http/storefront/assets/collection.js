// A collection with sorting and paging, "all products", and the list of departments. The address holds the whole state
// (`?sort=…&after=…&page=…`), so that going back and sharing work. One request each.

import { h, icon, picture } from "./dom.js";
import { number, t } from "./words.js";
import { collectionPath, grid, isBrowsable, link, listSkeleton, notFound, notice, section, tile, titled } from "./parts.js";

const PAGE_SIZE = 24;

/** Name in the address → label, sort key inside a collection, sort key over all products, reversed. */
const SORTS = {
  "": ["Featured", "COLLECTION_DEFAULT", "BEST_SELLING", false],
  best: ["Best sellers", "BEST_SELLING", "BEST_SELLING", false],
  new: ["Newest", "CREATED", "CREATED_AT", true],
  cheap: ["Price, low to high", "PRICE", "PRICE", false],
  dear: ["Price, high to low", "PRICE", "PRICE", true],
  name: ["Name", "TITLE", "TITLE", false],
};

function page(parameters, keyAt) {
  const sort = SORTS[parameters.get("sort")] ?? SORTS[""];
  const [after, before] = [parameters.get("after"), parameters.get("before")];
  return { sortKey: sort[keyAt], reverse: sort[3], ...(before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after }) };
}

/** The address of this list with other parameters; all that are not named here are taken out. */
const address = (url, change) =>
  `${url.pathname}?${new URLSearchParams(Object.entries(change).filter(([, value]) => value))}`.replace(/\?$/, "");

function list(url, go, { totalCount, pageInfo, nodes }, sorts) {
  const total = Number(totalCount);
  const sort = url.searchParams.get("sort");
  const at = Number(url.searchParams.get("page")) || 1;
  const from = (at - 1) * PAGE_SIZE + 1;
  const onchange = (event) => go(address(url, { sort: event.target.value }), { keepFocus: "sort" });
  const step = (shown, rel, change, ...words) =>
    h("span", shown && h("a.button.plain", { rel, href: address(url, { sort, ...change }) }, words));
  return [
    h(
      "div.list-bar",
      h("h2", `${number(total)} ${t(total === 1 ? "product" : "products")}`),
      h(
        "label",
        h("span", t("Sort by")),
        " ",
        h("select", { id: "sort", onchange }, sorts.map((value) => h("option", { value, selected: value === sort }, t(SORTS[value][0])))),
      ),
    ),
    grid(nodes),
    (pageInfo.hasNextPage || pageInfo.hasPreviousPage) &&
      h(
        "nav.pager",
        { "aria-label": t("Pages") },
        // The first page is asked from its start, so that its address is the collection's own.
        step(pageInfo.hasPreviousPage, "prev", at > 2 && { before: pageInfo.startCursor, page: at - 1 }, icon("left"), t("Previous")),
        h("p", `${number(from)}–${number(Math.min(total, from + nodes.length - 1))} ${t("of")} ${number(total)}`),
        step(pageInfo.hasNextPage, "next", { after: pageInfo.endCursor, page: at + 1 }, t("Next"), icon("right")),
      ),
  ];
}

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
  show({ collection: one }, { url, go }) {
    if (!one) return notFound();
    const children = one.children.filter(isBrowsable);
    if (!children.length && !one.products.nodes.length)
      return notice(one.title, t("Nothing here yet"), link("/collections", t("All departments")));
    return {
      ...titled(
        one.title,
        one.ancestors,
        one.description,
        children.length > 0 && h("ul.chips", children.map((child) => h("li", chip(child)))),
        list(url, go, one.products, Object.keys(SORTS)),
      ),
      description: one.description,
    };
  },
};

export const allProducts = {
  operation: "AllProducts",
  skeleton: listSkeleton,
  variables: (_, parameters) => page(parameters, 2),
  show: ({ products }, { url, go }) =>
    titled(
      t("All products"),
      [{ title: t("Departments"), path: "/collections" }],
      null,
      list(url, go, products, Object.keys(SORTS).filter((name) => name !== "best")),
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
