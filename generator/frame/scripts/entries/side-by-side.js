/** The page side by side: two to four columns in one table. Without it the page is a list of links. */

import { startBeside } from "../modules/beside.js";

function start() {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-ev-beside]"));
  const list = /** @type {HTMLDetailsElement | null} */ (document.querySelector("[data-ev-choices]"));
  if (!root || !list) return;
  document.querySelector("[data-ev-without]")?.remove();
  startBeside(root, list);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
