/** How a core set measure changed in one patient: what was typed is checked, and becomes percentages without rounding. */

import { compare, isZero, magnitude, minus, negative, over, readDecimal, times, whole, wordsOf } from "./exact.js";

/** @import { Exact } from "./exact.js" */
/**
 * What is put to a patient or a sample, as the page describes it.
 * @typedef {object} Instrument
 * @property {string} id
 * @property {string} label
 * @property {string} measure  The measure it stands for.
 * @property {number[]} ranges  The scales in use; of an enzyme the multiple of its upper limit of normal.
 * @property {string} unit
 * @property {boolean} higherIsBetter
 * @property {boolean} isEnzyme
 * @property {boolean} isJuvenile
 * @property {boolean} isAdult
 * @property {boolean} inImacs
 * @property {string} imacsMeasure  The measure it stands for in the IMACS core set.
 * @property {number | null} remembered  The range that was never seen in a source.
 */
/** The fields of a row; `width` is the scale, or the upper limit of normal. @typedef {"width" | "baseline" | "followUp"} Field */
/** What was typed for one instrument. @typedef {Record<Field, string>} Typed */
/** What cannot be, and where. @typedef {{ field: Field, seen: string, expected: string, remedy: string }} Fault */
/**
 * The change of one measure; improvement is positive, whichever way the scale runs.
 * @typedef {object} Change
 * @property {Instrument} instrument
 * @property {Exact} baseline
 * @property {Exact | null} followUp
 * @property {Exact} scale
 * @property {Exact | null} upperLimit
 * @property {Exact | null} improvement
 * @property {Exact | null} absolute  Improvement in percent of the scale.
 * @property {Exact | null} relative  Improvement in percent of the baseline; null from a baseline of 0.
 */

const NAMES = { baseline: "baseline", followUp: "follow-up" };
const HUNDRED = whole(100);

/** @param {Field} field  @param {string} seen  @param {string} expected  @param {string} remedy  @returns {Fault} */
const fault = (field, seen, expected, remedy) => ({ field, seen, expected, remedy });

/**
 * A number that can be read in one way; where it may have thousands, what `fits` settles it.
 * @param {Field} field  @param {string} name  @param {string} text  @param {(value: Exact) => boolean} fits
 * @returns {Exact | Fault}
 */
