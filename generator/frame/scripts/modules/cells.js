/** What a table of a page holds, as columns and rows of plain text, with the address of every source. */

/** What is no part of a value: explanations, signs beside words, ways to copy. */
const ASIDE = ".ev-tip, .ev-term-mark, .ev-permalink, .ev-copy, .headerlink, .ev-source > summary, [aria-hidden=true]";
/** What stands beside a value and is told after it. */
const AFTER = ".ev-row-note, .ev-badge, .ev-line, tbody p";
const BLOCK = /^(P|DIV|LI|DL|DT|DD|SMALL|UL|OL|SUMMARY|DETAILS|BR)$/;

/** The words of an element as a reader has them, in one line. @param {Node} node */
export function plainWords(node) {
  return spoken(node).replace(/\s+/g, " ").replace(/ ([,;.])/g, "$1").replace(/(; ?)+/g, "; ").replace(/^; |; ?$/g, "").trim();
}

/** @param {Node} node  @returns {string} */
function spoken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  if (!(node instanceof Element) || node.matches(ASIDE)) return "";
  if (node.getAttribute("role") === "img") return ` ${node.getAttribute("aria-label") ?? node.textContent} `;
  const inside = [...node.childNodes].map(spoken).join("");
  if (node.tagName === "DT") return ` ${inside.trim()}: `;
  if (node.tagName === "DD" || node.tagName === "LI") return `${inside.trim()}; `;
  if (node.matches(AFTER)) return `; ${inside.trim()}; `;
  return BLOCK.test(node.tagName) ? ` ${inside} ` : inside;
}

/**
 * The address of a link for readers elsewhere: as it is, or from a disk the path below the site's root.
 * @param {string} address  @param {string} root
 */
export const addressElsewhere = (address, root) =>
  (root.startsWith("file:") && address.startsWith(root) ? address.slice(root.length) : address);

/** @param {Element} cell  @param {string} root */
const addresses = (cell, root) => [...new Set([...cell.querySelectorAll("a[href]:not(.ev-permalink)")]
  .map((link) => addressElsewhere(/** @type {HTMLAnchorElement} */ (link).href, root)))].join(" ");

/**
 * The rows of a table that are shown, in the order they are shown, each under the band it stands under.
 * @param {HTMLTableElement} table  @param {string} root  The address of the site's root.  @param {string} page
 */
export function readTable(table, root, page) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map(plainWords);
  const lines = [...bandedRows(table)];
  const linked = heads.map((_, place) => lines.some(({ row }) => addresses(row.cells[place], root) !== ""));
  const banded = lines.some(({ band }) => band !== "");
  const named = lines.some(({ row }) => row.id !== "");
  const columns = [
    ...(banded ? ["Under"] : []), ...heads.flatMap((head, at) => (linked[at] ? [head, `${head}: address`] : [head])),
    ...(named ? ["Permanent address"] : []),
  ];
  const rows = lines.map(({ band, row }) => [
    ...(banded ? [band] : []),
    ...heads.flatMap((_, at) => [plainWords(row.cells[at]), ...(linked[at] ? [addresses(row.cells[at], root)] : [])]),
    ...(named ? [row.id ? `${page}#${row.id}` : ""] : []),
  ]);
  return { columns, rows };
}

/** @param {HTMLTableElement} table  @returns {Generator<{band: string, row: HTMLTableRowElement}>} */
function* bandedRows(table) {
  let band = "";
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    if (row.classList.contains("ev-band")) band = plainWords(row);
    else if (!row.hidden) yield { band, row };
  }
}
