// Making elements. Text only ever becomes text nodes; the catalog's own HTML passes through an allow-list, so neither
// a product description nor a page can bring script, style or forms into the shop.

/**
 * An element: `h("p.note.low", { id: "x" }, child, …)`; attributes may be left out. `on…` are listeners, `style` an
 * object of custom properties; null, undefined and false are left out everywhere.
 */
export function h(name, attributes, ...children) {
  if (attributes?.constructor !== Object) [attributes, children] = [{}, [attributes, ...children]];
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") for (const property in value) element.style.setProperty(property, value[property]);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child != null && child !== false));
  return element;
}

const SHAPES = {
  menu: "M3 6h18M3 12h18M3 18h18",
  close: "M5 5l14 14M19 5L5 19",
  globe: "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
  code: "M8 6l-6 6 6 6M16 6l6 6-6 6",
  right: "M9 5l7 7-7 7",
  left: "M15 5l-7 7 7 7",
  search: "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21",
  filter: "M3 7h18M6.5 12h11M10 17h4",
};

/** A line drawing that says nothing to screen readers. */
export function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/**
 * The address to load a picture from. Pictures that this service draws are asked for by path and without size, so that
 * cards and galleries share one cached drawing whatever host name the catalog was made with.
 */
export function pictureAddress(url) {
  const at = new URL(url, location.href);
  const drawn = at.pathname.startsWith("/pictures/");
  if (drawn) for (const key of ["width", "height", "crop"]) at.searchParams.delete(key);
  return drawn || at.origin === location.origin ? at.pathname + at.search : at.href;
}

/**
 * A picture that fills its frame; `eager` for those seen first. Without `alt` it is decoration of a named link. Photos
 * of other hosts are shown whole, and leave an empty frame when they cannot be had.
 */
export function picture(image, { alt = "", eager, name = "img" } = {}) {
  if (!image) return h("span");
  const src = pictureAddress(image.url);
  return h(src.startsWith("/") ? name : `${name}.photo`, {
    src,
    alt,
    width: image.width ?? 800,
    height: image.height ?? 800,
    loading: eager ? "eager" : "lazy",
    decoding: "async",
    onerror: ({ target }) => (target.style.visibility = "hidden"),
  });
}

/** The address inside this shop for one that the catalog gives: menus hold absolute ones of the shop's own domain. */
export function shopPath(url, primaryDomain) {
  const at = new URL(url ?? "/", location.href);
  const own = at.origin === location.origin || at.host === new URL(primaryDomain).host;
  return own ? at.pathname + at.search : at.href;
}

const words = (text) => new Set(text.split(" "));
const ALLOWED = words(
  "A B BLOCKQUOTE BR CODE DD DIV DL DT EM FIGCAPTION FIGURE H2 H3 H4 HR I IMG LI OL P PRE SMALL STRONG SUB SUP TABLE TBODY TD TH THEAD TR UL",
);
const DROPPED = words("SCRIPT STYLE IFRAME OBJECT EMBED FORM TEMPLATE NOSCRIPT SVG MATH");

/** Catalog HTML as a fragment of allowed elements; others give their text, dangerous ones nothing. */
export function safeHtml(html) {
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      const tag = node.nodeName.toUpperCase();
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(tag)) continue;
      const element = ALLOWED.has(tag) ? h(tag) : to;
      const address = (node.getAttribute("href") ?? node.getAttribute("src") ?? "").trim();
      if (/^(https?:|mailto:|tel:|\/|#)/i.test(address)) {
        if (tag === "A") element.href = address;
        if (tag === "IMG") Object.assign(element, { src: pictureAddress(address), alt: node.alt, loading: "lazy" });
      }
      copy(node, element);
      if (element !== to) to.append(element);
    }
    return to;
  };
  return copy(new DOMParser().parseFromString(html ?? "", "text/html").body, document.createDocumentFragment());
}

/** The text of a query that the service marked up: what it set apart, and the rest as text, whatever else it holds. */
export const styled = (html) =>
  [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map((node) =>
    node.nodeName === "MARK" ? h("mark", node.textContent) : node.textContent,
  );

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A text with the beginnings of its words that `typed` has set apart. */
export function marked(text, typed) {
  const begins = folded(typed).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return text.normalize().split(/(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])/u).flatMap((word) => {
    const length = Math.max(0, ...begins.filter((one) => folded(word).startsWith(one)).map((one) => one.length));
    return length ? [h("mark", word.slice(0, length)), word.slice(length)] : [word];
  });
}
