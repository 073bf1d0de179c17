// A row of products that scrolls sideways, on the home page and below a product.

import { h } from "./dom.js";
import { card, section } from "./parts.js";

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
