/**
 * The map of the evidence: one view at a time, and the list behind each cell on a sheet over the page.
 * The state stands in the address: `#?view=population&cell=drug,population`. Without this script both views and all
 * lists are on the page, and each cell leads to its row.
 */

import { encodeState, onState, readState, writeState } from "../modules/address.js";
import { each } from "../modules/dom.js";
import { makeSheet } from "../modules/sheet.js";
import { startSwitch } from "../modules/switch.js";

/** @typedef {{view: string, cell: string}} State */

function startMap() {
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-ev-switch=view]"));
  if (!field) return;
  const views = startSwitch(field, (view) => go({ view, cell: "" }));
  /** @type {State} */
  let state = { view: views.first, cell: "" };
  const sheet = makeSheet(() => {
    const { cell } = state;
    if (cell) go({ ...state, cell: "" }, true);
    linkOf(state.view, cell)?.focus();
  });

  /** @param {string} view  @param {string} cell  @returns {HTMLAnchorElement | null} */
  function linkOf(view, cell) {
    return document.querySelector(`[data-ev-view="${CSS.escape(view)}"] a[data-ev-cell="${CSS.escape(cell)}"]`);
  }

  /** @param {State} next */
  function paramsOf(next) {
    return new URLSearchParams({ view: next.view === views.first ? "" : next.view, cell: next.cell });
  }

  /** Show a state. @param {State} next */
  function show(next) {
    state = next;
    views.show(next.view);
    const link = linkOf(next.view, next.cell);
    const row = link && document.getElementById(link.hash.slice(1));
    if (row instanceof HTMLTableRowElement) sheet.show(row, encodeState(paramsOf(next)));
    else sheet.hide();
  }

  /** Show a state and write it into the address. @param {State} next  @param {boolean} [replace] */
  function go(next, replace = false) {
    writeState(paramsOf(next), { replace });
    show(next);
  }

  /** Show what the address says: a state of ours, or the row of a cell. */
  function follow() {
    const params = readState();
    const row = params.size ? "" : decodeURIComponent(location.hash);
    const link = /** @type {HTMLAnchorElement | undefined} */ (row ? [...document.querySelectorAll("a[data-ev-cell]")]
      .find((one) => /** @type {HTMLAnchorElement} */ (one).hash === row) : undefined);
    if (link) return go(stateOf(link), true);
    const view = params.get("view") ?? "";
    return show({ view: views.has(view) ? view : views.first, cell: params.get("cell") ?? "" });
  }

  /** @param {HTMLAnchorElement} link  @returns {State} */
  function stateOf(link) {
    const part = /** @type {HTMLElement} */ (link.closest("[data-ev-view]"));
    return { view: part.dataset.evView ?? views.first, cell: link.dataset.evCell ?? "" };
  }

  each("a[data-ev-cell]", (link) => {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(stateOf(link));
    });
  });
  each("[data-ev-numbers]", (fold) => { fold.open = false; });
  onState(follow);
  window.addEventListener("hashchange", () => location.hash.startsWith("#_") && follow());
  follow();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startMap);
else startMap();
