/** Columns of the page side by side: each is a script of its own, loaded when it is chosen, from a disk too. */

import { ASSETS, make } from "./dom.js";

/** @import { Tree } from "./tree.js" */
/** @typedef {{part: string, name: string, cell: Tree[], key: string, other: string, silent: string}} Fact */
/**
 * @typedef {{place: number, domain: string, row: string, rowName: string, name: string, time: string, kind: string,
 *   further: boolean, cell: Tree[]}} Line
 */
/** @typedef {{key: string, event: string, serious: boolean, cell: Tree[]}} Harm */
/**
 * What one study or drug says in each row. `alone` says what stands in place of a control group, `shares` with whom it
 * has people in common: certainly, or perhaps.
 * @typedef {{kind: "studies" | "drugs", id: string, label: string, head: Tree[], alone: string, retracted: boolean,
 *   shares: Record<string, boolean>, facts: Fact[], background: Record<string, Tree[]>, lines: Line[], harms: Harm[],
 *   trust: Fact[]}} Column
 */

/** @type {Map<string, Promise<Column>>} */
const asked = new Map();
/** @type {Map<string, Column>} */
const arrived = new Map();

/** @param {string} kind  @param {string} id  @returns {Promise<Column>} */
export function loadColumn(kind, id) {
  const name = `${kind}/${id}`;
  const known = asked.get(name);
  if (known) return known;
  /** @type {any} */ (self).evidenceColumn = (/** @type {Column} */ column) => arrived.set(`${column.kind}/${column.id}`, column);
  const loading = new Promise((resolve, reject) => {
    const script = make("script", { src: `${ASSETS}columns/${name}.js` });
    const fail = () => {
      asked.delete(name);
      reject(new Error(name));
    };
    script.addEventListener("load", () => (arrived.has(name) ? resolve(arrived.get(name)) : fail()));
    script.addEventListener("error", fail);
    document.head.append(script);
  });
  asked.set(name, /** @type {Promise<Column>} */ (loading));
  return /** @type {Promise<Column>} */ (loading);
}
