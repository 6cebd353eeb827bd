/** Words that are explained where they stand. */

import { each } from "./dom.js";

/** @type {HTMLElement | null} */
let openTerm = null;

/** Put a definition under its word, or above where there is no room, and inside the window. @param {HTMLElement} term */
function placeTip(term) {
  const tip = /** @type {HTMLElement} */ (term.querySelector(".ev-tip"));
  const word = /** @type {HTMLElement} */ (term.querySelector(".ev-term-word")).getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const left = Math.max(8, Math.min(word.left, width - tip.offsetWidth - 8));
  const below = word.bottom + tip.offsetHeight + 8 <= height || word.top < tip.offsetHeight + 8;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? word.bottom : word.top - tip.offsetHeight)}px)`;
}

/** @param {HTMLElement | null} term  The word whose definition is shown from now on; null for none. */
function showTerm(term) {
  if (openTerm !== term) openTerm?.removeAttribute("data-ev-open");
  openTerm = term;
  if (!term) return;
  term.setAttribute("data-ev-open", "");
  placeTip(term);
}

/** @param {HTMLElement} term */
function makeTerm(term) {
  term.addEventListener("pointerenter", () => showTerm(term));
  term.addEventListener("pointerleave", () => term.contains(document.activeElement) || showTerm(null));
  term.addEventListener("focusin", () => showTerm(term));
  term.addEventListener("focusout", () => showTerm(null));
  term.querySelector("button")?.addEventListener("click", () => showTerm(term));
}

export function startTerms() {
  each(".ev-term", makeTerm);
  document.addEventListener("keydown", (event) => event.key === "Escape" && showTerm(null));
  document.addEventListener("scroll", () => openTerm && placeTip(openTerm), { capture: true, passive: true });
  window.addEventListener("resize", () => showTerm(null));
}
