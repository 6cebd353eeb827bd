/** Rows of text as files: CSV and JSON as this site writes them elsewhere, and lines with tabs for the clipboard. */

/** @typedef {{columns: string[], rows: string[][]}} Rows */

const NUMBER = /^[-+]?\d[\d.,]*\s*%?$/;

/**
 * A spreadsheet takes a cell that begins with one of these signs for a formula; a stroke before it keeps it text.
 * A plain number stays a number.
 * @param {string} cell
 */
export const inert = (cell) => (/^[=+\-@\t\r]/.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** @param {string} cell */
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows as CSV (RFC 4180). @param {Rows} rows */
export const toCsv = ({ columns, rows }) =>
  [columns, ...rows].map((row) => `${row.map((cell) => quoted(inert(cell))).join(",")}\r\n`).join("");

/** The rows as text to paste into a spreadsheet. @param {Rows} rows */
export const toTabs = ({ columns, rows }) =>
  [columns, ...rows].map((row) => row.map((cell) => inert(cell.replace(/\s+/g, " "))).join("\t")).join("\n");

/**
 * The rows as JSON, under what the caption says of them; what is empty is left out.
 * @param {Rows} rows  @param {Record<string, string>} about
 */
export function toJson({ columns, rows }, about) {
  const full = (/** @type {[string, string][]} */ pairs) => Object.fromEntries(pairs.filter(([, text]) => text !== ""));
  const lines = rows.map((row) => full(columns.map((column, place) => [column, row[place]])));
  return `${JSON.stringify({ ...full(Object.entries(about)), rows: lines }, null, 1)}\n`;
}
