// Narrowing a list down: filters in the address, facets beside the list or in a sheet from below, and chips for what is
// selected. A filter stands in the address as the facet's id with the value; the service says which there are, counts
// what each would leave, and reads the address back as the filters to ask with.

import { askWhileTyping } from "./api.js";
import { h, icon, picture } from "./dom.js";
import { money, number, t } from "./words.js";

const PRICE = "filter.v.price";
const STOCK = "filter.v.availability";
const PRICE_ENDS = [`${PRICE}.gte`, `${PRICE}.lte`];
const OWN = { "filter.p.vendor": "productVendor", "filter.p.product_type": "productType", "filter.p.tag": "tag" };

/** Values shown before the rest is asked for, and facets that begin open. */
const MOST_VALUES = 8;
const MOST_OPEN = 7;

/** What names no list; `where` of a list says the rest. */
const NOWHERE = { isSearch: false, isCollection: false, isAll: false, query: "", handle: "" };

/** The filter of a parameter; null where it is none. */
function filterOf([id, value]) {
  if (Object.hasOwn(OWN, id)) return { [OWN[id]]: value };
  if (id === STOCK) return { available: value === "true" };
  if (id === "filter.p.t.category") return { category: { id: value } };
  const [, owner, option, namespace, key] = /^filter\.([pv])\.(?:option\.(.+)|m\.([^.]+)\.(.+))$/.exec(id) ?? [];
  if (option) return { variantOption: { name: option, value } };
  return owner ? { [owner === "p" ? "productMetafield" : "variantMetafield"]: { namespace, key, value } } : null;
}

/** The range of prices that an address selects, lowest first whatever it says; null for an open end. */
function rangeOf(parameters) {
  const [min, max] = PRICE_ENDS.map((name) => (Number(parameters.get(name)) > 0 ? Number(parameters.get(name)) : null));
  return min !== null && max !== null && min > max ? { min: max, max: min } : { min, max };
}

/** The filters that an address selects, as the service takes them. */
export function filtersOf(parameters) {
  const price = rangeOf(parameters);
  return [...[...parameters].map(filterOf).filter(Boolean), ...(price.min ?? price.max ? [{ price }] : [])];
}

/** The address of the list in view after a change of its parameters; a changed list begins at its first page. */
export function address(change) {
  const parameters = here();
  for (const name of ["after", "before", "page"]) parameters.delete(name);
  change(parameters);
  return location.pathname + `?${parameters}`.replace(/\?$/, "");
}

const same = (one, other) => one.toLowerCase() === other.toLowerCase();
const here = () => new URLSearchParams(location.search);
const isSelected = (facet, value) => here().getAll(facet).some((one) => same(one, value));

/** The value that a filter's JSON selects. */
function valueOf(input) {
  const [inner] = Object.values(JSON.parse(input));
  return String(inner.value ?? inner.id ?? inner);
}

const toggled = (id, value, isOn) =>
  address((parameters) => {
    const others = parameters.getAll(id).filter((one) => !same(one, value));
    parameters.delete(id);
    for (const one of isOn ? [...others, value] : others) parameters.append(id, one);
  });

export const cleared = () =>
  address((parameters) => {
    for (const name of [...parameters.keys()]) if (name.startsWith("filter.")) parameters.delete(name);
  });

/** Which facets are open and what is searched in them, as long as the visitor stays with a list. */
let memory = { path: "" };
const remembered = (id) => (memory[id] ??= {});

/** Values below the one that they belong to, with how deep they are. */
function tree(values, above = null, depth = 0) {
  const known = new Set(values.map((one) => one.id));
  return values
    .filter((one) => (known.has(one.parent) ? one.parent : null) === above)
    .flatMap((one) => [{ ...one, depth }, ...tree(values, one.id, depth + 1)]);
}

/** One value to tick: a swatch where it has one, its name, and how much would be left. */
function tick({ id: facet }, { input, label, count, swatch, depth = 0 }, choose) {
  const value = valueOf(input);
  const id = `${facet}=${value}`;
  const checked = isSelected(facet, value);
  const onchange = ({ target }) => choose(toggled(facet, value, target.checked), [id, facet]);
  return h(
    "label.tick",
    { style: { "--swatch": swatch?.color, "--depth": depth } },
    h(swatch ? "input.quiet" : "input", { type: "checkbox", id, checked, onchange }),
    swatch && h("span.swatch", swatch.image && picture(swatch.image.image)),
    h("span", label),
    h("small", number(count)),
  );
}

