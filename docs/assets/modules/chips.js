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

/** Say that nothing fits, and what to let go of. @param {View} view  @param {Facet[]} facets  @param {Narrowed} narrowed  @param {(view: View) => void} change */
export function buildNothing(view, facets, narrowed, change) {
  const ways = facets.filter(({ id }) => narrowed.without.get(id)).map((facet) => pressed(
    `Any ${facet.label.toLowerCase()}: ${counted(narrowed.without.get(facet.id) ?? 0, "study", "studies")}`,
    () => change({ ...view, facets: { ...view.facets, [facet.id]: [] } }), { class: "ev-copy" }));
  const words = narrowed.without.get("text");
  if (words) ways.push(pressed(`Without the words: ${counted(words, "study", "studies")}`, () => change({ ...view, text: "" }), { class: "ev-copy" }));
  const told = ways.length ? "Letting go of one of these would show some:" : "Only letting go of several choices would show some.";
  ways.push(pressed("Clear all", () => change(cleared(view)), { class: "ev-copy" }));
  return [
    make("p", {}, make("strong", {}, "No study fits all of this."), " That says what is recorded here, not what exists. ", told),
    make("div", { class: "ev-ways" }, ...ways),
  ];
}
