/**
 * What every page can do once scripts run: sort, filter, copy, explain words, draw charts, print whole.
 * Every page is complete without it; nothing here fetches, evaluates text or writes markup.
 */

import { markOverdue, markStale } from "../modules/calendar.js";
import { startCharts } from "../modules/charts.js";
import { makeCopy } from "../modules/clipboard.js";
import { each } from "../modules/dom.js";
import { buildFilter } from "../modules/filtering.js";
import { startMenu } from "../modules/menu.js";
import { startMenus } from "../modules/menus.js";
import { revealTarget, startPrinting, watchOverflow } from "../modules/page.js";
import { settle } from "../modules/settling.js";
import { startSorting } from "../modules/sorting.js";
import { startTerms } from "../modules/terms.js";

/** What a page gets, the most wanted first. @type {(() => void | Promise<void>)[]} */
const PARTS = [
  settle,
  () => { startMenu(); startMenus(); startTerms(); startPrinting(); window.addEventListener("hashchange", revealTarget); },
  () => each(".ev-copy[data-ev-copy]", makeCopy),
  () => { each("[data-ev-due]", markOverdue); each("[data-ev-fresh]", markStale); },
  watchOverflow,
  startSorting,
  () => each(".ev-filter[data-ev-filter]", buildFilter),
  startCharts,
  revealTarget,
];

/** Start one part after the other; between them the browser answers the reader. */
async function start() {
  document.documentElement.classList.add("ev-scripted");
  for (const part of PARTS) {
    await part();
    await new Promise((resolve) => { setTimeout(resolve); });
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