/** Values to tick; of many the first, the selected ones, and a field that searches all. */
function values(facet, where, choose) {
  const state = remembered(facet.id);
  const list = h("div.ticks");
  const put = (some) => list.replaceChildren(...tree(some).map((one) => tick(facet, one, choose)));
  const first = () => put(facet.values.filter(({ input }, at) => state.all || at < MOST_VALUES || isSelected(facet.id, valueOf(input))));
  first();
  if (facet.values.length <= MOST_VALUES) return list;
  const find = async () => {
    state.text = field.value;
    const value = field.value.trim();
    more.hidden = state.all || value;
    if (!value) return first();
    const data = await askWhileTyping("FacetValues", { ...NOWHERE, ...where, value, filters: filtersOf(here()) });
    const found = data && (data.search ?? data.collection?.products ?? data.products).filters.find(({ id }) => id === facet.id);
    if (found?.search.length) put(found.search);
    else if (data) list.replaceChildren(h("p.muted", t("Nothing here yet")));
  };
  const showAll = () => {
    state.all = more.hidden = true;
    first();
    list.querySelectorAll("input")[MOST_VALUES].focus();
  };
  const field = h("input", { type: "search", "aria-label": `${t("Search")}: ${facet.label}`, placeholder: t("Search"), value: state.text ?? "", autocomplete: "off", oninput: find });
  const more = h("button.more", { type: "button", onclick: showAll, hidden: state.all }, t("Show more"));
  if (state.text) find();
  return [field, list, more];
}

/** The amounts that handles stop at, and the steps of the histogram with how many amounts each spans. */
function scale(buckets) {
  const steps = [];
  const amounts = [];
  const counts = new Map(buckets.map(({ input, count }) => [JSON.parse(input).price.min, count]));
  const end = JSON.parse(buckets.at(-1).input).price.max;
  for (let from = JSON.parse(buckets[0].input).price.min, to; from <= end; from = to) {
    const digit = Math.round(from / 10 ** Math.floor(Math.log10(from) + 1e-9));
    const [times, parts] = { 1: [2, 10], 2: [2.5, 15] }[digit] ?? [2, 10];
    to = Number((from * times).toPrecision(1));
    steps.push({ count: counts.get(from) ?? 0, parts, at: amounts.length });
    for (let part = 0; part < parts; part += 1) amounts.push(Number((from + ((to - from) * part) / parts).toPrecision(3)));
    if (to > end) amounts.push(to);
  }
  return { steps, amounts };
}

/** A range with two handles over how the products spread. */
function prices({ values: [whole], buckets }, currency, choose) {
  const span = JSON.parse(whole.input).price;
  const selected = rangeOf(here());
  const { steps, amounts } = scale(buckets);
  const top = amounts.length - 1;
  const most = Math.max(...steps.map(({ count }) => count));
  const bars = steps.map(({ count, parts }) => h("i", { style: { "--part": count / most, "--parts": parts } }));
  const words = h("p");
  const write = (amount) => money({ amount, currencyCode: currency });
  const chosen = () => handles.map(({ value }) => Number(value));
  const show = () => {
    const [low, high] = chosen();
    const shown = [low > 0 ? amounts[low] : span.min, high < top ? amounts[high] : span.max];
    shown.forEach((amount, at) => handles[at].setAttribute("aria-valuetext", write(amount)));
    words.textContent = shown.map(write).join(" – ");
    bars.forEach((bar, at) => bar.classList.toggle("in", steps[at].at < high && steps[at].at + steps[at].parts > low));
  };
  const send = ({ target }) => {
    const [low, high] = chosen();
    const ends = [low > 0 && amounts[low], high < top && amounts[high]];
    choose(address((parameters) => PRICE_ENDS.forEach((name, at) => (ends[at] ? parameters.set(name, ends[at]) : parameters.delete(name)))), [target.id]);
  };
  const handle = (id, label, value, hold) =>
    h("input", {
      type: "range", id, "aria-label": label, min: 0, max: top, value,
      oninput: ({ target }) => (hold(target), show()),
      onchange: send,
    });
  const low = selected.min === null ? 0 : Math.max(0, amounts.findLastIndex((amount) => amount <= selected.min));
  const high = selected.max === null ? top : amounts.findIndex((amount) => amount >= selected.max);
  const handles = [
    handle("price-min", t("Lowest price"), low, (one) => (one.value = Math.min(one.value, handles[1].value - 1))),
    handle("price-max", t("Highest price"), high < 0 ? top : high, (one) => (one.value = Math.max(one.value, +handles[0].value + 1))),
  ];
  show();
  return h("div.prices", h("div.bars", { "aria-hidden": "true" }, bars), h("div.handles", handles), words);
}

