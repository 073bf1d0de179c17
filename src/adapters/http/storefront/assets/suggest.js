// The search field: what a shopper may mean appears while typing, for the keyboard as for the pointer. It keeps to the
// pattern of a combobox with a list: the focus stays in the field, which names the option that the arrow keys are at.

import { askWhileTyping, forget } from "./api.js";
import { h, icon, marked, picture, styled } from "./dom.js";
import { number, t } from "./words.js";
import { articlePath, collectionPath, offerOf, resultsPath } from "./parts.js";

/** Of each kind; more would have to be scrolled to. */
const MOST = 4;

/** Says how far the service went beyond what was typed; nothing when all words were found. */
export const relaxedWords = (relaxed) =>
  ({
    TYPOS: t("We allowed for a typing error."),
    MOST_WORDS: t("Nothing has all of these words; this has most of them."),
    ANY_WORD: t("Nothing has all of these words; this has some of them."),
  })[relaxed];

const option = (name, href, ...children) => h(`a.${name}`, { role: "option", href, tabindex: -1 }, children);

const group = (label, options) =>
  options.length > 0 && h("div", { role: "group", "aria-label": label }, h("small", { "aria-hidden": "true" }, label), options.slice(0, MOST));

function optionsFor(typed, { predictiveSearch: found, search: { totalCount, suggestion } }) {
  const title = (one) => h("span", marked(one.title, `${typed} ${suggestion ?? ""}`));
  const line = (one, path) => option("line", path, title(one));
  const products = found.products.map((one) =>
    option("line", `/products/${one.handle}`, h("i.frame", picture(one.featuredImage, { eager: true })), h("span", title(one), offerOf(one))),
  );
  return [
    group(t("Searches"), found.queries.map((one) => option("line", resultsPath(one.text), icon("search"), h("span", styled(one.styledText))))),
    group(t("Products"), products),
    group(t("Also in the shop"), [
      ...found.collections.map((one) => line(one, collectionPath(one))),
      ...found.pages.map((one) => line(one, `/pages/${one.handle}`)),
      ...found.articles.map((one) => line(one, articlePath(one))),
    ]),
    totalCount > 0 && option("line", resultsPath(typed), h("b", t("All {n} products", { n: number(totalCount) })), icon("right")),
  ].filter(Boolean);
}

/** A search field. `id` tells two on one page apart; `go(address)` leads to the results; `value` is what it begins with. */
export function searchField(id, go, value = "") {
  let options = [];
  let at = -1;
  const note = h("p.muted", { role: "status" });
  const list = h("div", { role: "listbox", id: `${id}-list`, "aria-label": t("Suggestions") });
  // The field keeps the focus while something here is clicked.
  const panel = h("div.suggest", { hidden: true, onmousedown: (event) => event.preventDefault(), onclick: () => close() }, note, list);
  const mark = (next) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = next;
    options[at]?.setAttribute("aria-selected", "true");
    options[at]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at]?.id ?? "");
  };
  const open = () => {
    panel.style.setProperty("--room", `${window.innerHeight - input.getBoundingClientRect().bottom - 24}px`);
    panel.hidden = false;
    input.setAttribute("aria-expanded", options.length > 0);
  };
  const close = () => {
    forget("Suggest");
    mark(-1);
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  async function suggest() {
    const query = input.value.trim();
    if (!query) {
      options = [];
      return close();
    }
    const data = await askWhileTyping("Suggest", { query });
    if (!data) return;
    mark(-1);
    list.replaceChildren(...optionsFor(query, data));
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((one, place) => (one.id = `${id}-${place}`));
    const { relaxed, suggestion } = data.search;
    const meant = suggestion && [`${t("Did you mean")} `, h("b", suggestion), "?"];
    note.replaceChildren(...[options.length ? (meant ?? relaxedWords(relaxed)) : t("Nothing found. Try fewer letters or another word.")].flat().filter(Boolean));
    open();
  }
  const onkeydown = (event) => {
    const { key } = event;
    const last = options.length - 1;
    const shown = !panel.hidden;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === "Escape" && shown) close();
    else if (key === "Enter" && at >= 0) options[at].click();
    else if (!options.length) return;
    else if (key === "ArrowDown") shown ? mark(at === last ? -1 : at + 1) : (open(), mark(0));
    else if (key === "ArrowUp") shown ? mark(at < 0 ? last : at - 1) : (open(), mark(last));
    else if (key === "Home" && at >= 0) mark(0);
    else if (key === "End" && at >= 0) mark(last);
    else return;
    event.preventDefault();
  };
  const input = h("input", {
    type: "search",
    name: "q",
    id,
    value,
    role: "combobox",
    "aria-label": t("Search the shop"),
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    placeholder: t("Search the shop"),
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: 200,
    oninput: suggest,
    onblur: close,
    onkeydown,
  });
  const onsubmit = (event) => {
    event.preventDefault();
    close();
    input.blur();
    if (input.value.trim()) go(resultsPath(input.value.trim()));
  };
  return h("form.search", { role: "search", action: "/search", onsubmit }, input, h("button.tool", { "aria-label": t("Search") }, icon("search")), panel);
}
