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

const [NONE, SEVERAL] = [-1, -2];

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
  // The counts of all values stand in one row, those of each facet from its start on.
  const starts = facets.reduce((ends, { values }) => [...ends, ends[ends.length - 1] + values.length], [0]);
  const all = studies.map((_, at) => Int32Array.from(facets.flatMap(({ found }, facet) => found[at].map((place) => starts[facet] + place))));
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
    const chosen = facets.map(({ id, values }) => {
      const ids = choice.facets[id] ?? [];
      return ids.length ? values.map((value) => ids.includes(value.id)) : null;
    });
    const counts = new Int32Array(starts[facets.length]);
    const without = new Map();
    /** @type {number[]} */
    const fitting = [];
    for (let at = 0; at < studies.length; at += 1) {
      const failed = failedIn(chosen, at);
      if (failed === SEVERAL) continue;
      const said = wanted.every((word) => wordsAt(at).includes(word));
      if (failed === NONE && said) {
        fitting.push(at);
        for (let one = 0; one < all[at].length; one += 1) counts[all[at][one]] += 1;
      } else if (said) {
        for (const place of facets[failed].found[at]) counts[starts[failed] + place] += 1;
        without.set(facets[failed].id, (without.get(facets[failed].id) ?? 0) + 1);
      } else if (failed === NONE) {
        without.set("text", (without.get("text") ?? 0) + 1);
      }
    }
    const named = facets.map(({ id, values }, facet) =>
      /** @type {[string, Map<string, number>]} */ ([id, new Map(values.map((value, place) => [value.id, counts[starts[facet] + place]]))]));
    return { fitting, counts: new Map(named), without };
  };

  /** The one facet a study fails in, else none or several. @param {(boolean[] | null)[]} chosen  @param {number} at */
  const failedIn = (chosen, at) => {
    let failed = NONE;
    for (let facet = 0; facet < facets.length; facet += 1) {
      const wanted = chosen[facet];
      if (!wanted || facets[facet].found[at].some((place) => wanted[place])) continue;
      if (failed !== NONE) return SEVERAL;
      failed = facet;
    }
    return failed;
  };
  return { narrow, readAhead };
}
