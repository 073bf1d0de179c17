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

export function card(product, eager) {
  const [first, second] = product.images.nodes;
  const { minVariantPrice: lowest, maxVariantPrice: highest } = product.priceRange;
  const colors = product.options.flatMap((option) => option.optionValues.flatMap(({ swatch }) => swatch?.color ?? []));
  const prior = product.offered?.priorPrice;
  const stock = stockWords(product.availableForSale, product.totalInventory);
  return h(
    product.availableForSale ? "article.card" : "article.card.gone",
    h(
      "a.card-link",
      { href: `/products/${product.handle}` },
      h("div.frame", picture(first, { eager }), second && picture(second, { name: "img.second" })),
      h("h3", product.title),
    ),
    h("p.muted", product.vendor),
    priceLine(lowest, product.compareAtPriceRange.minVariantPrice, isAbove(highest, lowest)),
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

/** Pictures of a row load when the row comes near: those beside the screen would wait for a sideways scroll. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) for (const image of target.querySelectorAll("img")) image.loading = "eager";
    }
  },
  { rootMargin: "400px" },
);

/** A titled row that scrolls sideways when it is longer than the page is wide. */
export function shelf(title, products, more) {
  if (!products?.length) return null;
  const row = h("ul.shelf", products.map((product) => h("li", card(product))));
  nearby.observe(row);
  return section(title, more, row);
}

export const tile = (collection) =>
  h(
    "a.tile",
    { href: collectionPath(collection) },
    h("div.frame.wide", picture(collection.image ?? collection.products.nodes[0]?.featuredImage)),
    h("span.name", collection.title),
    h("small", number(collection.products.totalCount), h("span.quiet", t("products"))),
  );

export const story = ({ handle, title, publishedAt, blog, image }, heading = "h3") =>
  h(
    "a.story",
    { href: `/blogs/${blog.handle}/${handle}` },
    h("div.frame.wide", picture(image)),
    h(heading, title),
    h("p.muted", date(publishedAt)),
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

const bones = (...names) => names.map((name) => h(`span.bone.${name}`));

/** Grey shapes of the size of a list, and of a product page. */
export const listSkeleton = () =>
  h("div.wrap", bones("short", "title"), h("ul.grid", Array.from({ length: 8 }, () => h("li", bones("square", "line", "short")))));
export const productSkeleton = () =>
  h("div.wrap", bones("short"), h("div.product", h("div", bones("square")), h("div", bones("short", "title", "line", "block", "block"))));
