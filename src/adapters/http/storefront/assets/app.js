// The shop in the browser: finds the page for an address, asks for its data, puts it up, and keeps history, focus and
// scrolling as a visitor expects them. It starts here; every other module is a part of it.

import { ServiceError, ask, calls, context, restoreContext, storeContext } from "./api.js";
import { h } from "./dom.js";
import { speak, t } from "./words.js";
import { elsewhere, notice } from "./parts.js";
import { showCost, showFrame } from "./frame.js";

/** Addresses, the module that shows them, and its name there. Modules come when they are needed. */
const ROUTES = [
  [/^\/$/, "home", "home"],
  [/^\/collections\/?$/, "collection", "departments"],
  [/^\/collections\/all\/?$/, "collection", "allProducts"],
  [/^\/collections\/([^/]+)\/?$/, "collection", "collection"],
  [/^\/products\/([^/]+)\/?$/, "product", "product"],
  [/^\/pages\/([^/]+)\/?$/, "content", "page"],
  [/^\/blogs\/([^/]+)\/?$/, "content", "blog"],
  [/^\/blogs\/([^/]+)\/([^/]+)\/?$/, "content", "article"],
  [/^\/policies\/([^/]+)\/?$/, "content", "policy"],
  [/^\/search\/?$/, "search", "search"],
];

/** How long the old page stays before grey shapes take its place: most answers come sooner. */
const PATIENCE_MS = 160;
/** Answers kept for going back and forward without a request. */
const MOST_KEPT = 20;
/** A page may move once to a handle and once more to another path; further steps are a circle. */
const MOST_REDIRECTS = 3;

const main = document.getElementById("main");
const kept = new Map();
let visit = 0;
let shown = null;
let frameCall = null;
let shopName = "Vitrina";

/** A part of a path as text; one with broken escapes stays as it is and finds nothing. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function find(url) {
  for (const [pattern, file, name] of ROUTES) {
    const match = pattern.exec(url.pathname);
    if (match) return { file, name, match: match.slice(1).map(decoded) };
  }
  return null;
}

/** A module of the shop; one that cannot be had is an answer that is missing. */
const load = (file) =>
  import(`./${file}.js`).catch(() => {
    throw new ServiceError("", 0);
  });

/** The page of an address, with the parts of the path that it is about. */
async function pageFor(url) {
  const { file, name, match } = find(url) ?? {};
  return file ? { one: (await load(file))[name], match } : { one: elsewhere, match: [] };
}

/** The call that answers an address; `again`: one kept from before will do. */
async function callFor(url, { one, match }, again) {
  const key = [url.pathname + url.search, context.country, context.language].join(" ");
  if (again && kept.has(key)) {
    calls.push(kept.get(key));
    return kept.get(key);
  }
  const call = await ask(one.operation, one.variables?.(match, url.searchParams, url.pathname));
  kept.delete(key);
  kept.set(key, call);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  return call;
}

async function loadFrame() {
  frameCall = await ask("Frame");
  const { data } = frameCall.body;
  const focused = document.activeElement;
  const region = focused?.dataset.region;
  const place = region && (focused.closest("#panel") ? "[popovertarget]" : `#footer [data-region=${region}]`);
  shopName = data.shop.name;
  await speak(data.localization.language.isoCode);
  showFrame(data, { change: changeContext, go, openDrawer });
  if (place) document.querySelector(place)?.focus();
}

function failure(error) {
  const onclick = () => show({ frame: true, focus: true });
  return notice(
    t("The shop did not answer"),
    error.status ? error.message : t("Please check the connection and try again."),
    h("button.button", { type: "button", onclick }, t("Try again")),
  );
}

/** Takes what the service refused out of address or context; false when there is nothing of that kind. */
function repair(url, { status }) {
  if (status === 0) return false;
  if (["after", "before"].some((key) => url.searchParams.has(key))) {
    // A cursor of another time, sort or currency: the list begins anew.
    for (const key of ["after", "before", "page"]) url.searchParams.delete(key);
    history.replaceState(history.state, "", url);
    return true;
  }
  if (status === 400 && (context.country || context.language)) {
    // A country or language that the service has never heard of, from an old address: it chooses.
    storeContext({ country: null, language: null });
    return true;
  }
  return false;
}

/** The home page has the search field in its middle instead of in the header. */
const tellHome = () => document.body.classList.toggle("home", location.pathname === "/");

