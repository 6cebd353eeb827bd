/** Tables that readers sort; rows without a value stay last. */

import { announce, each, make } from "./dom.js";

/** @param {string} text  The number a cell sorts by, or NaN where there is none. */
const numberIn = (text) => (text.trim() === "" ? NaN : Number(text));

/** The text a cell sorts by. @param {HTMLTableCellElement} cell */
const sortKey = (cell) => cell.getAttribute("data-sort") ?? cell.textContent;

/** Keep rows without a value last, whichever way the table is sorted. @param {HTMLTableElement} table */
function sinkMissing(table) {
  const header = table.querySelector("thead th[aria-sort]");
  if (!header || header.getAttribute("data-sort-method") !== "number") return;
  for (const body of table.tBodies) {
    const missing = [...body.rows].filter((row) => {
      const cell = row.cells[/** @type {HTMLTableCellElement} */ (header).cellIndex];
      return cell && Number.isNaN(numberIn(sortKey(cell)));
    });
    body.append(...missing);
  }
}

/** Put a header's words into a button, so that the keyboard finds them. @param {HTMLTableCellElement} header */
function wrapHeader(header) {
  const button = make("button", { type: "button", class: "ev-sort" }, ...header.childNodes);
  // The header itself listens; one press of Enter on the button must not sort twice.
  button.addEventListener("keydown", (event) => event.stopPropagation());
  header.removeAttribute("tabindex");
  header.append(button);
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const Tablesort = /** @type {any} */ (window).Tablesort;
  if (!Tablesort || !table.tHead) return;
  new Tablesort(table);
  each("th:not([data-sort-method=none])", (header) => !header.querySelector("button") && wrapHeader(header), table.tHead);
  table.setAttribute("data-ev-sorting", "");
  table.addEventListener("afterSort", () => {
    sinkMissing(table);
    const header = table.querySelector("thead th[aria-sort]");
    if (header) announce(`Sorted by ${header.textContent}, ${header.getAttribute("aria-sort")}`);
  });
}

export function startSorting() {
  const Tablesort = /** @type {any} */ (window).Tablesort;
  if (!Tablesort) return;
  const value = (/** @type {string} */ text) => {
    const number = numberIn(text);
    return Number.isNaN(number) ? -Infinity : number;
  };
  // Its comparisons run from large to small, and equal must be 0, not Infinity - Infinity.
  Tablesort.extend("number", () => false, (/** @type {string} */ a, /** @type {string} */ b) =>
    value(a) === value(b) ? 0 : value(b) - value(a));
  each("table.ev-grid[data-ev-sort]", makeSortable);
}
