/** The facets as folds of boxes to tick, with counts that follow what is chosen. */

import { make } from "./dom.js";

/** @import { Facet, Value } from "./facets.js" */
/** @import { Narrowed } from "./narrowing.js" */
/** @import { View } from "./view.js" */

/** A box to tick. @typedef {{facet: string, value: string, row: HTMLElement, box: HTMLInputElement, count: HTMLElement}} Choosable */

let made = 0;

/** One value as a box, its words and how many studies it would leave. @param {Facet} facet  @param {Value} value  @returns {Choosable} */
function choosable(facet, value) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", value: value.id, name: facet.id }));
  const count = make("span", { class: "ev-facet-count" });
  const row = make("label", { class: "ev-facet-value" }, box, make("bdi", {}, value.label), count);
  return { facet: facet.id, value: value.id, row, box, count };
}

/** Values one step deeper. @param {string} words  @param {string} of  @param {Choosable[]} within */
const folded = (words, of, within) => make("details", { class: "ev-facet-more" },
  make("summary", {}, words, make("span", { class: "ev-announcer" }, of)),
  make("div", { class: "ev-facet-within" }, ...within.map(({ row }) => row)));

/** A wider value, with the narrower ones under it: drugs in sight, others one step deeper. @param {Choosable} wide  @param {Choosable[]} narrow */
function nested(wide, narrow) {
  if (!narrow.length) return [wide.row];
  if (wide.facet === "drug") return [wide.row, make("div", { class: "ev-facet-within" }, ...narrow.map(({ row }) => row))];
  return [wide.row, folded(`${narrow.length} in detail`, ` of ${wide.row.querySelector("bdi")?.textContent ?? ""}`, narrow)];
}

/** @param {Facet} facet */
function buildFacet(facet) {
  const id = `_facet-${(made += 1)}`;
  const all = facet.values.map((value) => choosable(facet, value));
  const rows = facet.values.flatMap((value, at) => {
    if (value.of || value.under) return [];
    return nested(all[at], all.filter((_, place) => facet.values[place].of === value.id));
  });
  for (const words of new Set(facet.values.flatMap(({ under }) => under ?? []))) {
    rows.push(folded(words, "", all.filter((_, at) => facet.values[at].under === words)));
  }
  const number = make("span", { class: "ev-facet-chosen" });
  const heading = make("summary", { id }, make("span", {}, facet.label), number);
  const fold = /** @type {HTMLDetailsElement} */ (make("details", { class: "ev-facet" }, heading,
    make("div", { class: "ev-facet-values", role: "group", "aria-labelledby": id }, ...rows)));
  fold.open = facet.open;
  return { facet, fold, number, all };
}

/**
 * Build all facets; `choose` is called with a facet and a value when a box is ticked or cleared.
 * @param {Facet[]} facets  @param {(facet: string, value: string) => void} choose
 */
export function buildFacets(facets, choose) {
  const built = facets.map(buildFacet);
  const element = make("div", { class: "ev-facets" }, ...built.map(({ fold }) => fold));
  element.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.type === "checkbox") choose(box.name, box.value);
  });

  /** @param {View} view  @param {Narrowed} narrowed  @param {boolean} [fresh]  whether folds with choices are opened */
  const show = (view, narrowed, fresh = false) => {
    for (const { facet, fold, number, all } of built) {
      const ticked = view.facets[facet.id] ?? [];
      for (const { value, row, box, count } of all) {
        const left = String(narrowed.counts.get(facet.id)?.get(value) ?? 0);
        if (count.textContent !== left) count.textContent = left;
        if (box.checked !== ticked.includes(value)) box.checked = ticked.includes(value);
        row.toggleAttribute("data-ev-none", left === "0" && !box.checked);
        const inside = /** @type {HTMLDetailsElement | null} */ (row.closest(".ev-facet-more"));
        if (fresh && box.checked && inside) inside.open = true;
      }
      number.textContent = ticked.length ? `${ticked.length} chosen` : "";
      if (fresh && ticked.length) fold.open = true;
    }
  };
  return { element, show };
}
