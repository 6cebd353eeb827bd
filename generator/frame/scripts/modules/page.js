/** What scrolls sideways, what an address points at, and paper. */

import { each } from "./dom.js";

/** Tell what scrolls sideways: a table gets a hint, a picture a place for the keyboard. */
export function watchOverflow() {
  const tell = (/** @type {Element} */ box, /** @type {boolean} */ wide) => {
    box.toggleAttribute("data-ev-overflow", wide);
    if (!box.matches(".ev-chart-image")) return;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Picture, scrolls sideways"]]) {
      if (wide) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  };
  // All are measured before any is changed: a page with many tables is laid out once, not once for each.
  const sizes = new ResizeObserver((entries) => entries
    .map(({ target }) => /** @type {const} */ ([target, target.scrollWidth > target.clientWidth + 1]))
    .forEach(([box, wide]) => tell(box, wide)));
  each(".ev-scroll, .ev-chart-image", (box) => sizes.observe(box));
}

/** An address inside a fold or a filtered row is shown, not silently missed. */
export function revealTarget() {
  const target = document.querySelector(":target");
  if (!target) return;
  if (target.closest("[hidden]")) each(".ev-filter", (bar) => bar.dispatchEvent(new Event("ev-clear")));
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  target.scrollIntoView({ block: "nearest" });
}

/** Paper has no folds: open them all before printing and leave them afterwards as they were. */
export function startPrinting() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => each("details:not([open], .ev-menu)", (fold) => {
    fold.open = true;
    opened.push(fold);
  }));
  window.addEventListener("afterprint", () => {
    opened.forEach((fold) => { fold.open = false; });
    opened = [];
  });
}
