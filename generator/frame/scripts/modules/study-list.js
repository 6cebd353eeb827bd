/** The list of studies: a table on a desk, cards on a phone; rows are made once and put in place as they are needed. */

import { make } from "./dom.js";
import { addressOf } from "./evidence.js";
import { certainty, resultLines, timeOf } from "./result-lines.js";
import { marksOf, studyAddress } from "./study-columns.js";

/** @import { Result, Study } from "./evidence.js" */
/** @import { Column, Look } from "./study-columns.js" */

/** So many rows come first, so many at once after them, so many are shown before a reader asks for more. */
const AT_FIRST = 6;
const AT_ONCE = 12;
export const A_PAGE = 100;

/** @param {string} text */
const words = (text) => make("bdi", {}, text);
/** @param {string} text */
const missing = (text) => make("span", { class: "ev-missing" }, text);

/** @param {Study} study */
function nameCell(study) {
  const name = make("a", { href: studyAddress(study) }, study.retracted ? make("s", {}, study.label) : words(study.label));
  const box = make("input", { type: "checkbox", value: study.id, name: "compare", "aria-label": `Compare ${study.label}` });
  const marks = marksOf(study).map((mark) => make("span", { class: "ev-badge", "data-ev-tone": mark.tone }, mark.words));
  return [make("span", { class: "ev-study-name" }, name), ...marks, make("label", { class: "ev-compare-box" }, box, "Compare")];
}

/** @param {Study} study  @param {Look} look */
function drugCell(study, { evidence }) {
  const drugs = study.drugs.map((id) => {
    const { label, mark, slot } = evidence.drugs[id];
    const looks = /** @type {Record<string, string>} */ ({ class: "ev-drug", ...(slot === null ? {} : { "data-ev-slot": String(slot) }) });
    return make("span", looks, make("span", { class: "ev-drug-mark", "aria-hidden": "true" }, mark), words(label));
  });
  return [...drugs, ...(study.dose ? [make("small", {}, words(study.dose))] : [])];
}

/** @param {Result} result */
const figure = (result) => make("a", { href: addressOf(result.url) }, make("span", { class: "ev-reported" }, result.text));

/** @param {Study} study  @param {Look} look */
function resultCell(study, look) {
  const lines = resultLines(study, look).map(({ domain, result, beside, text }) => {
    if (!result) return make("li", {}, missing(text));
    const label = look.evidence.domains.find(({ id }) => id === domain)?.label ?? "";
    const group = study.results.some((other) => other.arm !== result.arm) ? result.arm : "";
    const against = result.against ? `against ${result.against}` : "";
    const small = [...certainty(result), result.name, group, against, timeOf(result), ...result.remarks.filter((remark) => remark !== "primary outcome")];
    const others = beside.map((other) => make("span", { class: "ev-line" },
      make("small", {}, "against "), figure(other), make("small", {}, words(` ${other.arm}`))));
    return make("li", {}, make("span", { class: "ev-line-name" }, label),
      make("span", { class: "ev-line" }, figure(result), " ", make("small", {}, words(small.filter(Boolean).join("; ")))), ...others);
  });
  return [make("ul", { class: "ev-lines" }, ...lines)];
}

/** @param {Study} study  @param {Look} look  @param {Column} column  @returns {Node[]} */
function cellOf(study, look, column) {
  if (column.id === "drug") return drugCell(study, look);
  if (column.id === "results") return resultCell(study, look);
  if (column.id === "size" && study.size !== null) return [make("span", { class: "ev-reported ev-num" }, study.sizeText)];
  const text = column.text(study, look);
  const unknown = !text || /^(not re|harms not|none called|not said)/.test(text);
  if (column.id === "appraisal" && study.appraisal.level !== "none") {
    return [make("span", { class: "ev-judged" }, text), make("span", { class: "ev-tag", "data-ev-kind": "judged" }, "judged")];
  }
  return [unknown ? missing(text || "not reported") : words(text)];
}

