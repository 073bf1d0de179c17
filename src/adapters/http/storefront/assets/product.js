// The product page. The variants of the usual product come with the first answer; which combinations exist and which
// are sold out is read from the two variant codes, so choosing is answered at once. Stock by store is asked for the
// variant in view only, when it changes.

import { ask } from "./api.js";
import { h, picture, safeHtml } from "./dom.js";
import { money, number, t } from "./words.js";
import { showCost } from "./frame.js";
import { bones, breadcrumb, idTail, isBrowsable, notFound, priceLine, stockWords } from "./parts.js";
import { shelf } from "./shelf.js";
import { Combinations } from "./variant-code.js";

/** What numbers without a unit of their own are counted in. */
const UNITS = {
  power: "W", luminous_flux: "lm", color_temperature: "K", comfort_temperature: "°C", battery_life: "h", impedance: "Ω",
  load_capacity: "kg", hardness: "HRC", grammage: "g/m²", pile_height: "mm", heel_drop: "mm", warranty: "years",
};


function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A metafield's value as a person writes it: measures with their unit, lists with commas. */
function valueOf({ key, type, value }) {
  if (type === "boolean") return t(value === "true" ? "Yes" : "No");
  if (type.startsWith("number")) return [number(value, 2), t(UNITS[key] ?? "")].join(" ");
  if (!/^(list|weight|volume|dimension)/.test(type)) return value;
  const write = (one) => (one?.unit ? `${number(one.value, 2)} ${one.unit}` : (one?.value ?? one));
  return [readJson(value)].flat().map(write).join(", ");
}

/** The name in the visitor's language, or as the catalog describes it. */
function nameOf({ key, description }) {
  const words = key.replaceAll("_", " ").trim();
  const name = t(words) === words ? description || words : t(words);
  return name[0].toUpperCase() + name.slice(1);
}

function specifications(metafields) {
  const given = metafields.filter(Boolean);
  const whole = given.some(({ key }) => key === "dimensions");
  const rows = given.filter(({ key }) => !(whole && ["width", "depth", "height"].includes(key)));
  const row = (one) => h("tr", h("th", { scope: "row" }, nameOf(one)), h("td", valueOf(one)));
  return rows.length > 0 && h("section", h("h2", t("Specifications")), h("table.specs", h("tbody", rows.map(row))));
}

function rating(rated, votes) {
  const value = Number(readJson(rated?.value)?.value);
  if (!value) return null;
  return h(
    "p.rating",
    h("span.stars", { "aria-hidden": "true", style: { "--part": `${value * 20}%` } }, "★★★★★"),
    h("span.quiet", t("Rated {rating} of 5", { rating: number(value) })),
    h("span", { "aria-hidden": "true" }, number(value)),
    votes && h("span.muted", `(${number(votes.value)} ${t("reviews")})`),
  );
}

/** One large picture, and all as buttons below it; `show(image)` puts another one up. */
function gallery({ title, gallery: { nodes: images } }) {
  const stage = h("div.frame");
  const buttons = images.map((image, at) =>
    h(
      "button",
      { type: "button", "aria-label": t("Picture {n} of {total}", { n: at + 1, total: images.length }), onclick: () => show(image) },
      picture(image, { eager: true }),
    ),
  );
  const show = (image = images[0]) => {
    if (stage.dataset.url === image?.url) return;
    stage.dataset.url = image?.url;
    stage.replaceChildren(picture(image, { alt: image?.altText || title, eager: true }));
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", images[at].url === image?.url));
  };
  const element = h("section.gallery", { "aria-label": t("Pictures") }, stage, images.length > 1 && h("div.thumbs", buttons));
  return { show, element };
}

/** Radio buttons for each option; `choose(option, value)` gets positions, `mark(chosen, combinations)` repaints. */
function picker(options, choose) {
  const rows = options.map((option, at) => {
    const swatches = option.optionValues.some(({ swatch }) => swatch?.color);
    const values = option.optionValues.map(({ name, swatch }, position) => {
      const input = h("input.quiet", { type: "radio", name: `option-${at}`, onchange: () => choose(at, position) });
      const face = swatches ? h("span.swatch", { style: { "--swatch": swatch?.color } }, h("span.quiet", name)) : h("span.choice", name);
      const state = h("span.quiet");
      return { input, name, state, label: h("label", input, face, state) };
    });
    return { values, current: h("b"), name: option.name };
  });
  const fieldset = ({ name, current, values }) => h("fieldset", h("legend", `${name}: `, current), h("div", values.map(({ label }) => label)));
  return {
    element: h("form.picker", rows.map(fieldset)),
    mark(chosen, combinations) {
      rows.forEach(({ current, values }, at) => {
        current.textContent = values[chosen[at]].name;
        values.forEach(({ input, name, state, label }, position) => {
          const kind = combinations.state(chosen.with(at, position));
          const words = { "for-sale": "", "sold-out": t("Sold out"), impossible: t("not made in this combination") }[kind];
          input.checked = position === chosen[at];
          label.className = kind;
          label.title = words ? `${name}: ${words}` : name;
          state.textContent = words && ` (${words})`;
        });
      });
    },
  };
}

function offer({ price, compareAtPrice, priorPrice, unitPrice, unitPriceMeasurement: unit, quantityPriceBreaks }) {
  const line = (text) => h("p.muted", text);
  const per = unit && `${unit.referenceValue > 1 ? `${unit.referenceValue} ` : ""}${(unit.referenceUnit ?? "").toLowerCase()}`;
  return [
    priceLine(price, compareAtPrice),
    priorPrice && line(t("Lowest price of the last 30 days before the reduction: {price}", { price: money(priorPrice) })),
    unitPrice && line(`${money(unitPrice)} / ${per}`),
    ...(quantityPriceBreaks?.nodes ?? []).map((one) => line(t("From {n}: {price} each", { n: one.minimumQuantity, price: money(one.price) }))),
  ].filter(Boolean);
}

