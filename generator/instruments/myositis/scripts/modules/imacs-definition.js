/** The IMACS definition of improvement: how many measures are better and worse, and what stays open. */

import { compare, exactly, negative } from "./exact.js";

/** @import { Change } from "./core-set.js" */
/** @typedef {"better" | "neither" | "worse"} Trend */
/**
 * @typedef {object} Definition  As the generator writes it into the page.
 * @property {string} improvedFrom  Percent of the baseline.
 * @property {string} worsenedFrom
 * @property {number} measuresImproved  How many have to be better.
 * @property {number} measuresWorsened  How many may be worse.
 * @property {string} neverWorse  The measure that may not be among the worse.
 * @property {{ improved: string, unchanged: string, worse: string, undetermined: string }} verdicts
 */
/**
 * @typedef {object} Improvement
 * @property {string} verdict
 * @property {string[]} possible
 * @property {string[]} improved
 * @property {string[]} worsened
 * @property {Map<string, string>} open  Why a measure may have gone one way or another.
 */

/** @type {Trend[]} */
const ANY = ["better", "neither", "worse"];

/** @param {Definition} definition  @param {string[]} improved  @param {string[]} worsened */
export function verdictOfLists({ measuresImproved, measuresWorsened, neverWorse, verdicts }, improved, worsened) {
  const fewWorse = worsened.length <= measuresWorsened;
  if (improved.length >= measuresImproved && fewWorse && !worsened.includes(neverWorse)) return verdicts.improved;
  return fewWorse ? verdicts.unchanged : verdicts.worse;
}

/** Every way a measure may have gone. @param {Definition} definition  @param {Change} change  @returns {Trend[]} */
export function trendsOf(definition, change) {
  if (!change.instrument.inImacs || !change.improvement) return ANY;
  const { improvement, relative } = change;
  if (relative) {
    if (compare(relative, exactly(definition.improvedFrom)) >= 0) return ["better"];
    return [compare(relative, negative(exactly(definition.worsenedFrom))) <= 0 ? "worse" : "neither"];
  }
  if (improvement.top === 0n) return ["neither"];
  return ["neither", improvement.top > 0n ? "better" : "worse"];
}

/** Why a measure is open, for which some changes stand, or one listed under it. @param {Change[]} several  @param {Change | undefined} listed */
function whyOpen(several, listed) {
  if (several.length > 1) {
    return `${several.map(({ instrument }) => instrument.label).join(" and ")} both stand for it, and do not lead to one answer`;
  }
  const [change] = several;
  if (!change) return listed ? `${listed.instrument.label} is physical function in the IMACS core set` : "not known";
  if (!change.instrument.inImacs) return `${change.instrument.label} does not stand for it in the IMACS core set`;
  return change.improvement ? "its baseline is 0, from which no percentage can be formed" : "its percent of the baseline is not known";
}

/** Every way the measures may have gone together. @param {[string, Trend[]][]} trends  @returns {[string, Trend][][]} */
function ways([first, ...others]) {
  if (!first) return [[]];
  return ways(others).flatMap((rest) => first[1].map((trend) => [/** @type {[string, Trend]} */ ([first[0], trend]), ...rest]));
}

/** @param {[string, Trend][]} way  @param {Trend} wanted */
const measuresOf = (way, wanted) => way.filter(([, trend]) => trend === wanted).map(([measure]) => measure);

/**
 * @param {Definition} definition  @param {string[]} measures
 * @param {Map<string, Change>} changes  By measure.
 * @returns {Improvement}
 */
export function imacsImprovement(definition, measures, changes) {
  const { verdicts } = definition;
  const standingFor = (/** @type {string} */ measure) =>
    [...changes.values()].filter(({ instrument }) => instrument.imacsMeasure === measure);
  const trends = measures.map((measure) => {
    const ways = standingFor(measure).flatMap((change) => trendsOf(definition, change));
    return /** @type {[string, Trend[]]} */ ([measure, ways.length ? ANY.filter((trend) => ways.includes(trend)) : ANY]);
  });
  const certain = /** @type {[string, Trend][]} */ (trends.filter(([, some]) => some.length === 1).map(([measure, [trend]]) => [measure, trend]));
  const open = trends.filter(([, some]) => some.length > 1).map(([measure]) => measure);
  const reached = new Set(ways(trends).map((way) => verdictOfLists(definition, measuresOf(way, "better"), measuresOf(way, "worse"))));
  const possible = [verdicts.improved, verdicts.unchanged, verdicts.worse].filter((verdict) => reached.has(verdict));
  return {
    verdict: possible.length === 1 ? possible[0] : verdicts.undetermined,
    possible,
    improved: measuresOf(certain, "better"),
    worsened: measuresOf(certain, "worse"),
    open: new Map(open.map((measure) => [measure, whyOpen(standingFor(measure), changes.get(measure))])),
  };
}
