// What surrounds every page: header with menu and region, footer with what the page cost. One request for a visit, and
// one more when country or language change.

import { calls } from "./api.js";
import { h, icon, shopPath } from "./dom.js";
import { milliseconds, number, size, t } from "./words.js";
import { searchField } from "./suggest.js";

/** As many menu items as fit beside the shop's name on a wide screen; the rest is in the menu. */
const SHOWN_IN_LINE = 6;

/** Kinds of menu items that this shop has no page for. */
const NO_PAGE = ["CUSTOMER_ACCOUNT_PAGE"];

/** Two selects; `change({country} | {language})` is called at once. */
function region({ country, language, availableCountries, availableLanguages }, change) {
  const select = (label, key, chosen, options) =>
    h(
      "label",
      h("small", label),
      h(
        "select",
        { "data-region": key, onchange: (event) => change({ [key]: event.target.value }) },
        options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)),
      ),
    );
  const countries = availableCountries.map((one) => [one.isoCode, `${one.name} (${one.currency.isoCode})`]);
  const languages = availableLanguages.map((one) => [one.isoCode, one.endonymName]);
  return h(
    "form.region",
    select(t("Country and currency"), "country", country.isoCode, countries),
    select(t("Language"), "language", language.isoCode, languages),
  );
}

/** Builds header and footer anew. */
export function showFrame({ shop, localization, main, footer }, { change, go, openDrawer }) {
  const shown = ({ type }) => !NO_PAGE.includes(type);
  const anchor = ({ title, url }) => h("a", { href: shopPath(url, shop.primaryDomain.url) }, title);
  const list = (items, below) => h("ul", items.map((item) => h("li", anchor(item), below?.(item))));
  const tool = (attributes, ...children) => h("button.tool", { type: "button", ...attributes }, children);
  const items = (main?.items ?? []).filter(shown);
  const { country, language } = localization;
  const sheet = h(
    "dialog.sheet",
    { "aria-label": t("Menu"), onclick: ({ target }) => (target === sheet || target.closest("a, button")) && sheet.close() },
    tool({ "aria-label": t("Close") }, icon("close")),
    h(
      "nav",
      { "aria-label": t("Menu") },
      h("a.brand", { href: "/collections" }, t("All departments")),
      list(items, (item) => item.items.length > 0 && list(item.items)),
    ),
  );
  document.getElementById("header").replaceChildren(
    h(
      "div.wrap.bar",
      tool({ onclick: () => sheet.showModal() }, icon("menu"), h("span", t("Menu"))),
      h("a.brand", { href: "/" }, shop.name),
      searchField("search", go),
      h("nav.inline", { "aria-label": t("Departments") }, items.slice(0, SHOWN_IN_LINE).map(anchor)),
      tool(
        { popovertarget: "panel", "aria-label": `${t("Country and currency")}, ${t("Language")}` },
        icon("globe"),
        h("span", `${language.isoCode} · ${country.currency.isoCode}`),
      ),
      tool({ onclick: openDrawer, "aria-label": t("Operations behind this page"), title: "?" }, icon("code")),
    ),
    h("div.panel", { id: "panel", popover: "auto" }, region(localization, change)),
    sheet,
  );
  document.getElementById("footer").replaceChildren(
    h(
      "div.wrap.footer-grid",
      h("a.brand", { href: "/" }, shop.name),
      h("nav", { "aria-label": shop.name }, list((footer?.items ?? []).flatMap((item) => [item, ...item.items]).filter(shown))),
      region(localization, change),
    ),
    h(
      "div.wrap.cost",
      h("p", { id: "cost" }),
      tool({ onclick: openDrawer }, icon("code"), h("span", t("Operations behind this page")), h("kbd", "?")),
    ),
  );
}

/** Writes what the page in view has cost so far. */
export function showCost() {
  const sum = (key) => calls.reduce((total, call) => total + call[key], 0);
  const server = calls.some((call) => call.serverMs != null) ? sum("serverMs") : null;
  const facts = [[milliseconds(server), "server time"], [number(calls.length), calls.length === 1 ? "request" : "requests"], [size(sum("bytes")), "of answers"]];
  document.getElementById("cost")?.replaceChildren(...facts.map(([value, name]) => h("span", h("b", value), ` ${t(name)}`)));
}
