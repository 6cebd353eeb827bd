/** The way from two values to points, in words: what stands below each measure. */

import { isZero, magnitude, wordsOf } from "./exact.js";
import { trendsOf } from "./imacs-definition.js";
import { enzymeWords } from "./score-words.js";
import { belongs } from "./scoring.js";
import { stepOf } from "./total-improvement.js";

/** @import { Change } from "./core-set.js" */
/** @import { Typed } from "./core-set.js" */
/** @import { Exact } from "./exact.js" */
/** @import { Scored } from "./scoring.js" */
/** What was typed, by instrument. @typedef {Map<string, Typed>} Rows */

/** A number with a minus sign as print has it. @param {Exact} number */
export const printed = (number) => wordsOf(number).replace("-", "−");

/** @param {number[]} cuts  @param {number} step  Between which cuts a step lies. */
function bandWords(cuts, step) {
  if (step === 0) return `up to ${cuts[0]} %`;
  return step === cuts.length ? `above ${cuts[step - 1]} %` : `above ${cuts[step - 1]} to ${cuts[step]} %`;
}

/** @param {Change} change  @param {Exact} followUp  @param {Exact} improvement */
function moved({ baseline }, followUp, improvement) {
  const visits = `${printed(baseline)} → ${printed(followUp)}`;
  if (isZero(improvement)) return `${visits}: no change.`;
  return `${visits}: ${improvement.top > 0n ? "better" : "worse"} by ${printed(magnitude(improvement))}.`;
}

/** @param {Change} change */
function rangeWords({ instrument, scale, upperLimit }) {
  if (!upperLimit) return wordsOf(scale);
  return `${wordsOf(scale)} (${instrument.ranges[0]} × the upper limit ${wordsOf(upperLimit)})`;
}

/** @param {Scored} scored  @param {string} measure  @param {Change} change */
function scoreStep({ tables }, measure, change) {
  const { followUp, improvement, absolute } = change;
  if (!followUp || !improvement || !absolute) return "";
  const levels = tables.total.levels[measure];
  const step = stepOf(levels, absolute);
  const share = `${printed(improvement)} ÷ ${rangeWords(change)} = ${printed(absolute)} % of the range`;
  return `${moved(change, followUp, improvement)} ${share} (${bandWords(levels.cuts, step)}): `
    + `${levels.points[step]} of ${levels.points.at(-1)} points.`;
}

/** @param {Scored} scored  @param {string} measure  @param {Change} change */
function imacsStep({ tables: { imacs: definition }, imacs }, measure, change) {
  const why = imacs.open.get(measure);
  if (why) return `IMACS: open; ${why}.`;
  const percent = change.relative ? `${printed(change.relative)} % of the baseline` : "no change";
  const trend = {
    better: `better (${definition.improvedFrom} % or more)`,
    worse: `worse (${definition.worsenedFrom} % or more)`,
    neither: "neither better nor worse",
  }[trendsOf(definition, change)[0]];
  return `IMACS: ${percent}, counts as ${trend}.`;
}

/** The instruments of a measure for which something is typed. @param {Scored} scored  @param {string} measure  @param {Rows} rows  @param {"baseline" | "followUp"} field */
const typedOf = ({ tables, group }, measure, rows, field) => tables.instruments.filter((instrument) =>
  instrument.measure === measure && belongs(instrument, group) && rows.get(instrument.id)?.[field].trim());

/** Why a measure is not counted, though something was typed. @param {Scored} scored  @param {string} measure  @param {Rows} rows */
function uncounted(scored, measure, rows) {
  const { clashes, counted, changes, faults } = scored;
  const clash = clashes.get(measure);
  if (clash) return `Not counted: ${clash.seen}; expected ${clash.expected}. ${clash.remedy}`;
  const change = counted.get(measure);
  const several = changes.filter(({ instrument }) => instrument.measure === measure).length > 1;
  if (change) return `Not counted: no follow-up yet${several ? ` of ${change.instrument.label}, the most abnormal at baseline` : ""}.`;
  const faulty = [...typedOf(scored, measure, rows, "baseline"), ...typedOf(scored, measure, rows, "followUp")]
    .filter(({ id }) => faults.has(id));
  if (faulty.length) return `Not counted: to be completed or mended (${[...new Set(faulty.map(({ label }) => label))].join(", ")}).`;
  return typedOf(scored, measure, rows, "followUp").length ? "Not counted: no baseline yet." : "";
}

/** What stands beside what counts and has no baseline. @param {Scored} scored  @param {string} measure  @param {Rows} rows */
function besides(scored, measure, rows) {
  const silent = typedOf(scored, measure, rows, "followUp").filter(({ id }) => !rows.get(id)?.baseline.trim());
  return silent.length ? `Not looked at, without a baseline: ${silent.map(({ label }) => label).join(", ")}.` : "";
}

/** The lines below a measure; none where nothing was typed. @param {Scored} scored  @param {string} measure  @param {Rows} rows */
export function stepsOf(scored, measure, rows) {
  const change = scored.counted.get(measure);
  if (!change?.absolute) return [uncounted(scored, measure, rows)].filter(Boolean);
  const enzymes = change.instrument.isEnzyme ? enzymeWords(scored) : "";
  return [enzymes, scoreStep(scored, measure, change), imacsStep(scored, measure, change), besides(scored, measure, rows)].filter(Boolean);
}
