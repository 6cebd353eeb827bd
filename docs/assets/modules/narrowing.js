/** Which studies fit what a reader chose, and how many each further choice would leave. */

import { fold } from "./words.js";

/** @import { Evidence, Study } from "./evidence.js" */
/** @import { Facet } from "./facets.js" */

/**
 * What a reader chose: words, and in each facet values of which a study needs one.
 * @typedef {{text: string, facets: Record<string, string[]>}} Choice
 */

/**
 * What is left: the places of the studies that fit; for each facet and value how many fit under everything chosen
 * elsewhere; and for each facet chosen (and the words: "text") how many would fit without it.
 * @typedef {{fitting: number[], counts: Map<string, Map<string, number>>, without: Map<string, number>}} Narrowed
 */

/** All that is known of a study in words, in small letters. @param {Evidence} evidence  @param {Study} study */
function wordsOf({ drugs, populations, designs, measures }, study) {
  const results = study.results.map((result) => `${result.name} ${result.arm}`);
  return fold([
    study.label, study.name, study.id, study.who, study.summary, study.dose, ...study.registrations,
    ...study.drugs.map((id) => drugs[id].label), ...study.populations.map((id) => populations[id].label),
    designs[study.design].label, ...study.measures.map((id) => measures[id].label), ...results,
    ...study.harms.map((harm) => harm.event), study.appraisal.words,
  ].join("\n"));
}

/**
 * Make the studies ready to be narrowed down.
 * @param {Evidence} evidence  @param {Facet[]} facets
 */
export function narrowing(evidence, facets) {
  const { studies } = evidence;
  const values = facets.map((facet) => studies.map((study) => facet.has(study)));
  /** @type {string[]} */
  const words = [];
  const wordsAt = (/** @type {number} */ at) => (words[at] ??= wordsOf(evidence, studies[at]));

  /** Find out the words of some more studies; true as long as some are left. @param {number} number */
  const readAhead = (number) => {
    for (let at = words.length; number > 0 && at < studies.length; at += 1, number -= 1) wordsAt(at);
    return words.length < studies.length;
  };

  /** @param {Choice} choice  @returns {Narrowed} */
  const narrow = (choice) => {
    const wanted = fold(choice.text).split(/\s+/).filter(Boolean);
    const chosen = facets.map((facet) => new Set(choice.facets[facet.id] ?? []));
    const counts = facets.map(() => /** @type {Map<string, number>} */ (new Map()));
    const without = new Map();
    const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ name) => map.set(name, (map.get(name) ?? 0) + 1);
    /** @type {number[]} */
    const fitting = [];
    studies.forEach((_, at) => {
      const failed = chosen.flatMap((set, facet) => (set.size && !values[facet][at].some((value) => set.has(value)) ? [facet] : []));
      const said = wanted.every((word) => wordsAt(at).includes(word));
      if (failed.length === 0 && said) {
        fitting.push(at);
        counts.forEach((map, facet) => values[facet][at].forEach((value) => add(map, value)));
      } else if (failed.length === 1 && said) {
        values[failed[0]][at].forEach((value) => add(counts[failed[0]], value));
        add(without, facets[failed[0]].id);
      } else if (failed.length === 0) {
        add(without, "text");
      }
    });
    return { fitting, counts: new Map(facets.map((facet, place) => [facet.id, counts[place]])), without };
  };
  return { narrow, readAhead };
}
