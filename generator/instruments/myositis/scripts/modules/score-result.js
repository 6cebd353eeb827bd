/** What a patient comes to, as it stands on the page: score and category, the sum, the IMACS verdict, what is missing. */

import { make } from "generator/frame/scripts/modules/dom.js";
import { wordsOf } from "./exact.js";
import { categoryWords, enzymeWords, imacsSteps, memoryWords, verdictWords } from "./score-words.js";

/** @import { Scored } from "./scoring.js" */
/** @import { Exact } from "./exact.js" */

const COMPUTED = { class: "ev-tag", "data-ev-kind": "computed" };

/** @param {string} text */
const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

/** A number and its percent sign stay on one line. @param {string} text */
export const unbroken = (text) => text.replaceAll(" %", "\u00a0%");

/** @param {Exact} score */
const place = (score) => `${wordsOf(score)}%`;

/** A line from 0 to the highest score with its thresholds; the words beside it say the same. @param {Scored} scored */
function scale({ tables, group, total }) {
  const reach = make("span", { class: "ev-score-reach" });
  reach.style.left = place(total.low);
  reach.toggleAttribute("data-ev-open", total.missing.length > 0);
  reach.style.right = `calc(100% - ${place(total.high)})`;
  const marks = Object.values(tables.total.thresholds[group]).map((threshold) => {
    const mark = make("span", { class: "ev-score-mark" }, threshold);
    mark.style.left = `${threshold}%`;
    return mark;
  });
  return make("div", { class: "ev-score-scale", "aria-hidden": "true" }, reach, ...marks);
}

/** @param {Scored} scored  @param {number} all  How many measures there are. */
function headline(scored, all) {
  const { tables, total } = scored;
  if (total.missing.length) {
    return [
      make("p", { class: "ev-score-none" }, make("strong", {}, "No score yet"), `: ${total.points.size} of ${all} measures.`),
      make("p", {}, "Attainable: ", make("span", { class: "ev-computed ev-num" }, `${wordsOf(total.low)} to ${wordsOf(total.high)}`),
        `; still possible: ${total.possible.length === 1 ? "only " : ""}${total.possible.join(" or ")}.`),
    ];
  }
  return [
    make("p", { class: "ev-score-sum" }, make("span", { class: "ev-computed ev-num" }, wordsOf(total.low)), ` of ${tables.highest} `, make("span", COMPUTED, "computed")),
    make("p", {}, make("strong", {}, capital(categoryWords(scored))), ", by the ", `${total.group} criteria.`),
  ];
}

/** @param {Scored} scored */
function sum({ tables, total }) {
  const rows = Object.entries(tables.measures).map(([measure, words]) => {
    const points = total.points.get(measure);
    const cell = points
      ? make("td", {}, make("span", { class: "ev-computed ev-num" }, wordsOf(points)))
      : make("td", { class: "ev-missing" }, "missing");
    return make("tr", {}, make("th", { scope: "row" }, words), cell, make("td", { class: "ev-num" }, tables.total.levels[measure].points.at(-1) ?? ""));
  });
  const foot = make("tr", {}, make("th", { scope: "row" }, total.missing.length ? "Sum so far" : "Sum"),
    make("td", {}, make("span", { class: "ev-computed ev-num" }, wordsOf(total.low))), make("td", { class: "ev-num" }, tables.highest));
  const head = make("tr", {}, ...["Measure", "Points", "At most"].map((name) => make("th", { scope: "col" }, name)));
  return make("table", { class: "ev-grid ev-score-table" }, make("caption", { class: "ev-announcer" }, "Points of each measure"),
    make("thead", {}, head), make("tbody", {}, ...rows, foot));
}

/** @param {Scored} scored */
function verdict(scored) {
  const { measuresImproved, measuresWorsened, neverWorse } = scored.tables.imacs;
  return [
    make("h3", { id: "_result-imacs" }, "IMACS definition"),
    make("p", {}, make("strong", {}, capital(verdictWords(scored))), " ", make("span", COMPUTED, "computed")),
    make("ul", {}, ...imacsSteps(scored).map((step) => make("li", {}, unbroken(step)))),
    make("p", {}, make("small", {}, `Improved: at least ${measuresImproved} better, at most ${measuresWorsened} worse, muscle ${neverWorse} not among the worse.`)),
  ];
}

/** Before anything is typed. */
const intro = () => make("p", {}, "Give what was measured at two visits. The score needs all six measures; with fewer, what is still attainable is shown.");

/** Whether nothing that was typed bears on the result. @param {Scored} scored */
const isSilent = ({ changes, faults }) => changes.length === 0 && faults.size === 0;

/** Put the result in its place. @param {HTMLElement} target  @param {Scored} scored  @param {{ example: boolean, faults: number }} about */
export function showResult(target, scored, { example, faults }) {
  if (isSilent(scored)) {
    target.replaceChildren(intro());
    return;
  }
  const all = Object.keys(scored.tables.measures).length;
  const enzymes = enzymeWords(scored);
  const memory = memoryWords(scored);
  target.replaceChildren(
    ...(example ? [make("p", { class: "ev-badge", "data-ev-tone": "caution" }, "Example: a made-up patient")] : []),
    ...(faults ? [make("p", { class: "ev-score-faults" }, 
      `${faults === 1 ? "A message stands" : `${faults} messages stand`} in the form; what it is about is not counted.`)] : []),
    make("h3", { id: "_result-total" }, "Total improvement score"),
    ...headline(scored, all),
    scale(scored),
    sum(scored),
    ...(enzymes ? [make("p", {}, make("small", {}, enzymes))] : []),
    ...verdict(scored),
    ...(memory ? [make("p", {}, make("small", {}, memory))] : []),
  );
}

/** One short sentence for a screen reader, and for the foot of a small screen. @param {Scored} scored */
export function shortly(scored) {
  if (isSilent(scored)) return "";
  const { total, tables } = scored;
  const score = total.missing.length
    ? `${total.points.size} of ${Object.keys(tables.measures).length} measures, attainable ${wordsOf(total.low)} to ${wordsOf(total.high)}`
    : `${wordsOf(total.low)} of ${tables.highest}, ${total.possible[0]}`;
  return `${score}. IMACS: ${scored.imacs.verdict}.`;
}

