// Pieces that several pages share: the product card and its fragment, prices, grids, breadcrumbs, and what stands in
// their place while an answer is on its way or missing.

import { h, icon, picture } from "./dom.js";
import { date, money, number, t } from "./words.js";

/** From this many pieces down the shop says how many are left. */
const LOW_STOCK = 5;
const MOST_DOTS = 5;

export const collectionPath = ({ handle }) => `/collections/${handle}`;

/** Collections that a shop keeps for its own pages, not for browsing. */
export const isBrowsable = ({ handle }) => !handle.startsWith("hidden-") && handle !== "frontpage";

export const resultsPath = (text) => `/search?${new URLSearchParams({ q: text })}`;
export const articlePath = ({ handle, blog }) => `/blogs/${blog.handle}/${handle}`;

/** The last part of an id, which is what an address names a variant by. */
export const idTail = (id) => id.split("/").pop();

/** Whether the first price is above the second: the second is a reduced one. */
export const isAbove = (before, price) => Number(before?.amount ?? 0) > Number(price.amount);

/** A price, with the one it replaces struck through when there is one. */
export const priceLine = (price, before, from) => {
  const amount = from ? `${t("from")} ${money(price)}` : money(price);
  return isAbove(before, price)
    ? h("p.price.reduced", h("span.quiet", t("Now")), h("b", amount), " ", h("s", h("span.quiet", t("Before")), money(before)))
    : h("p.price", amount);
};

/** How much there is, when that matters: sold out, or only a few left. */
export const stockWords = (forSale, left) =>
  forSale ? left > 0 && left <= LOW_STOCK && t("Only {n} left", { n: left }) : t("Sold out");

/** The price of the variant that was meant; else the lowest, said to be that when there are others. */
export function offerOf({ matched, priceRange, compareAtPriceRange }) {
  const { minVariantPrice: lowest, maxVariantPrice: highest } = priceRange;
  return isAbove(matched?.price, lowest)
    ? priceLine(matched.price, matched.compareAtPrice)
    : priceLine(lowest, compareAtPriceRange.minVariantPrice, isAbove(highest, lowest));
}

export function card(product, eager) {
  const { matched } = product;
  const [first, second] = product.images.nodes;
  const front = matched?.image ?? first;
  const back = front?.url === first?.url ? second : first;
  const colors = product.options.flatMap((option) => option.optionValues.flatMap(({ swatch }) => swatch?.color ?? []));
  const { priorPrice: prior } = matched ?? product.offered ?? {};
  const stock = stockWords(product.availableForSale, product.totalInventory);
  return h(
    product.availableForSale ? "article.card" : "article.card.gone",
    h(
      "a.card-link",
      { href: `/products/${product.handle}${matched ? `?variant=${idTail(matched.id)}` : ""}` },
      h("div.frame", picture(front, { eager }), back && picture(back, { name: "img.second" })),
      h("h3", product.title),
    ),
    h("p.muted", product.vendor),
    offerOf(product),
    prior && h("p.muted", t("30-day low {price}", { price: money(prior) })),
    h(
      "div.card-foot",
      colors.length > 1 && [
        h("span.quiet", `${colors.length} ${t("colors")}`),
        colors.slice(0, MOST_DOTS).map((color) => h("i.dot", { style: { "--swatch": color } })),
        colors.length > MOST_DOTS && h("small", { "aria-hidden": "true" }, `+${colors.length - MOST_DOTS}`),
      ],
      stock && h(product.availableForSale ? "p.hint.low" : "p.hint", stock),
    ),
  );
}

export const grid = (products) => h("ul.grid", products.map((product, at) => h("li", card(product, at < 4))));

export const section = (title, more, ...children) =>
  h(
    "section.section",
    h(
      "div.section-head",
      h("h2", title),
      more && h("a.more", { href: more }, t("See all"), h("span.quiet", title), icon("right")),
    ),
    children,
  );

export const tile = (collection) =>
  h(
    "a.tile",
    { href: collectionPath(collection) },
    h("div.frame.wide", picture(collection.image ?? collection.products.nodes[0]?.featuredImage)),
    h("span.name", collection.title),
    h("small", number(collection.products.totalCount), h("span.quiet", t("products"))),
  );

export const story = (one, heading = "h3") =>
  h(
    "a.story",
    { href: articlePath(one) },
    h("div.frame.wide", picture(one.image)),
    h(heading, one.title),
    h("p.muted", date(one.publishedAt)),
  );

/** The way here from the top: collections, or {title, path}, without the page itself. */
export const breadcrumb = (trail, here) =>
  h(
    "nav.breadcrumb",
    { "aria-label": t("You are here") },
    h(
      "ol",
      [{ title: t("Home"), path: "/" }, ...trail].map((step) => h("li", h("a", { href: step.path ?? collectionPath(step) }, step.title))),
      here && h("li", { "aria-current": "page" }, here),
    ),
  );

/** A page under a breadcrumb and a title, with an optional line below it. */
export const titled = (title, trail, line, ...children) => ({
  title,
  body: h("div.wrap", breadcrumb(trail, title), h("div.page-head", h("h1", title), line && h("p", line)), children),
});

/** What a page says when there is nothing to show, or when something went wrong, with a way on. */
export const notice = (title, text, ...actions) => ({
  title,
  body: h("div.notice.wrap", h("h1", title), h("p", text), h("p.actions", actions)),
});

export const link = (href, text) => h("a.button", { href }, text);

export const notFound = () => ({
  ...notice(
    t("We could not find this page"),
    t("It may have moved, or been sold for good."),
    link("/collections", t("All departments")),
    link("/", t("Home")),
  ),
  missing: true,
});

/** What an address leads to that is no page of the shop: where it has moved, if anywhere. */
export const elsewhere = {
  operation: "Moved",
  skeleton: () => listSkeleton(),
  variables: (_, __, path) => ({ query: `path:${path}` }),
  show: ({ urlRedirects: { nodes } }) => (nodes.length ? { redirect: nodes[0].target } : notFound()),
};

export const bones = (...names) => names.map((name) => h(`span.bone.${name}`));

/** Grey shapes of the size of a list. */
export const listSkeleton = () =>
  h("div.wrap", bones("short", "title"), h("ul.grid", Array.from({ length: 8 }, () => h("li", bones("square", "line", "short")))));
