/** Tables, lists and folds that readers narrow by text and by facets. */

import { each, make } from "./dom.js";
import { fold } from "./words.js";

/** The words of a row that a reader sees, without folded sources and definitions. @param {Element} row */
function visibleWords(row) {
  const copy = /** @type {Element} */ (row.cloneNode(true));
  each(".ev-source dl, .ev-tip", (hidden) => hidden.remove(), copy);
  return fold(copy.textContent);
}

/**
 * The values of one facet in a row: `data-ev-facet-name` on the row or on what holds it, else `data-facet-value`
 * or the text of the column's cell in a table; several values stand between bars.
 * @param {Element} target  @param {Element} row  @param {string} facet
 */
function facetValues(target, row, facet) {
  const name = `data-ev-facet-${facet.toLowerCase().replace(/\s+/g, "-")}`;
  let text = row.closest(`[${name}]`)?.getAttribute(name) ?? null;
  if (text === null && target instanceof HTMLTableElement) {
    const header = target.querySelector(`th[data-facet="${CSS.escape(facet)}"]`);
    const cell = header && /** @type {HTMLTableRowElement} */ (row).cells[/** @type {any} */ (header).cellIndex];
    text = cell ? cell.getAttribute("data-facet-value") ?? cell.textContent : "";
  }
  return (text ?? "").split("|").map((value) => value.trim()).filter(Boolean);
}

/** @param {string} label  @param {HTMLElement} field */
export const labelled = (label, field) => make("label", {}, make("span", {}, label), field);

/** @param {string[][]} values  Values of one facet, a list for each row. */
function facetSelect(values) {
  const names = [...new Set(values.flat())].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const options = names.map((name) => make("option", { value: name }, name));
  return make("select", {}, make("option", { value: "" }, "All"), ...options);
}

/**
 * What a filter shows and hides: the rows of a table, or of every table in the folds of a section, or a list's items.
 * @param {Element} target
 */
function filtered(target) {
  if (target instanceof HTMLTableElement) return [...target.tBodies].flatMap((body) => [...body.rows]);
  return target.matches("[data-ev-folds]") ? [...target.querySelectorAll("tbody > tr")] : [...target.children];
}

/**
 * Open the folds in which a filter found something and hide the others; without a filter all are shut again.
 * @param {Element} target  @param {boolean} narrowed
 */
function showFolds(target, narrowed) {
  each(":scope > details", (fold) => {
    const some = fold.querySelector("tbody > tr:not([hidden])") !== null;
    fold.hidden = narrowed && !some;
    fold.open = narrowed && some;
  }, target);
}

/** @param {HTMLElement} bar */
export function buildFilter(bar) {
  const target = document.querySelector(bar.dataset.evFilter ?? "");
  if (!target) return;
  const rows = filtered(target);
  if (target instanceof HTMLOListElement) rows.forEach((item, index) => { /** @type {any} */ (item).value = target.start + index; });
  const facets = (bar.dataset.evFacets ?? "").split(",").map((name) => name.trim()).filter(Boolean);
  const values = facets.map((facet) => rows.map((row) => facetValues(target, row, facet)));
  const selects = /** @type {HTMLSelectElement[]} */ (values.map((_, index) => facetSelect(values[index])));
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "search", autocomplete: "off", spellcheck: "false" }));
  const count = make("output", { "aria-live": "polite" });
  /** @type {string[] | undefined} */
  let words;

  const apply = () => {
    const wanted = fold(box.value).split(/\s+/).filter(Boolean);
    if (wanted.length) words ??= rows.map(visibleWords);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = wanted.every((word) => words?.[at].includes(word))
        && selects.every((select, facet) => !select.value || values[facet][at].includes(select.value));
      /** @type {HTMLElement} */ (row).hidden = !fits;
      shown += Number(fits);
    });
    count.textContent = `${shown} of ${rows.length}`;
  };
  const narrow = () => {
    apply();
    if (target.matches("[data-ev-folds]")) showFolds(target, wantsSomething());
  };
  const wantsSomething = () => box.value.trim() !== "" || selects.some((select) => select.value !== "");

  bar.append(labelled("Filter by text", box), ...facets.map((facet, index) => labelled(facet, selects[index])), count);
  bar.addEventListener("input", narrow);
  bar.addEventListener("ev-clear", () => {
    box.value = "";
    selects.forEach((select) => { select.value = ""; });
    narrow();
  });
  apply();
  bar.hidden = false;
}
