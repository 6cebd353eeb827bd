/** The total improvement score: points of each measure, their sum, and what stays attainable. */

import { compare, exactly, plus, whole, wordsOf } from "./exact.js";

/** @import { Exact } from "./exact.js" */
/** Points begin above each cut: exactly the cut still has the lower ones. @typedef {{ cuts: number[], points: string[] }} Levels */
/**
 * @typedef {object} Total
 * @property {string} group  For whom the thresholds are.
 * @property {Map<string, Exact>} points
 * @property {string[]} missing
 * @property {Exact} low
 * @property {Exact} high
 * @property {string[]} possible  Categories, from none to the highest.
 */
/**
 * @typedef {object} Criteria  The tables of the page; they are written by the generator, nowhere typed twice.
 * @property {Record<string, Levels>} levels  By measure.
 * @property {Record<string, Record<string, string>>} thresholds  By group, then by category from the least.
 * @property {string} none  The category below every threshold.
 */

/** Which step of a measure is reached. @param {Levels} levels  @param {Exact} absolute  Improvement in percent of the scale. */
export const stepOf = (levels, absolute) => levels.cuts.filter((cut) => compare(absolute, whole(cut)) > 0).length;

/** @param {Criteria} criteria  @param {string} group  @param {Exact} score */
export function categoryOf({ thresholds, none }, group, score) {
  const reached = Object.entries(thresholds[group]).filter(([, threshold]) => compare(score, exactly(threshold)) >= 0);
  return reached.at(-1)?.[0] ?? none;
}

/** Every sum that points known and points open can come to. @param {Exact} known  @param {Levels[]} open */
function sums(known, open) {
  let found = [known];
  for (const { points } of open) {
    const next = found.flatMap((sum) => points.map((more) => plus(sum, exactly(more))));
    found = [...new Map(next.map((sum) => [wordsOf(sum), sum])).values()];
  }
  return found.sort(compare);
}

/**
 * @param {Criteria} criteria  @param {string} group
 * @param {Map<string, Exact>} percents  Improvement in percent of the scale, by measure.
 * @returns {Total}
 */
export function totalImprovement(criteria, group, percents) {
  const { levels, thresholds, none } = criteria;
  const measures = Object.keys(levels);
  /** @type {Map<string, Exact>} */
  const points = new Map();
  for (const measure of measures) {
    const percent = percents.get(measure);
    if (percent) points.set(measure, exactly(levels[measure].points[stepOf(levels[measure], percent)]));
  }
  const missing = measures.filter((measure) => !points.has(measure));
  const reached = sums([...points.values()].reduce(plus, whole(0)), missing.map((measure) => levels[measure]));
  const categories = new Set(reached.map((score) => categoryOf(criteria, group, score)));
  const possible = [none, ...Object.keys(thresholds[group])].filter((name) => categories.has(name));
  return { group, points, missing, low: reached[0], high: reached[reached.length - 1], possible };
}