/** The words of what is selected, and the address without it. */
function selections(filters, currency) {
  const price = rangeOf(here());
  const ends = [price.min, price.max].map((amount) => amount && money({ amount, currencyCode: currency }));
  const range = ends[0] && ends[1] ? ends.join(" – ") : ends[0] ? `≥ ${ends[0]}` : ends[1] && `≤ ${ends[1]}`;
  const ticked = filters.flatMap(({ id, label, values }) =>
    values
      .map((one) => [`${label}: ${one.label}`, valueOf(one.input)])
      .filter(([, value]) => isSelected(id, value))
      .map(([words, value]) => [words, () => toggled(id, value, false)]),
  );
  const free = () => address((parameters) => PRICE_ENDS.forEach((name) => parameters.delete(name)));
  return range ? [[range, free], ...ticked] : ticked;
}

/** The sheet of small screens; it outlives the page, so that it stays open while one chooses. */
let sheet = null;
const inSheet = h("div");
const done = h("button.button", { type: "button", onclick: () => sheet.close() });

function openSheet(aside) {
  if (!sheet) {
    const close = h("button.tool", { type: "button", "aria-label": t("Close"), onclick: () => sheet.close() }, icon("close"));
    sheet = h("dialog.from-below", { id: "sheet", "aria-labelledby": "sheet-title" }, h("div.drawer-head", h("h2", { id: "sheet-title" }, t("Filter")), close), inSheet, done);
    // What is in the sheet belongs to the page beside it, which may be another one by now.
    sheet.addEventListener("close", () => {
      document.querySelector(".facets")?.append(...inSheet.childNodes);
      document.getElementById("filter")?.focus({ preventScroll: true });
    });
    sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
    document.body.append(sheet);
  }
  inSheet.replaceChildren(...aside.childNodes);
  sheet.showModal();
}

/**
 * What a list can be narrowed down by: `aside` beside it, `button` that opens the same in a sheet, `chips` for what is
 * selected. `where` names the list for searching the values of a facet.
 */
export function facets({ filters: given, totalCount }, { go, currency, where }) {
  // Labels come in the shop's own language; those that every shop has are known here.
  const filters = given.map((one) => ({ ...one, label: t(one.label), values: one.values.map((value) => ({ ...value, label: one.id === STOCK ? t(value.label) : value.label })) }));
  if (memory.path !== location.pathname + (where.query ?? "")) memory = { path: location.pathname + (where.query ?? "") };
  const choose = (to, keepFocus) => go(to, { keepFocus, scroll: window.scrollY, stays: true });
  const facet = (one, at) => {
    const state = remembered(one.id);
    const isPrice = one.type === "PRICE_RANGE";
    const ontoggle = ({ target }) => (state.open = target.open);
    const open = state.open ?? (at < MOST_OPEN || one.values.some(({ input }) => !isPrice && isSelected(one.id, valueOf(input))));
    return h("details.facet", { open, ontoggle }, h("summary", { id: one.id }, one.label), isPrice ? prices(one, currency, choose) : values(one, where, choose));
  };
  // What every product here has narrows nothing down.
  const narrows = ({ id, type, values, buckets }) =>
    type === "PRICE_RANGE" ? buckets.length > 0 : values.some(({ input, count }) => count < totalCount || isSelected(id, valueOf(input)));
  const content = filters.filter(narrows).map(facet);
  const isOpen = sheet?.open;
  const aside = h("aside.facets", { "aria-label": t("Filter") }, !isOpen && content);
  if (isOpen) inSheet.replaceChildren(...content);
  done.textContent = `${number(totalCount)} ${t(Number(totalCount) === 1 ? "product" : "products")}`;
  const taken = selections(filters, currency);
  const chip = ([words, without], at) =>
    h("button.chip", { type: "button", id: `chip-${at}`, "aria-label": t("Remove {filter}", { filter: words }), onclick: () => choose(without(), [`chip-${at}`, `chip-${at - 1}`, "count"]) }, words, icon("close"));
  return {
    aside,
    button: h("button.button.plain.filter", { type: "button", id: "filter", onclick: () => openSheet(aside) }, icon("filter"), t("Filter"), taken.length > 0 && h("b", number(taken.length))),
    chips: taken.length > 0 && h("div.taken", taken.map(chip), taken.length > 1 && h("button.more", { type: "button", onclick: () => choose(cleared(), ["count"]) }, t("Remove all"))),
  };
}
