/** Choosing what stands side by side: from the list on the page, by a text and a list of what fits it. */

import { make } from "./dom.js";
import { fold } from "./words.js";

export const MOST = 4;

/** @typedef {"studies" | "drugs"} Kind */
/** Something that can be chosen; `words` are all a reader might type, `like` what it has in common with others. */
/** @typedef {{kind: Kind, id: string, label: string, remarks: string, words: string, like: string[]}} Choice */

/** Everything the list on the page offers. @param {ParentNode} list  @returns {Choice[]} */
export const choicesIn = (list) => [...list.querySelectorAll("[data-ev-side]")].map((line) => ({
  kind: /** @type {Kind} */ (line.getAttribute("data-ev-side")),
  id: line.getAttribute("data-ev-name") ?? "",
  label: (line.querySelector("a")?.textContent ?? "").trim(),
  remarks: (line.querySelector("small")?.textContent ?? "").trim(),
  words: fold(line.textContent ?? ""),
  like: (line.getAttribute("data-ev-like") ?? "").split(" ").filter(Boolean),
}));

/**
 * What can still be added and fits a text: first what has most in common with the first column, then the rest.
 * @param {Choice[]} choices  @param {string[]} chosen  @param {string} text  @returns {{alike: Choice[], others: Choice[]}}
 */
export function offered(choices, chosen, text) {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  const first = choices.find((choice) => choice.id === chosen[0]);
  const common = (/** @type {Choice} */ choice) => (first ? choice.like.filter((name) => first.like.includes(name)).length : 0);
  const fitting = choices.filter((choice) => !chosen.includes(choice.id) && wanted.every((word) => choice.words.includes(word)));
  return {
    alike: fitting.filter(common).sort((a, b) => common(b) - common(a)),
    others: fitting.filter((choice) => !common(choice)),
  };
}

/** @param {Choice} choice */
const option = (choice) => make("option", { value: choice.id }, choice.remarks ? `${choice.label} · ${choice.remarks}` : choice.label);

/** @param {string} label  @param {Choice[]} choices */
const group = (label, choices) => (choices.length ? [make("optgroup", { label }, ...choices.map(option))] : []);

/**
 * Put into a list to choose from what can still be added; returns how many.
 * @param {HTMLSelectElement} select  @param {Choice[]} choices  @param {string[]} chosen  @param {string} text
 */
export function fillOptions(select, choices, chosen, text) {
  const { alike, others } = offered(choices, chosen, text);
  const first = choices.find((choice) => choice.id === chosen[0]);
  const lines = first && alike.length
    ? [...group(`Same people or drug as ${first.label}`, alike), ...group("Others", others)]
    : others.map(option);
  select.replaceChildren(...lines);
  return alike.length + others.length;
}

/**
 * The columns in their order after a step: one place earlier, one later, or gone.
 * @param {string[]} chosen  @param {string} id  @param {"earlier" | "later" | "gone"} step
 */
export function moved(chosen, id, step) {
  const at = chosen.indexOf(id);
  const rest = chosen.filter((name) => name !== id);
  if (at < 0 || step === "gone") return rest;
  const to = Math.max(0, Math.min(rest.length, step === "earlier" ? at - 1 : at + 1));
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
