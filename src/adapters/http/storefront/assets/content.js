// Pages, blogs, articles and policies. One request each.

import { h, picture, safeHtml } from "./dom.js";
import { date, t } from "./words.js";
import { breadcrumb, link, listSkeleton as skeleton, notFound, notice, story, titled } from "./parts.js";

/** A column of text under a title. */
const text = (title, html, description, trail, ...before) => ({
  title,
  description,
  body: h("div.wrap", breadcrumb(trail, title), h("article.prose.text", h("h1", title), before, safeHtml(html))),
});

export const page = {
  operation: "Page",
  skeleton,
  variables: ([handle]) => ({ handle }),
  show: ({ page: one }) => (one ? text(one.title, one.body, one.bodySummary, []) : notFound()),
};

export const blog = {
  operation: "Blog",
  skeleton,
  variables: ([handle]) => ({ handle }),
  show({ blog: one }) {
    if (!one) return notFound();
    const { nodes } = one.articles;
    return nodes.length
      ? titled(one.title, [], null, h("div.stories", nodes.map((one) => story(one, "h2"))))
      : notice(one.title, t("Nothing here yet"), link("/", t("Home")));
  },
};

export const article = {
  operation: "Article",
  skeleton,
  variables: ([name, handle]) => ({ blog: name, handle }),
  show({ blog: one }) {
    const found = one?.articleByHandle;
    if (!found) return notFound();
    return text(
      found.title,
      found.contentHtml,
      found.excerpt,
      [{ title: one.title, path: `/blogs/${one.handle}` }],
      h("p.muted", [date(found.publishedAt), found.authorV2?.name].filter(Boolean).join(" · ")),
      found.image && h("div.frame.wide", picture(found.image, { eager: true })),
    );
  },
};

export const policy = {
  operation: "Policies",
  skeleton,
  show({ shop }, { match: [handle] }) {
    const one = Object.values(shop).find((candidate) => candidate?.handle === handle);
    return one ? text(one.title, one.body, one.title, []) : notFound();
  },
};