function number(field, name, text, fits) {
  const found = readDecimal(text);
  if (!found) {
    const several = /^[\d.,\s'’]+$/.test(text.trim()) && /\d/.test(text);
    const words = several ? "Leave out what stands between thousands." : "Give it as a decimal number.";
    return fault(field, `has ${name} that cannot be read: '${text.trim()}' is no number as in 28, 15.4 or -2.5`, "a number", words);
  }
  if (!found.thousands || !fits(found.thousands)) return found.value;
  const plain = wordsOf(found.thousands);
  return fault(
    field, `has ${name} of '${text.trim()}', which can be ${plain} or ${wordsOf(found.value)}`, "one reading",
    `Write ${plain} without a sign between thousands, or the decimal with a further 0.`,
  );
}

/** @param {Instrument} _  @param {string} text  @returns {Exact | Fault} */
function upperLimit(_, text) {
  if (!text.trim()) {
    return fault(
      "width", "has no upper limit of normal", "the laboratory's upper limit, as in 200",
      "Give the upper limit of normal of the enzyme: it is judged in multiples of it.",
    );
  }
  const limit = number("width", "an upper limit of normal", text, () => true);
  if ("remedy" in limit || limit.top > 0n) return limit;
  return fault("width", `has an upper limit of normal of ${wordsOf(limit)}`, "more than 0", "Check it.");
}

/** @param {Instrument} instrument  @param {string} text  @returns {Exact | Fault} */
function scaleOf(instrument, text) {
  const { ranges, unit } = instrument;
  if (!text.trim() && ranges.length === 1) return whole(ranges[0]);
  const allowed = unit || ranges.join(", ") || "the width of the scale";
  if (!text.trim()) return fault("width", "has no scale", allowed, "Give the scale that was used: it is not guessed from the values.");
  const width = number("width", "a scale", text, () => ranges.length === 0);
  if ("remedy" in width) return width;
  const known = ranges.length === 0 || ranges.some((range) => compare(whole(range), width) === 0);
  return width.top > 0n && known ? width : fault("width", `has the scale ${wordsOf(width)}`, allowed, "Give the scale that was used.");
}

/**
 * A value, where it can be on its scale; without a scale only that it is a number.
 * @param {Instrument} instrument  @param {"baseline" | "followUp"} field  @param {string} text  @param {Exact | null} width
 * @returns {Exact | Fault}
 */
function onScale(instrument, field, text, width) {
  const ends = instrument.ranges.length > 0 && !instrument.isEnzyme;
  const outside = (/** @type {Exact} */ value) =>
    ends && width !== null && (value.top < 0n || compare(value, width) > 0);
  const value = number(field, `a ${NAMES[field]}`, text, (reading) => !ends || (width !== null && !outside(reading)));
  if ("remedy" in value) return value;
  if (instrument.isEnzyme && value.top < 0n) {
    return fault(field, `has a ${NAMES[field]} of ${wordsOf(value)}`, "0 or more", "Check the value.");
  }
  if (!outside(value)) return value;
  return fault(
    field, `has a ${NAMES[field]} of ${wordsOf(value)}`, `0 to ${wordsOf(/** @type {Exact} */ (width))}`,
    "Check the value, and the scale that was used.",
  );
}

/** @param {Instrument} instrument  @param {Exact} first  @param {Exact | null} last  @param {Exact} scale  @param {Exact | null} limit @returns {Change} */
function changeOf(instrument, first, last, scale, limit) {
  const rise = last && minus(last, first);
  const improvement = rise && (instrument.higherIsBetter ? rise : negative(rise));
  const percent = improvement && times(improvement, HUNDRED);
  return {
    instrument, baseline: first, followUp: last, scale, upperLimit: limit, improvement,
    absolute: percent && over(percent, scale),
    relative: percent && !isZero(first) ? over(percent, first) : null,
  };
}

/**
 * What was typed for one instrument, checked. Every fault is told, in the order in which they matter; with one, and
 * without a baseline, there is no change.
 * @param {Instrument} instrument  @param {Typed} typed
 * @returns {{ change: Change | null, faults: Fault[] }}
 */
export function readRow(instrument, typed) {
  if (!typed.baseline.trim() && !typed.followUp.trim()) return { change: null, faults: [] };
  const given = (instrument.isEnzyme ? upperLimit : scaleOf)(instrument, typed.width);
  const known = "remedy" in given ? null : given;
  const scale = known && instrument.isEnzyme ? times(known, whole(instrument.ranges[0])) : known;
  const first = typed.baseline.trim() ? onScale(instrument, "baseline", typed.baseline, scale) : null;
  const last = typed.followUp.trim() ? onScale(instrument, "followUp", typed.followUp, scale) : null;
  const faults = /** @type {Fault[]} */ ([given, first, last].filter((one) => one !== null && "remedy" in one));
  if (faults.length || !scale || !first || "remedy" in first || (last && "remedy" in last)) return { change: null, faults };
  const change = changeOf(instrument, first, last, scale, instrument.isEnzyme ? known : null);
  const moved = change.improvement && magnitude(change.improvement);
  if (!moved || instrument.isEnzyme || compare(moved, scale) <= 0) return { change, faults };
  const wide = fault("followUp", `changes by ${wordsOf(moved)}`, `at most its scale, ${wordsOf(scale)}`, "Check them.");
  return { change: null, faults: [wide] };
}

/** An enzyme's baseline in upper limits of normal. @param {Change} change */
export const multiple = (change) => change.upperLimit && over(change.baseline, change.upperLimit);

/** Whether the range that was used was never seen in a source. @param {Change} change */
export const restsOnMemory = ({ instrument, scale, upperLimit: limit }) =>
  instrument.remembered !== null && compare(limit ? over(scale, limit) : scale, whole(instrument.remembered)) === 0;

/**
 * The change that counts for one measure: of several enzymes the one most abnormal at baseline, otherwise the only one.
 * @param {Change[]} several  At least one.
 * @returns {Change | Omit<Fault, "field">}
 */
export function oneThatCounts(several) {
  const names = (/** @type {Change[]} */ some) => some.map(({ instrument }) => instrument.label).join(" and ");
  if (several.length > 1 && !several.every(({ instrument }) => instrument.isEnzyme)) {
    const seen = `is one of ${several.length} for one measure (${names(several)})`;
    return { seen, expected: "one", remedy: "Keep the one that the score is to count." };
  }
  const heights = several.map((change) => multiple(change) ?? whole(0));
  const highest = heights.reduce((one, other) => (compare(other, one) > 0 ? other : one));
  const most = several.filter((_, place) => compare(heights[place], highest) === 0);
  if (most.length === 1) return most[0];
  return { seen: `has ${names(most)} equally abnormal at baseline`, expected: "one most abnormal enzyme", remedy: "Keep one of them." };
}
