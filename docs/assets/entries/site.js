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
import { startSorting } from "../modules/sorting.js";
import { startTerms } from "../modules/terms.js";

function start() {
  document.documentElement.classList.add("ev-scripted");
  startSorting();
  each(".ev-filter[data-ev-filter]", buildFilter);
  each(".ev-copy[data-ev-copy]", makeCopy);
  startTerms();
  startMenu();
  startCharts();
  watchOverflow();
  startPrinting();
  startMenus();
  each("[data-ev-due]", markOverdue);
  each("[data-ev-fresh]", markStale);
  window.addEventListener("hashchange", revealTarget);
  revealTarget();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
