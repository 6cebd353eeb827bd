/** What a study found, in a few lines: one result for each domain, or every result on the outcomes that were chosen. */

import { any } from "./facets.js";

/** @import { Result, Study } from "./evidence.js" */
/** @import { Look } from "./study-columns.js" */

/** A line: the domain it belongs to, its result, what the other groups did, and all of it in words. @typedef {{domain: string, result: Result | null, beside: Result[], text: string}} Line */

/** Never the main result of a study of treatment; they have their own places. */
const ELSEWHERE = ["other", "safety", "biomarkers"];
/** Neither the last word of a study nor of whole groups. */
const PARTIAL = /^(interim|subgroup|same figure)/;

/** @param {Result} result */
const isWhole = (result) => !result.remarks.some((remark) => PARTIAL.test(remark));

/** The result that stands for a study in a domain; one of a part of it where there is no other. @param {Study} study  @param {string} domain */
const standing = (study, domain) => {
  const own = study.results.filter((result) => result.domain === domain);
  return own.find((result) => result.main) ?? own[0];
};

/** The results that answer what was asked. @param {Study} study  @param {string[]} outcomes  @returns {Result[]} */
function asked(study, outcomes) {
  const domains = new Set(outcomes.length ? study.domains.filter((name) => outcomes.includes(any(name))) : []);
  const wide = [...domains].map((name) => standing(study, name));
  const named = study.results.filter((result) => outcomes.includes(result.measure));
  const whole = named.filter(isWhole);
  const usual = outcomes.length ? [] : study.results.filter((result) => result.main && !ELSEWHERE.includes(result.domain));
  const found = [...new Set([...usual, ...wide, ...(whole.length ? whole : named)])];
  return found.filter((result, at) => !found.slice(0, at).some((earlier) => earlier.beside.includes(result.id)));
}

/** How sure a comparison is: its interval and p value as far as they are printed. @param {Result} result */
export const certainty = (result) => (result.against
  ? [result.interval, result.p, !result.interval && !result.p && "interval not reported"].filter((words) => typeof words === "string" && words !== "")
  : []);

/** When an outcome was measured, so that it reads alone. @param {Result} result */
export const timeOf = ({ time }) => (time === "not stated" ? "time not stated" : time);

/** A result in words, never without its group, its time and what the other groups did. @param {Result} result  @param {Result[]} beside */
function inWords(result, beside) {
  const of = [result.arm, result.against ? `against ${result.against}` : "", timeOf(result)].filter(Boolean).join(", ");
  const remarks = result.remarks.filter((remark) => PARTIAL.test(remark) || remark === "discrepancy noted");
  const others = beside.map((other) => `; against ${other.text} (${other.arm})`).join("");
  return `${result.name} (${[of, ...remarks].join("; ")}): ${[result.text, ...certainty(result)].join(", ")}${others}`;
}

/** @param {Study} study  @param {Look} look  @returns {Line[]} */
export function resultLines(study, { evidence, outcomes }) {
  if (study.retracted) return [{ domain: "", result: null, beside: [], text: "left out: retracted" }];
  const order = evidence.domains.map(({ id }) => id);
  const lines = asked(study, outcomes).map((result) => {
    const beside = study.results.filter((other) => result.beside.includes(other.id));
    return { domain: result.domain, result, beside, text: inWords(result, beside) };
  });
  if (!lines.length) {
    const words = study.followed.length ? "told of single patients only" : study.results.length ? "other outcomes only" : "not reported";
    return [{ domain: "", result: null, beside: [], text: words }];
  }
  return lines.sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain));
}
