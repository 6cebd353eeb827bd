/** What is chosen, as chips that take it away again; and what to let go of where nothing fits. */

import { make } from "./dom.js";
import { chosen } from "./view.js";
import { counted } from "./words.js";

/** @import { Facet } from "./facets.js" */
/** @import { Narrowed } from "./narrowing.js" */
/** @import { View } from "./view.js" */

/** @param {string} words  @param {() => void} act  @param {Record<string, string>} [attributes] */
const pressed = (words, act, attributes = {}) => {
  const button = make("button", { type: "button", ...attributes }, make("bdi", {}, words));
  button.addEventListener("click", act);
  return button;
};

/** A chip for each value chosen and for the words. @param {View} view  @param {Facet[]} facets  @param {(view: View) => void} change */
export function buildChips(view, facets, change) {
  const text = view.text.trim();
  const chips = chosen(view, facets).map(({ facet, value }) => pressed(`${facet.label}: ${value.label}`, () =>
    change({ ...view, facets: { ...view.facets, [facet.id]: view.facets[facet.id].filter((id) => id !== value.id) } }),
  { class: "ev-chip", "aria-label": `Remove ${facet.label}: ${value.label}` }));
  if (text) chips.push(pressed(`Words: ${text}`, () => change({ ...view, text: "" }), { class: "ev-chip", "aria-label": `Remove words: ${text}` }));
  if (!chips.length) return [];
  return [...chips, pressed("Clear all", () => change(cleared(view)), { class: "ev-copy" })];
}

/** @param {View} view  @returns {View} */
export const cleared = (view) => ({ ...view, text: "", facets: {} });

/** Each choice kept alone, where letting go of one is not enough. @param {View} view  @param {Facet[]} facets  @returns {[string, View][]} */
function keptAlone(view, facets) {
  const kept = facets.filter(({ id }) => view.facets[id]?.length).map(({ id, label }) =>
    /** @type {[string, View]} */ ([`Keep only ${label.toLowerCase()}`, { ...cleared(view), facets: { [id]: view.facets[id] } }]));
  return view.text.trim() ? [...kept, ["Keep only the words", { ...cleared(view), text: view.text }]] : kept;
}

/**
 * Say that nothing fits, and what to let go of: one choice, else all but one.
 * @param {View} view  @param {Facet[]} facets  @param {(view: View) => Narrowed} narrow  @param {(view: View) => void} change
 */
export function buildNothing(view, facets, narrow, change) {
  const narrowed = narrow(view);
  const ways = facets.filter(({ id }) => narrowed.without.get(id)).map((facet) => pressed(
    `Any ${facet.label.toLowerCase()}: ${counted(narrowed.without.get(facet.id) ?? 0, "study", "studies")}`,
    () => change({ ...view, facets: { ...view.facets, [facet.id]: [] } }), { class: "ev-copy" }));
  const words = narrowed.without.get("text");
  if (words) ways.push(pressed(`Without the words: ${counted(words, "study", "studies")}`, () => change({ ...view, text: "" }), { class: "ev-copy" }));
  const told = ways.length ? "Letting go of one choice would show some:" : "Letting go of one choice is not enough:";
  if (!ways.length) {
    for (const [label, next] of keptAlone(view, facets)) {
      const left = narrow(next).fitting.length;
      if (left) ways.push(pressed(`${label}: ${counted(left, "study", "studies")}`, () => change(next), { class: "ev-copy" }));
    }
  }
  ways.push(pressed("Clear all", () => change(cleared(view)), { class: "ev-copy" }));
  return [
    make("p", {}, make("strong", {}, "No study fits all of this."), " That says what is recorded here, not what exists. ", told),
    make("div", { class: "ev-ways" }, ...ways),
  ];
}