function stock({ availableForSale, currentlyNotInStock, quantityAvailable }) {
  const words = stockWords(availableForSale, quantityAvailable) || t(currentlyNotInStock ? "Available to order" : "In stock");
  return h(`p.stock.${availableForSale ? "some" : "none"}`, words);
}

const stores = ({ nodes }) =>
  h(
    "section.stores",
    nodes.length > 0 && h("h2", t("Stock by store")),
    h(
      "ul",
      nodes.map(({ available, quantityAvailable, pickUpTime, location }) =>
        h(
          "li",
          h(`span.stock.${available ? "some" : "none"}`, location.name),
          h("span", available ? t("{n} in stock", { n: number(quantityAvailable) }) : t("Sold out")),
          available && h("small", pickUpTime),
        ),
      ),
    ),
  );

/** The choosing half of the page; keeps address, pictures and stock in step with the chosen variant. */
function choice(product, url) {
  const { options } = product;
  const single = options.length === 1 && options[0].optionValues.length === 1;
  const combinations = new Combinations(product.encodedVariantExistence, product.encodedVariantAvailability);
  const positions = ({ selectedOptions }) =>
    options.map(({ name, optionValues }) => {
      const value = selectedOptions.find((one) => one.name === name)?.value;
      return Math.max(0, optionValues.findIndex((one) => one.name === value));
    });
  const { nodes } = product.variants;
  const linked = nodes.find(({ id }) => idTail(id) === url.searchParams.get("variant"));
  const known = new Map([...nodes, product.chosen].filter(Boolean).map((variant) => [String(positions(variant)), variant]));
  let chosen = linked || product.chosen ? positions(linked ?? product.chosen) : options.map(() => 0);

  const pictures = gallery(product);
  const offerBox = h("div.offer", { "aria-live": "polite" });
  const stockBox = h("div.stock-box");
  const controls = picker(options, (option, value) => {
    chosen = combinations.nearest(chosen, option, value) ?? chosen;
    const at = new URL(location.href);
    at.searchParams.delete("variant");
    selected().forEach((one) => at.searchParams.set(one.name, one.value));
    history.replaceState(history.state, "", at);
    paint();
    complete();
  });
  const selected = () => chosen.map((value, at) => ({ name: options[at].name, value: options[at].optionValues[value].name }));
  const paint = () => {
    controls.mark(chosen, combinations);
    const variant = known.get(String(chosen));
    if (!variant) return;
    offerBox.replaceChildren(...offer(variant));
    // The stores of the variant before stay until those of this one arrive, so that nothing moves.
    const places = variant.storeAvailability ? stores(variant.storeAvailability) : (stockBox.querySelector(".stores") ?? "");
    stockBox.replaceChildren(stock(variant), places, variant.sku ? h("p.muted", t("Item {sku}", { sku: variant.sku })) : "");
    pictures.show(variant.image ?? undefined);
  };
  /** Asks what only the variant in view needs; the answer only paints while that one is still chosen. */
  const complete = async () => {
    const key = String(chosen);
    if (known.get(key)?.storeAvailability) return;
    const call = await ask("ChosenVariant", { handle: product.handle, selected: selected() }).catch(() => null);
    const variant = call?.body.data.product?.chosen;
    if (variant) known.set(key, variant);
    showCost();
    if (key === String(chosen)) paint();
  };
  paint();
  if (linked) complete();
  return {
    gallery: pictures.element,
    elements: [offerBox, !single && controls.element, stockBox],
    variantTail: () => !single && idTail(known.get(String(chosen))?.id ?? ""),
  };
}

/** The way to where a visitor would look for the product: the collection that lies deepest. */
function trail({ nodes }) {
  const ways = nodes.filter(isBrowsable).map((one) => [...one.ancestors, one]);
  return ways.reduce((best, way) => (way.length > best.length ? way : best), []);
}

export const product = {
  operation: "Product",
  skeleton: () =>
    h("div.wrap", bones("short"), h("div.product", h("div", bones("square")), h("div", bones("short", "title", "line", "block", "block")))),
  variables: ([handle], parameters) => ({
    handle,
    path: `/products/${handle}`,
    selected: [...parameters].filter(([name]) => name !== "variant").map(([name, value]) => ({ name, value })),
  }),
  show({ product: one, moved, goesWith, similar }, { url }) {
    const redirect = moved?.redirect?.target;
    if (redirect && redirect !== url.pathname) return { redirect };
    if (!one) return notFound();
    const { gallery: pictures, elements, variantTail } = choice(one, url);
    const beside = new Set(goesWith?.map(({ handle }) => handle));
    return {
      title: one.title,
      description: one.description,
      variantTail,
      body: h(
        "div.wrap",
        breadcrumb(trail(one.collections)),
        h("div.product", pictures, h("div.facts", h("p.muted", one.vendor), h("h1", one.title), rating(one.rating, one.votes), elements)),
        h(
          "div.details",
          one.descriptionHtml && h("section.prose", h("h2", t("Description")), safeHtml(one.descriptionHtml)),
          specifications(one.specifications),
        ),
        shelf(t("Goes with"), goesWith),
        shelf(t("Similar"), similar?.filter(({ handle }) => !beside.has(handle))),
      ),
    };
  },
};
