/** What a reader looks at in the list of studies, and how that is written into an address. */

import { listIn } from "./address.js";

/** @import { Choice } from "./narrowing.js" */
/** @import { Facet } from "./facets.js" */

/**
 * A choice of studies, the columns in sight, the order (null: as the pages list them), and the studies to compare.
 * @typedef {Choice & {columns: string[], sort: {column: string, down: boolean} | null, compare: string[]}} View
 */

export const MOST_COMPARED = 4;

/**
 * What an address can say: the values of each facet, the columns, the columns that put studies in order, the studies.
 * @typedef {{facets: Facet[], columns: string[], usual: string[], sorting: string[], studies: Set<string>}} Known
 */

/** The view that an address asks for; what is not known in it is passed over. @param {URLSearchParams} params  @param {Known} known  @returns {View} */
export function viewIn(params, known) {
  const sort = params.get("sort") ?? "";
  const column = sort.replace(/^-/, "");
  const columns = listIn(params, "columns", (name) => known.columns.includes(name));
  const facets = known.facets.map((facet) => {
    const values = new Set(facet.values.map((value) => value.id));
    return [facet.id, listIn(params, facet.id, (value) => values.has(value))];
  });
  return {
    text: params.get("text") ?? "",
    facets: Object.fromEntries(facets),
    columns: columns.length ? known.columns.filter((name) => columns.includes(name)) : known.usual,
    sort: known.sorting.includes(column) ? { column, down: sort.startsWith("-") } : null,
    compare: listIn(params, "compare", (id) => known.studies.has(id)).slice(0, MOST_COMPARED),
  };
}

/** A view as an address says it; what is usual is left out. @param {View} view  @param {Known} known */
export function paramsOf(view, known) {
  const params = new URLSearchParams();
  if (view.text.trim()) params.set("text", view.text.trim());
  for (const { id } of known.facets) if (view.facets[id]?.length) params.set(id, view.facets[id].join(","));
  if (view.sort) params.set("sort", `${view.sort.down ? "-" : ""}${view.sort.column}`);
  if (view.columns.join() !== known.usual.join()) params.set("columns", view.columns.join(","));
  if (view.compare.length) params.set("compare", view.compare.join(","));
  return params;
}

/** Each value chosen, in the order of the facets. @param {View} view  @param {Facet[]} facets */
export const chosen = (view, facets) => facets.flatMap((facet) =>
  facet.values.filter((value) => view.facets[facet.id]?.includes(value.id)).map((value) => ({ facet, value })));

/** The view with a value of a facet added or taken away. @param {View} view  @param {string} facet  @param {string} value  @returns {View} */
export function toggled(view, facet, value) {
  const now = view.facets[facet] ?? [];
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return { ...view, facets: { ...view.facets, [facet]: next } };
}