/** @param {Study} study  @param {Look} look  @param {Column[]} columns */
function buildRow(study, look, columns) {
  const cells = columns.map((column, place) => (place === 0
    ? make("th", { scope: "row", role: "rowheader" }, ...nameCell(study))
    : make("td", { role: "cell", "data-label": column.label, "data-ev-column": column.id }, ...cellOf(study, look, column))));
  return make("tr", { role: "row", class: study.retracted ? "ev-out" : "" }, ...cells);
}

/** @param {Column} column  @param {{column: string, down: boolean} | null} sort */
function buildHead(column, sort) {
  const sorted = /** @type {Record<string, string>} */ (sort?.column === column.id ? { "aria-sort": sort.down ? "descending" : "ascending" } : {});
  const content = column.sort ? make("button", { type: "button", class: "ev-sort", value: column.id }, column.label) : column.label;
  return make("th", { scope: "col", role: "columnheader", "data-ev-column": column.id, ...sorted }, content);
}

/**
 * Build an empty list; `sortBy` and `compare` are called with the column and the study a reader chose.
 * @param {(column: string) => void} sortBy  @param {(study: string) => void} compare
 */
export function buildList(sortBy, compare) {
  const caption = make("caption", { id: "_caption-explorer" });
  const head = make("tr", { role: "row" });
  const body = /** @type {HTMLTableSectionElement} */ (make("tbody", { role: "rowgroup" }));
  const table = make("table", { class: "ev-grid ev-stack", role: "table" }, caption, make("thead", { role: "rowgroup" }, head), body);
  const scroll = make("div", { class: "ev-scroll", role: "region", tabindex: "0", "aria-labelledby": "_caption-explorer" }, table);
  /** @type {Map<string, HTMLElement>} */
  let rows = new Map();
  let drawnFor = "";
  let turn = 0;
  /** @type {string[]} */
  let ticked = [];

  table.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button.ev-sort");
    if (button instanceof HTMLButtonElement) sortBy(button.value);
  });
  body.addEventListener("change", (event) => compare(/** @type {HTMLInputElement} */ (event.target).value));

  /**
   * Show studies: the first rows at once, the others as soon as the browser has drawn.
   * @param {Study[]} studies  @param {Column[]} columns  @param {Look} look  @param {{column: string, down: boolean} | null} sort
   * @param {{words: string, most: number, whole?: boolean}} how
   */
  const show = (studies, columns, look, sort, { words: told, most, whole = false }) => {
    const drawn = JSON.stringify([columns.map(({ id }) => id), look.outcomes]);
    if (drawn !== drawnFor) rows = new Map();
    drawnFor = drawn;
    caption.replaceChildren("Studies", make("small", {}, told));
    const focused = document.activeElement instanceof HTMLButtonElement && head.contains(document.activeElement) ? document.activeElement.value : "";
    head.replaceChildren(...columns.map((column) => buildHead(column, sort)));
    if (focused) /** @type {HTMLElement | null} */ (head.querySelector(`button[value="${focused}"]`))?.focus();
    const row = (/** @type {Study} */ study) => {
      const known = rows.get(study.id) ?? buildRow(study, look, columns);
      rows.set(study.id, known);
      tickRow(known);
      return known;
    };
    const shown = studies.slice(0, most);
    const mine = (turn += 1);
    const first = whole ? shown.length : AT_FIRST;
    body.replaceChildren(...shown.slice(0, first).map(row));
    const next = (/** @type {number} */ from) => {
      if (mine !== turn || from >= shown.length) return;
      body.append(...shown.slice(from, from + AT_ONCE).map(row));
      setTimeout(() => next(from + AT_ONCE));
    };
    if (shown.length > first) setTimeout(() => next(first), 30);
  };

  const tickRow = (/** @type {Element} */ row) => {
    const box = /** @type {HTMLInputElement} */ (row.querySelector("input[name=compare]"));
    box.checked = ticked.includes(box.value);
  };

  /** Tick the studies to compare, in rows shown now and later. @param {string[]} ids */
  const tick = (ids) => {
    ticked = ids;
    for (const row of body.rows) tickRow(row);
  };
  return { element: scroll, show, tick };
}
