/** What stood far from the screen was left out while the page came; now it takes its place, piece by piece. */

// So long, in ms, may one piece of work take; then the browser answers the reader.
const BUDGET = 40;

/** Lay out every table and picture; afterwards every place on the page is final. @returns {Promise<void>} */
export async function settle() {
  const boxes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".ev-scroll, .ev-chart-image"));
  let start = performance.now();
  for (const box of boxes) {
    box.style.contentVisibility = "visible";
    // Laid out now, so that what a piece costs is known before the next begins; what is folded away costs nothing yet.
    if (!box.closest("details:not([open]), [hidden]")) box.getBoundingClientRect();
    if (performance.now() - start < BUDGET) continue;
    await new Promise((resolve) => { setTimeout(resolve); });
    start = performance.now();
  }
  document.documentElement.classList.add("ev-settled");
}
