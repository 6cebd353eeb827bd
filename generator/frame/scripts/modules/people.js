/** How many people stand behind studies, counted once: a range where studies may share people. */

import { counted, grouped } from "./words.js";

/** @import { Study } from "./evidence.js" */

/**
 * Join names that pairs hold together.
 * @param {string[]} names  @param {[string, string][]} pairs  @returns {string[][]}
 */
function linked(names, pairs) {
  const groups = new Map(names.map((name) => [name, [name]]));
  for (const [first, second] of pairs) {
    const one = groups.get(first);
    const other = groups.get(second);
    if (!one || !other || one === other) continue;
    one.push(...other);
    other.forEach((name) => groups.set(name, one));
  }
  return [...new Set(groups.values())];
}

/**
 * Count people once: of studies that follow the same people the largest counts; of studies that may share people the
 * lower number counts the largest and the upper number all. `unknown` of the `studies` do not say how many.
 * @param {Map<string, number | null>} sizes  @param {[string, string, boolean][]} overlaps
 */
export function countOnce(sizes, overlaps) {
  const names = [...sizes.keys()];
  const largest = (/** @type {string[]} */ group) => Math.max(0, ...group.map((name) => sizes.get(name) ?? 0));
  const sum = (/** @type {string[][]} */ groups) => groups.reduce((total, group) => total + largest(group), 0);
  const pair = (/** @type {[string, string, boolean]} */ [first, second]) => /** @type {[string, string]} */ ([first, second]);
  const certain = linked(names, overlaps.filter((overlap) => overlap[2]).map(pair));
  const possible = linked(names, overlaps.map(pair));
  return {
    low: sum(possible),
    high: sum(certain),
    studies: certain.length,
    unknown: certain.filter((group) => group.every((name) => sizes.get(name) == null)).length,
  };
}

const NOUNS = /** @type {Record<string, [string, string]>} */ ({
  comparator: ["study of other treatments", "studies of other treatments"],
  safety: ["safety study", "safety studies"],
});

/**
 * The people behind studies in a sentence for each kind of evidence; retracted studies and context papers count nowhere.
 * @param {Pick<Study, "id" | "evidence" | "size" | "retracted">[]} studies  @param {[string, string, boolean][]} overlaps
 * @param {string} given what the studies of the question give, as the word before study
 */
export function peopleWords(studies, overlaps, given) {
  const nouns = { treatment: /** @type {[string, string]} */ ([`${given} study`, `${given} studies`]), ...NOUNS };
  const sentences = Object.entries(nouns).flatMap(([kind, words]) => {
    const sizes = new Map(studies.filter((study) => study.evidence === kind && !study.retracted).map((study) => [study.id, study.size]));
    return sizes.size ? [kindWords(countOnce(sizes, overlaps), sizes.size, words)] : [];
  });
  const retracted = studies.filter((study) => study.retracted).length;
  const papers = studies.filter((study) => study.evidence === "context" && !study.retracted).length;
  if (papers) sentences.push(`${counted(papers, "context paper")}, whose people are not counted`);
  if (retracted) sentences.push(`${counted(retracted, "retracted study", "retracted studies")}, not counted`);
  return sentences;
}

/** @param {{low: number, high: number, studies: number, unknown: number}} people  @param {number} number  @param {[string, string]} nouns */
function kindWords(people, number, [one, many]) {
  const crowd = people.high === 0 ? "number of people not reported"
    : people.low === people.high ? counted(people.high, "person", "people")
    : `${grouped(people.low)} to ${counted(people.high, "person", "people")}`;
  const remarks = [
    people.studies < number ? "shared people counted once" : "",
    people.low < people.high ? "fewer if studies that may share people do" : "",
    people.unknown && people.high ? `${people.unknown} ${people.unknown === 1 ? "does" : "do"} not say how many` : "",
  ].filter(Boolean);
  return `${crowd} in ${counted(number, one, many)}${remarks.length ? ` (${remarks.join("; ")})` : ""}`;
}
