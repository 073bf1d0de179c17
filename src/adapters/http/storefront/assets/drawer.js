// The drawer: every operation that made the page in view, to read, change and run again.

import { calls, post } from "./api.js";
import { h, icon } from "./dom.js";
import { milliseconds, size } from "./words.js";

/** Answers longer than this are shown without colors, which would cost more than they tell. */
const MOST_COLORED = 200_000;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;

function colored(json) {
  const parts = [];
  let at = 0;
  for (const match of json.length > MOST_COLORED ? [] : json.matchAll(TOKEN)) {
    const [token, text, colon] = match;
    parts.push(json.slice(at, match.index), h(`span.${colon ? "key" : text ? "text" : "value"}`, text ?? token), colon ?? "");
    at = match.index + token.length;
  }
  return [...parts, json.slice(at)];
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const curl = (body) =>
  `curl ${quoted(`${location.origin}/graphql`)} -H 'content-type: application/json' \\\n  --data-binary ${quoted(JSON.stringify(body))}`;

const button = (name, onclick, ...children) => h(name, { type: "button", onclick }, children);

/** One operation with its editors and its answer. */
function editor(call) {
  const facts = h("p", { role: "status" });
  const answer = h("pre", { tabindex: "0", "aria-label": "Answer" });
  const area = (label, rows, text) => h("textarea", { "aria-label": label, rows, spellcheck: "false" }, text);
  const query = area("Operation", 14, call.query);
  const variables = area("Variables", 5, JSON.stringify(call.variables, null, 2));
  const show = ({ body, status, serverMs, totalMs, bytes }) => {
    const bold = (text) => h("b", text);
    facts.replaceChildren(bold(milliseconds(serverMs)), " on the server, ", bold(milliseconds(totalMs)), " there and back, ", bold(size(bytes)));
    if (status !== 200) facts.append(status ? `, HTTP ${status}` : ", not reached");
    answer.replaceChildren(...colored(JSON.stringify(body, null, 2)));
  };
  /** Calls `then` with what is in the editors, or says why the variables cannot be read. */
  const withBody = (then) => async () => {
    try {
      await then({ query: query.value, variables: JSON.parse(variables.value.trim() || "{}") });
    } catch (error) {
      facts.textContent = error.message;
    }
  };
  const run = withBody(async (body) => show(await post(body.query, body.variables)));
  const copy = withBody(async (body) => {
    await navigator.clipboard.writeText(curl(body));
    facts.textContent = "Copied: paste it into a terminal.";
  });
  show(call);
  return h(
    "div",
    { onkeydown: (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && run() },
    query,
    h("label", h("small", "Variables"), variables),
    h("div.call-bar", button("button.button", run, "Run"), button("button.button.plain", copy, "Copy as curl"), facts),
    answer,
  );
}

/** Opens the drawer over the page, or closes it. `frame` is the call that made header and footer. */
export function toggleDrawer(frame) {
  const open = document.getElementById("drawer");
  if (open) return open.close();
  const all = [...calls.filter((call) => call !== frame), frame].filter(Boolean);
  const panels = all.map((call, at) => h("div", { role: "tabpanel", id: `call-${at}`, "aria-labelledby": `tab-${at}` }, editor(call)));
  const choose = (chosen) => {
    tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", at === chosen);
      tab.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
  };
  const tabs = all.map(({ name }, at) =>
    h("button", { type: "button", role: "tab", id: `tab-${at}`, "aria-controls": `call-${at}`, onclick: () => choose(at) }, name),
  );
  const onkeydown = ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next].focus();
  };
  const drawer = h(
    "dialog.drawer",
    {
      id: "drawer",
      "aria-labelledby": "drawer-title",
      onclose: () => drawer.remove(),
      onclick: ({ target }) => target === drawer && drawer.close(),
    },
    h("div.drawer-head", h("h2", { id: "drawer-title" }, "Behind this page"), button("button.tool", () => drawer.close(), h("span.quiet", "Close"), icon("close"))),
    h("div", { role: "tablist", "aria-label": "Operations", onkeydown }, tabs),
    panels,
  );
  choose(0);
  document.body.append(drawer);
  drawer.showModal();
}