function putUp(view, { focus, keepFocus, scroll = 0 }) {
  shown = view;
  const title = view.title ? `${view.title} · ${shopName}` : shopName;
  document.title = title;
  document.querySelector("meta[name=description]").content = view.description || shopName;
  main.replaceChildren(view.body);
  main.removeAttribute("aria-busy");
  showCost();
  window.scrollTo(0, scroll);
  tellHome();
  const field = document.getElementById("search");
  if (field && field !== document.activeElement) field.value = view.query ?? "";
  if (!main.querySelector(".facets")) document.getElementById("sheet")?.close();
  const using = keepFocus?.map((id) => document.getElementById(id)).find(Boolean);
  if (using) using.focus({ preventScroll: true });
  else if (focus) main.focus({ preventScroll: true });
  const count = document.getElementById("count")?.textContent ?? "";
  if (focus || keepFocus) document.getElementById("announcer").textContent = `${title} ${count}`;
}

/**
 * Shows the page of the present address.
 *
 * @param {object} how `again`: a kept answer will do; `frame`: header and footer are asked too, side by side;
 *   `focus`: the visitor came by a link; `keepFocus`: ids of the control that the visitor is using and of those to take its place;
 *   `stays`: the page changes in part, so no grey shapes come between; `scroll`: in px
 */
async function show(how = {}, redirects = 0) {
  const mine = ++visit;
  const url = new URL(location.href);
  calls.length = 0;
  main.setAttribute("aria-busy", "true");
  let slow = null;
  const answered = async () => {
    const found = await pageFor(url);
    const skeleton = () => mine === visit && main.replaceChildren(found.one.skeleton());
    if (!how.stays) slow = setTimeout(skeleton, shown ? PATIENCE_MS : 0);
    return [found, await callFor(url, found, how.again)];
  };
  try {
    const [[found, call]] = await Promise.all([answered(), how.frame && loadFrame()]);
    if (mine !== visit) return;
    let view = found.one.show(call.body.data, { url, match: found.match, go });
    if (view.missing && found.one !== elsewhere) {
      const moved = await ask(elsewhere.operation, elsewhere.variables([], null, url.pathname));
      if (mine !== visit) return;
      view = elsewhere.show(moved.body.data);
    }
    if (view.redirect && redirects < MOST_REDIRECTS) {
      const target = new URL(view.redirect, url);
      if (!target.search) target.search = url.search;
      if (target.origin === url.origin) history.replaceState(history.state, "", target);
      else location.replace(target);
      await show(how, redirects + 1);
    } else {
      putUp(view, how);
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (mine !== visit) return;
    if (repair(url, error)) await show(how);
    else putUp(failure(error), how);
  } finally {
    clearTimeout(slow);
  }
}

/** Goes to an address inside the shop. */
function go(address, how = {}) {
  if (history.state) history.replaceState({ scroll: window.scrollY }, "");
  history.pushState({ scroll: 0 }, "", address);
  return show({ focus: true, ...how });
}

/** The same page for another country or language; a chosen variant stays chosen though its options get new names. */
function changeContext(change) {
  storeContext(change);
  const url = new URL(location.href);
  const tail = shown?.variantTail?.();
  if (shown?.variantTail) url.search = tail ? `?variant=${encodeURIComponent(tail)}` : "";
  // Places in a list and bounds of prices mean nothing in another currency.
  for (const key of ["after", "before", "page", "filter.v.price.gte", "filter.v.price.lte"]) url.searchParams.delete(key);
  history.replaceState(history.state, "", url);
  return show({ frame: true, scroll: window.scrollY });
}

const openDrawer = async () => (await load("drawer")).toggleDrawer(frameCall);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || modified || event.defaultPrevented || link.origin !== location.origin || link.hash) return;
  if (!find(link)) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio], [type=checkbox], [type=range]), textarea, select");
  if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey) openDrawer();
});

window.addEventListener("popstate", ({ state }) => {
  // Entries without state are jumps inside the page, such as "Skip to content".
  if (state) show({ again: true, scroll: state.scroll });
});
window.addEventListener("scrollend", () => history.state && history.replaceState({ scroll: window.scrollY }, ""));

history.scrollRestoration = "manual";
restoreContext();
tellHome();
if (!history.state) history.replaceState({ scroll: 0 }, "");
show({ frame: true, scroll: history.state.scroll });
