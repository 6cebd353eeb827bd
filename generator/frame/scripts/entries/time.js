/**
 * The year of knowledge: a slider that shows counts, map, comparisons and studies as they stood at the end of a year.
 * The state stands in the address: `#?year=2021&view=population`. What every year says was written by the generator
 * and is loaded when somebody first asks for another year than the last.
 */

import { onState, readState, writeState } from "../modules/address.js";
import { ASSETS, each, make } from "../modules/dom.js";
import { startSwitch } from "../modules/switch.js";
import { stepAt, yearIn } from "../modules/years.js";

/**
 * @typedef {{year: number, r: number, ring: number, strength: string, known: boolean, people: string, studies: string,
 *   sign: string, says: string, words: string}} Step
 * @typedef {{years: Record<string, Record<string, string>>, cells: Record<string, Step[]>,
 *   comparisons: Record<string, {year: number, cells: string[]}[]>, none: string}} Years
 */

/** @type {Promise<Years> | undefined} */
let loaded;

/** Load what every year says, once; a classic script, so that it also loads from a disk. @returns {Promise<Years>} */
function loadYears() {
  loaded ??= new Promise((resolve, reject) => {
    /** @type {any} */ (self).evidenceYears = resolve;
    const script = make("script", { src: `${ASSETS}time-states.js` });
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return loaded;
}

/** @param {Element} root  @param {string} selector  @param {string} text */
function write(root, selector, text) {
  const element = root.querySelector(selector);
  if (element) element.textContent = text;
}

/** Show a cell of the map as it stood; a gap where nothing was known yet. @param {HTMLElement} slot  @param {Step | undefined} step */
function showCell(slot, step) {
  const cell = /** @type {HTMLElement} */ (slot.querySelector(".ev-cell"));
  const gap = /** @type {HTMLElement} */ (slot.querySelector(".ev-map-gap"));
  cell.hidden = !step;
  gap.hidden = Boolean(step);
  if (!step) return;
  const bubble = /** @type {Element} */ (cell.querySelector(".ev-bubble"));
  bubble.setAttribute("data-ev-strength", step.strength);
  bubble.toggleAttribute("data-ev-unknown", !step.known);
  [step.r, step.ring].forEach((radius, place) => bubble.children[place].setAttribute("r", String(radius)));
  write(cell, ".ev-cell-people", step.people);
  write(cell, ".ev-cell-studies", step.studies);
  write(cell, ".ev-cell-words", step.words);
  write(cell, ".ev-says", step.sign);
  cell.querySelector(".ev-says")?.setAttribute("data-ev-says", step.says);
}

/** Show everything as it stood at the end of a year. @param {Years} years  @param {number} year */
function showYear(years, year) {
  const state = years.years[String(year)];
  each("[data-ev-year]", (place) => { place.textContent = String(year); });
  each("[data-ev-then]", (place) => {
    place.textContent = state[place.dataset.evThen];
    place.hidden = false;
  });
  each("td[data-ev-cell]", (slot) => showCell(slot, stepAt(years.cells[slot.dataset.evCell] ?? [], year)));
  for (const [id, steps] of Object.entries(years.comparisons)) {
    const cells = /** @type {HTMLTableRowElement | null} */ (document.getElementById(id))?.cells;
    const shown = stepAt(steps, year)?.cells ?? [years.none, "", ""];
    shown.forEach((text, place) => { if (cells) cells[place + 1].textContent = text; });
  }
  each("[data-ev-published]", (line) => { line.hidden = Number(line.dataset.evPublished) > year; });
}

function startTime() {
  const control = /** @type {HTMLElement | null} */ (document.querySelector(".ev-year-control"));
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-ev-switch=view]"));
  if (!control || !field) return;
  const slider = /** @type {HTMLInputElement} */ (control.querySelector("input[type=range]"));
  const [first, last] = [Number(slider.min), Number(slider.max)];
  const views = startSwitch(field, () => note(false));
  const steps = /** @type {HTMLButtonElement[]} */ ([...control.querySelectorAll("[data-ev-step]")]);
  let shown = last;

  /** The view that is chosen. */
  const view = () => /** @type {HTMLInputElement} */ (field.querySelector("input:checked")).value;

  /** Write the state into the address. @param {boolean} replace */
  function note(replace) {
    const year = Number(slider.value);
    writeState(new URLSearchParams({ year: year === last ? "" : String(year), view: view() === views.first ? "" : view() }), { replace });
  }

  /** @param {number} year */
  async function show(year) {
    slider.value = String(year);
    for (const button of steps) button.setAttribute("aria-disabled", String(year === (button.dataset.evStep === "1" ? last : first)));
    if (year === shown) return;
    shown = year;
    const years = await loadYears();
    if (shown !== year) return;
    slider.setAttribute("aria-valuetext", years.years[String(year)].words);
    showYear(years, year);
  }

  function follow() {
    const params = readState();
    const asked = params.get("view") ?? "";
    views.show(views.has(asked) ? asked : views.first);
    show(yearIn(params.get("year"), first, last));
  }

  slider.addEventListener("input", () => show(Number(slider.value)));
  slider.addEventListener("change", () => note(false));
  for (const button of steps) button.addEventListener("click", () => {
    const year = yearIn(String(Number(slider.value) + Number(button.dataset.evStep)), first, last);
    show(year);
    note(false);
  });
  control.hidden = false;
  onState(follow);
  follow();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startTime);
else startTime();
