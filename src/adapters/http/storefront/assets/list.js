// What every list of products has: filters, order, grid and pages. The address holds the whole state
// (`?filter.p.vendor=…&sort=…&after=…&page=…`), so that going back and sharing work.

import { h, icon } from "./dom.js";
import { number, t } from "./words.js";
import { address, cleared, facets, filtersOf } from "./facets.js";
import { grid, link } from "./parts.js";

const PAGE_SIZE = 24;

/** Name in the address → label, sort key inside a collection, over all products, and in a search, reversed. */
export const SORTS = {
  "": ["Featured", "COLLECTION_DEFAULT", "BEST_SELLING", "RELEVANCE", false],
  best: ["Best sellers", "BEST_SELLING", "BEST_SELLING", "RELEVANCE", false],
  new: ["Newest", "CREATED", "CREATED_AT", "RELEVANCE", true],
  cheap: ["Price, low to high", "PRICE", "PRICE", "PRICE", false],
  dear: ["Price, high to low", "PRICE", "PRICE", "PRICE", true],
  name: ["Name", "TITLE", "TITLE", "RELEVANCE", false],
};

/** The variables of the list that an address describes; `keyAt`: the place of the sort key in `SORTS`. */
export function page(parameters, keyAt) {
  const name = parameters.get("sort");
  const sort = SORTS[Object.hasOwn(SORTS, name) ? name : ""];
  const [after, before] = [parameters.get("after"), parameters.get("before")];
  const part = before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after };
  return { sortKey: sort[keyAt], reverse: sort[4], filters: filtersOf(parameters), ...part };
}

/** Sets parameters, or takes those out that have no value. */
const setting = (change) => (parameters) => {
  for (const name in change) change[name] ? parameters.set(name, change[name]) : parameters.delete(name);
};

/** Bar, facets, grid and pager of a list; `sorts` are names of orders, the first without one in the address. */
export function list(products, { go, localization, sorts, where }) {
  const { totalCount, pageInfo, nodes } = products;
  const parameters = new URLSearchParams(location.search);
  const total = Number(totalCount);
  const sort = parameters.get("sort") ?? "";
  const at = Number(parameters.get("page")) || 1;
  const from = (at - 1) * PAGE_SIZE + 1;
  const currency = localization.country.currency.isoCode;
  const { aside, button, chips } = facets(products, { go, currency, where });
  const onchange = (event) => go(address(setting({ sort: event.target.value })), { keepFocus: ["sort"] });
  const step = (shown, rel, change, ...words) =>
    h("span", shown && h("a.button.plain", { rel, href: address(setting(change)) }, words));
  // A list by price shows the prices that it goes by.
  const shown = ["cheap", "dear"].includes(sort) ? nodes.map((one) => ({ ...one, matched: one.matched && { ...one.matched, price: null } })) : nodes;
  return h(
    "div.browse",
    aside,
    h(
      "div",
      h(
        "div.list-bar",
        h("h2", { id: "count", tabindex: -1 }, `${number(total)} ${t(total === 1 ? "product" : "products")}`),
        button,
        h(
          "label",
          h("span", t("Sort by")),
          " ",
          h("select", { id: "sort", onchange }, sorts.map((value) => h("option", { value, selected: value === sort }, t(value || !where.isSearch ? SORTS[value][0] : "Relevance")))),
        ),
      ),
      chips,
      nodes.length ? grid(shown) : h("div.notice", h("p", t("Nothing passes all of these filters.")), h("p.actions", link(cleared(), t("Remove all")))),
      (pageInfo.hasNextPage || pageInfo.hasPreviousPage) &&
        h(
          "nav.pager",
          { "aria-label": t("Pages") },
          // The first page is asked from its start, so that its address is the list's own.
          step(pageInfo.hasPreviousPage, "prev", at > 2 && { before: pageInfo.startCursor, page: at - 1 }, icon("left"), t("Previous")),
          h("p", `${number(from)}–${number(Math.min(total, from + nodes.length - 1))} ${t("of")} ${number(total)}`),
          step(pageInfo.hasNextPage, "next", { after: pageInfo.endCursor, page: at + 1 }, t("Next"), icon("right")),
        ),
    ),
  );
}
