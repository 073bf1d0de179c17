// The results page: products by relevance with everything that a list has, then what else the shop has to say on the
// matter. One request; the address holds text, filters, order and place.

import { ask } from "./api.js";
import { h } from "./dom.js";
import { t } from "./words.js";
import { list, page } from "./list.js";
import { isBrowsable, link, listSkeleton, resultsPath, section, story, tile, titled } from "./parts.js";
import { relaxedWords, searchField } from "./suggest.js";

/** A way on for those who found nothing: the departments, put in when they arrive. */
function departments() {
  const tiles = h("div.tiles.small");
  const put = ({ body }) => tiles.append(...body.data.collections.nodes.filter((one) => !one.parent && isBrowsable(one)).map(tile));
  // Without them the page still says what to do.
  ask("Departments").then(put, () => {});
  return section(t("All departments"), "/collections", tiles);
}

/** What is no product: journal and pages. */
const others = ({ nodes }) => {
  const [stories, pages] = [true, false].map((isStory) => nodes.filter((one) => Boolean(one.blog) === isStory));
  return [
    pages.length > 0 && section(t("Pages"), null, h("ul", pages.map((one) => h("li", h("a.more", { href: `/pages/${one.handle}` }, one.title))))),
    stories.length > 0 && section(t("From the journal"), null, h("div.stories", stories.map((one) => story(one)))),
  ];
};

export const search = {
  operation: "Search",
  skeleton: listSkeleton,
  variables: (_, parameters) => ({ query: parameters.get("q")?.trim() ?? "", ...page(parameters, 3) }),
  show({ found, others: rest, localization }, { url, go }) {
    const query = url.searchParams.get("q")?.trim() ?? "";
    const isNarrowed = [...url.searchParams.keys()].some((key) => key.startsWith("filter."));
    const isEmpty = !Number(found.totalCount) && !isNarrowed;
    if (found.redirect) return { redirect: found.redirect.target };
    const meant = found.suggestion && [`${t("Did you mean")} `, h("a", { href: resultsPath(found.suggestion) }, found.suggestion), "? "];
    const title = !query ? t("Search") : isEmpty && !rest.nodes.length ? t("Nothing found for “{query}”", { query }) : t("Results for “{query}”", { query });
    const advice = query && (isEmpty ? t("Check the spelling, or try fewer or more general words.") : relaxedWords(found.relaxed));
    return {
      ...titled(
        title,
        [],
        (meant || advice) && [meant, advice],
        !isEmpty && list({ ...found, filters: found.productFilters }, { go, localization, sorts: ["", "cheap", "dear"], where: { query, isSearch: true } }),
        !url.searchParams.has("page") && query && others(rest),
        isEmpty && departments(),
      ),
      query,
    };
  },
};
