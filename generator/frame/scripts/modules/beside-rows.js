/** Columns become rows: what belongs together stands together, and where columns differ that is said in words. */

/** @import { Column, Fact, Line } from "./beside-column.js" */
/** @import { Tree } from "./tree.js" */

import { textOf } from "./tree.js";

/** @typedef {{name: string, cell: Tree[]}} Entry */
/**
 * What a column says in a row. `others` are the ways in which it differs from the first column that says anything,
 * `only` tells that no other column says anything, `silent` stands where nothing is said.
 * @typedef {{entries: Entry[], further: Entry[], others: string[], only: boolean, silent: string}} Cell
 */
/** @typedef {{name: string, same: boolean, cells: Cell[]}} Row */
/** Rows under one heading; `background` stands with responses without a control group, column by column. */
/** @typedef {{name: string, background: {label: string, words: Tree[]}[], rows: Row[]}} Part */

export const NOT_REPORTED = "not reported";
const NO_HARM_READ = "no count of harm could be read, which is not the same as no harm";

/** @param {Partial<Cell>} cell  @returns {Cell} */
const cellOf = (cell) => ({ entries: [], further: [], others: [], only: false, silent: NOT_REPORTED, ...cell });

/** @template T  @param {T[]} values  @returns {T[]} */
const once = (values) => [...new Set(values)];

/** How each key differs from the first one that is there; those without a key are passed over. @param {string[]} keys */
export function differs(keys) {
  const first = keys.find((key) => key !== "");
  return keys.map((key) => key !== "" && key !== first);
}

/** Whether all say something, and the same. @param {string[]} keys */
export const agree = (keys) => keys.length > 1 && keys[0] !== "" && keys.every((key) => key === keys[0]);

/** Rows of facts, under the headings they came with. @param {Fact[][]} columns  @returns {Part[]} */
export function factParts(columns) {
  const rows = (columns[0] ?? []).map((first, place) => {
    const facts = columns.map((column) => column[place]);
    const keys = facts.map((fact) => fact.key);
    const other = differs(keys);
    const cells = facts.map((fact, at) => cellOf({
      entries: fact.cell.length ? [{ name: "", cell: fact.cell }] : [],
      others: other[at] ? [fact.other] : [],
      silent: fact.silent,
    }));
    const same = agree(keys) && agree(facts.map((fact) => textOf(fact.cell)));
    return { part: first.part, row: { name: first.name, same, cells } };
  });
  return once(rows.map((row) => row.part))
    .map((name) => ({ name, background: [], rows: rows.filter((row) => row.part === name).map((row) => row.row) }));
}

/** Whether a set of words has nothing of the first such set that is there. @param {string[][]} sets */
function apart(sets) {
  const first = sets.find((set) => set.length > 0) ?? [];
  return sets.map((set) => set.length > 0 && !set.some((word) => first.includes(word)));
}

/** One measure that several columns report. @param {Line[][]} columns  @returns {Row} */
function sharedRow(columns) {
  const times = columns.map((lines) => once(lines.map((line) => line.time).filter(Boolean)));
  const otherTime = apart(times);
  const otherKind = apart(columns.map((lines) => once(lines.map((line) => line.kind).filter(Boolean))));
  // The name of the row need not be said again; one result of each study carries its own.
  const entry = (/** @type {Line} */ line) => ({ name: line.name === line.rowName ? "" : line.name, cell: line.cell });
  const cells = columns.map((lines, at) => cellOf({
    entries: lines.filter((line) => !line.further).map(entry),
    further: lines.filter((line) => line.further).map(entry),
    others: [...(otherTime[at] ? ["other time"] : []), ...(otherKind[at] ? ["other kind of figure"] : [])],
  }));
  const name = columns.flat()[0].rowName;
  return { name, same: agree(times.map((set) => set.join("|"))), cells };
}

/** What else is reported in a domain, by one column only or under no shared name. @param {Line[][]} columns  @param {boolean} alone */
function restRow(columns, alone) {
  const first = columns.findIndex((lines) => lines.length > 0);
  const several = columns.filter((lines) => lines.length).length > 1;
  const named = (/** @type {Line} */ line) => ({ name: line.name, cell: line.cell });
  const cells = columns.map((lines, at) => cellOf({
    entries: lines.filter((line) => !line.further).map(named),
    further: lines.filter((line) => line.further).map(named),
    others: several && lines.length && at !== first ? ["other measure"] : [],
    only: !several && lines.length > 0,
    silent: alone ? NOT_REPORTED : "nothing else reported",
  }));
  return { name: alone ? "Reported outcomes" : "Other outcomes", same: false, cells };
}

/** The results, domain by domain: measures that are shared, then what else there is. @param {Column[]} columns  @returns {Part[]} */
export function resultParts(columns) {
  const lines = columns.flatMap((column) => column.lines);
  const domains = once([...lines].sort((a, b) => a.place - b.place || (a.domain < b.domain ? -1 : 1)).map((line) => line.domain));
  return domains.map((name) => {
    const own = columns.map((column) => column.lines.filter((line) => line.domain === name));
    const having = (/** @type {string} */ row) => own.filter((all) => all.some((line) => line.row === row)).length;
    const isShared = (/** @type {Line} */ line) => line.row !== "" && (having(line.row) > 1 || line.row === "main");
    const shared = once(own.flat().filter(isShared).map((line) => line.row));
    const rest = own.map((all) => all.filter((line) => !isShared(line)));
    return {
      name,
      background: columns.filter((column) => column.background[name]).map(({ label, background }) => ({ label, words: background[name] })),
      rows: [
        ...shared.map((row) => sharedRow(own.map((all) => all.filter((line) => line.row === row)))),
        ...(rest.flat().length ? [restRow(rest, shared.length === 0)] : []),
      ],
    };
  });
}

/** Harms: those that sources call by the same words in one row, all others listed, the serious ones first. @param {Column[]} columns  @returns {Part} */
export function harmPart(columns) {
  const having = (/** @type {string} */ key) => columns.filter((column) => column.harms.some((harm) => harm.key === key)).length;
  const shared = once(columns.flatMap((column) => column.harms.map((harm) => harm.key))).filter((key) => having(key) > 1);
  const silent = columns.map((column) => (column.harms.length ? "not reported under these words" : NO_HARM_READ));
  const rows = shared.map((key) => ({
    name: columns.flatMap((column) => column.harms).find((harm) => harm.key === key)?.event ?? key,
    same: false,
    cells: columns.map((column, at) => cellOf({
      entries: column.harms.filter((harm) => harm.key === key).map((harm) => ({ name: "", cell: harm.cell })),
      silent: silent[at],
    })),
  }));
  const rest = columns.map((column) => column.harms.filter((harm) => !shared.includes(harm.key))
    .sort((a, b) => Number(b.serious) - Number(a.serious)));
  const all = {
    name: shared.length ? "Other harms, each in its source’s words" : "Harms, each in its source’s words",
    same: false,
    cells: rest.map((harms, at) => cellOf({
      entries: harms.map((harm) => ({ name: harm.event, cell: harm.cell })),
      silent: columns[at].harms.length ? "nothing else reported" : NO_HARM_READ,
    })),
  };
  return { name: "Harms", background: [], rows: [...rows, all] };
}

/** Everything, from top to bottom. @param {Column[]} columns  @returns {Part[]} */
export const partsOf = (columns) => [
  ...factParts(columns.map((column) => column.facts)),
  ...resultParts(columns),
  harmPart(columns),
  ...factParts(columns.map((column) => column.trust)),
];
