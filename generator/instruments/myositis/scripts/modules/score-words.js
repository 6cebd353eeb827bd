/** The sentences about a scored patient: the same as those of the command `evidence score`. */

import { multiple } from "./core-set.js";
import { wordsOf } from "./exact.js";
import { remembered } from "./scoring.js";

/** @import { Scored } from "./scoring.js" */

/** @param {Iterable<string>} measures  Ids; in words they have spaces. */
const listed = (measures) => [...measures].map((name) => name.replaceAll("_", " ")).join(", ");

/** @param {string[]} measures */
const inBrackets = (measures) => (measures.length ? ` (${listed(measures)})` : "");

/** Which of several enzymes counts, and why; nothing where there is but one. @param {Scored} scored */
export function enzymeWords({ changes, counted }) {
  const enzymes = changes.filter(({ instrument }) => instrument.isEnzyme);
  const one = enzymes.length > 1 && counted.get(enzymes[0].instrument.measure);
  if (!one) return "";
  const multiples = enzymes.map((change) => {
    const height = multiple(change);
    return `${change.instrument.label} ${height ? wordsOf(height) : "-"}`;
  });
  return `${one.instrument.label} counts: most abnormal at baseline, in upper limits of normal (${multiples.join(", ")}).`;
}

/** @param {Scored} scored  A category with the threshold it reached. */
export function categoryWords({ tables, total }) {
  const [category] = total.possible;
  const thresholds = tables.total.thresholds[total.group];
  if (category === tables.total.none) return `${category} (below ${Object.values(thresholds)[0]})`;
  return `${category} (${thresholds[category]} or more)`;
}

/** @param {Scored} scored */
export function totalWords(scored) {
  const { tables, total } = scored;
  const kind = `Total improvement score (2016 ACR/EULAR, ${total.group})`;
  if (!total.missing.length) return `${kind}: ${wordsOf(total.low)} of ${tables.highest}, ${categoryWords(scored)}.`;
  const possible = `${total.possible.length === 1 ? "only " : ""}${total.possible.join(" or ")}`;
  const of = `${total.points.size} of ${Object.keys(tables.measures).length} measures`;
  return `${kind}: none, with ${of} (${listed(total.missing)} missing). `
    + `Attainable: ${wordsOf(total.low)} to ${wordsOf(total.high)}; still possible: ${possible}.`;
}

/** The counts the verdict rests on, one after the other. @param {Scored} scored */
export function imacsSteps({ tables, imacs }) {
  const steps = [
    `${imacs.improved.length} better by ${tables.imacs.improvedFrom} % or more${inBrackets(imacs.improved)}`,
    `${imacs.worsened.length} worse by ${tables.imacs.worsenedFrom} % or more${inBrackets(imacs.worsened)}`,
  ];
  for (const reason of new Set(imacs.open.values())) {
    const names = [...imacs.open].filter(([, why]) => why === reason).map(([measure]) => measure);
    steps.push(`open${inBrackets(names)}: ${reason}`);
  }
  return steps;
}

/** @param {Scored} scored */
export function verdictWords({ tables, imacs }) {
  if (imacs.verdict !== tables.imacs.verdicts.undetermined) return imacs.verdict;
  return `${imacs.verdict}, still possible: ${imacs.possible.join(" or ")}`;
}

/** @param {Scored} scored */
export const imacsWords = (scored) =>
  `IMACS definition of improvement: ${verdictWords(scored)}. Measures: ${imacsSteps(scored).join("; ")}.`;

/** @param {Scored} scored */
export function memoryWords(scored) {
  const found = remembered(scored);
  return found.length ? `Remembered, not seen in a source: ${found.join("; ")}.` : "";
}

/** Every sentence about a patient. @param {Scored} scored */
export const sentencesOf = (scored) =>
  [enzymeWords(scored), totalWords(scored), imacsWords(scored), memoryWords(scored)].filter(Boolean);
