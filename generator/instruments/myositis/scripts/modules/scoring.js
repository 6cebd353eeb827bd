/** One patient: what was typed for each instrument becomes the changes that count, the score and the verdict. */

import { oneThatCounts, readRow, restsOnMemory } from "./core-set.js";
import { imacsImprovement } from "./imacs-definition.js";
import { totalImprovement } from "./total-improvement.js";

/** @import { Change } from "./core-set.js" */
/** @import { Fault } from "./core-set.js" */
/** @import { Instrument } from "./core-set.js" */
/** @import { Typed } from "./core-set.js" */
/** @import { Exact } from "./exact.js" */
/** @import { Definition, Improvement } from "./imacs-definition.js" */
/** @import { Criteria, Total } from "./total-improvement.js" */
/**
 * Everything the page says about the criteria; the generator writes it from the tables of the commands.
 * @typedef {object} Tables
 * @property {Instrument[]} instruments
 * @property {Record<string, string>} measures  Their names in words, by id, in their order.
 * @property {string} highest
 * @property {Criteria} total
 * @property {Definition} imacs
 * @property {string} remembered  What of the IMACS core set was never seen in a source.
 * @property {Record<string, Record<string, string>>} examples  Made-up patients by group: by instrument `width_baseline_follow-up`.
 */
/**
 * @typedef {object} Scored
 * @property {Tables} tables
 * @property {string} group
 * @property {Change[]} changes  In the order of the instruments.
 * @property {Map<string, Change>} counted  By measure.
 * @property {Map<string, Fault[]>} faults  By instrument.
 * @property {Map<string, Omit<Fault, "field">>} clashes  By measure: what cannot stand together.
 * @property {Total} total
 * @property {Improvement} imacs
 */

/** Whether an instrument is of the criteria of a group. @param {Instrument} instrument  @param {string} group */
export const belongs = (instrument, group) => (group === "juvenile" ? !instrument.isAdult : !instrument.isJuvenile);

/** @param {Change[]} changes  @param {string[]} measures */
function count(changes, measures) {
  /** @type {Map<string, Change>} */
  const counted = new Map();
  /** @type {Scored["clashes"]} */
  const clashes = new Map();
  for (const measure of measures) {
    const several = changes.filter(({ instrument }) => instrument.measure === measure);
    const one = several.length ? oneThatCounts(several) : null;
    if (one && "instrument" in one) counted.set(measure, one);
    else if (one) clashes.set(measure, one);
  }
  return { counted, clashes };
}

/**
 * A measure with a row that cannot be read is not counted, and the faults of the row are told.
 * @param {Tables} tables  @param {string} group
 * @param {Map<string, Typed>} rows  What was typed, by instrument.
 * @returns {Scored}
 */
export function scorePatient(tables, group, rows) {
  const measures = Object.keys(tables.measures);
  /** @type {Change[]} */
  const changes = [];
  /** @type {Map<string, Fault[]>} */
  const faults = new Map();
  for (const instrument of tables.instruments.filter((one) => belongs(one, group))) {
    const typed = rows.get(instrument.id);
    const found = typed ? readRow(instrument, typed) : { change: null, faults: [] };
    if (found.faults.length) faults.set(instrument.id, found.faults);
    if (found.change) changes.push(found.change);
  }
  const unreadable = new Set(tables.instruments.filter(({ id }) => faults.has(id)).map(({ measure }) => measure));
  const { counted, clashes } = count(changes, measures.filter((measure) => !unreadable.has(measure)));
  /** @type {Map<string, Exact>} */
  const percents = new Map();
  counted.forEach(({ absolute }, measure) => absolute && percents.set(measure, absolute));
  const total = totalImprovement(tables.total, group, percents);
  const imacs = imacsImprovement(tables.imacs, measures, counted);
  return { tables, group, changes, counted, faults, clashes, total, imacs };
}

/** What the figures rest on that was never seen in a source. @param {Scored} scored */
export function remembered({ tables, counted }) {
  const changes = [...counted.values()];
  const ranges = changes.filter(restsOnMemory).map(({ instrument }) => `the range ${instrument.remembered} of ${instrument.label}`);
  return changes.every(({ instrument }) => instrument.inImacs) ? ranges : [...ranges, tables.remembered];
}
