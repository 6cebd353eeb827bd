/** The table of the page side by side; on a phone each row becomes a group with a line for each column. */

import { cautions } from "./beside-caution.js";
import { partsOf } from "./beside-rows.js";
import { make } from "./dom.js";
import { build, textOf } from "./tree.js";

/** @import { Column } from "./beside-column.js" */
/** @import { Cell, Entry, Part, Row } from "./beside-rows.js" */

const AT_ONCE = 4;
const LONG = 340;
const START = 110;

/** @param {string} words  @param {...(Node | string)} inside */
const fold = (words, ...inside) => make("details", { class: "ev-fold" }, make("summary", {}, words), ...inside);

/** A long text shows its beginning, and the whole on demand. @param {Entry} entry */
function content(entry) {
  const text = textOf(entry.cell);
  if (text.length <= LONG || !entry.cell.every((node) => typeof node === "string")) return build(entry.cell);
  const start = text.slice(0, text.lastIndexOf(" ", START));
  return [fold(`${start} …`, make("div", {}, text))];
}

/** @param {Entry} entry */
const entryElement = (entry) => make("div", { class: "ev-beside-entry" },
  ...(entry.name ? [make("span", { class: "ev-line-name" }, entry.name)] : []), ...content(entry));

/** @param {Entry[]} entries  @returns {HTMLElement[]} */
function listed(entries) {
  const all = entries.map(entryElement);
  if (all.length <= AT_ONCE + 1) return all;
  return [...all.slice(0, AT_ONCE), fold(`${all.length - AT_ONCE} more`, ...all.slice(AT_ONCE))];
}

/** @param {Cell} cell  @param {string} label */
function cellElement(cell, label) {
  const td = make("td", { role: "cell", "data-label": label });
  cell.others.forEach((words) => td.append(make("span", { class: "ev-badge ev-differs" }, `≠ ${words}`), " "));
  if (cell.only) td.append(make("span", { class: "ev-badge", "data-ev-tone": "quiet" }, "only here"), " ");
  if (!cell.entries.length && !cell.further.length) td.append(make("span", { class: "ev-missing" }, cell.silent));
  td.append(...listed(cell.entries));
  if (cell.further.length) {
    td.append(fold(`Interim figures, parts of groups, repeats (${cell.further.length})`, ...cell.further.map(entryElement)));
  }
  return td;
}

/** @param {Row} row  @param {Column[]} columns */
function rowElement(row, columns) {
  const mark = row.same ? [" ", make("small", {}, "= the same")] : [];
  return make("tr", { role: "row" },
    make("th", { scope: "row", role: "rowheader" }, row.name, ...mark),
    ...row.cells.map((cell, at) => cellElement(cell, columns[at].label)));
}

/** @param {Part} part  @param {Column[]} columns */
function partElement(part, columns) {
  const background = part.background.map(({ label, words }) => make("div", { class: "ev-beside-background" },
    make("strong", {}, `${label}, without the drug (not a comparison): `), ...build(words)));
  const heading = make("th", { scope: "rowgroup", role: "rowheader", colspan: String(columns.length + 1) },
    make("span", { class: "ev-beside-part" }, part.name), ...background);
  return make("tbody", { role: "rowgroup" }, make("tr", { class: "ev-band", role: "row" }, heading),
    ...part.rows.map((row) => rowElement(row, columns)));
}

/** What a reader has to know before reading across. @param {Column[]} columns */
export const cautionElement = (columns) => make("aside",
  { class: "ev-note", role: "note", "data-ev-tone": "caution", "aria-label": "Before reading across" },
  make("p", {}, make("strong", {}, "Read each column by itself.")), make("ul", {}, ...cautions(columns).map((words) => make("li", {}, words))));

/** @param {Column[]} columns */
export function tableElement(columns) {
  const heads = columns.map((column) => make("th", { scope: "col", role: "columnheader" }, ...build(column.head)));
  const caption = make("caption", { id: "_caption-beside" }, `${columns.map((column) => column.label).join(", ")} side by side`,
    make("small", {}, "In the order you chose. ≠ marks what differs from the first column that says anything; every figure leads to its place on a page."));
  const table = make("table", { class: "ev-grid ev-beside-table", role: "table", "data-ev-columns": String(columns.length) }, caption,
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, make("td", { role: "cell" }), ...heads)),
    ...partsOf(columns).map((part) => partElement(part, columns)));
  return make("div", { class: "ev-beside-frame" }, table);
}
