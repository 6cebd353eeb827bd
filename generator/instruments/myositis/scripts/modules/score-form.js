/** The form of one patient: reading it, filling it, and saying beside each field what cannot be. */

import { each, make } from "generator/frame/scripts/modules/dom.js";
import { readDecimal, whole, wordsOf } from "./exact.js";
import { isEmpty } from "./score-address.js";
import { belongs } from "./scoring.js";

/** @import { Typed } from "./core-set.js" */
/** @import { Patient } from "./score-address.js" */
/** @import { Scored } from "./scoring.js" */
/** @import { Tables } from "./scoring.js" */

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** @param {HTMLElement} row  @returns {Record<string, Control>} */
const controlsOf = (row) => Object.fromEntries([.../** @type {NodeListOf<Control>} */ (row.querySelectorAll("[data-ev-field]"))]
  .map((control) => [control.dataset.evField ?? "", control]));

/** @param {HTMLFormElement} form  @returns {HTMLElement[]} */
const rowsOf = (form) => [...form.querySelectorAll("[data-ev-instrument]")].map((row) => /** @type {HTMLElement} */ (row));

/** What the form holds now. @param {HTMLFormElement} form  @returns {Omit<Patient, "example">} */
export function readForm(form) {
  const rows = rowsOf(form).map((row) => {
    const { width, baseline, followUp } = controlsOf(row);
    /** @type {Typed} */
    const typed = { width: width?.value ?? "", baseline: baseline.value, followUp: followUp.value };
    return /** @type {[string, Typed]} */ ([row.dataset.evInstrument ?? "", typed]);
  });
  const chosen = /** @type {HTMLInputElement} */ (form.querySelector("[name=criteria]:checked"));
  return { group: chosen.value, rows: new Map(rows) };
}

/** A choice that does not offer what an address says takes it up, so that it is seen and refused. @param {Control} control  @param {string} text */
function fill(control, text) {
  if (control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === text)) {
    control.append(make("option", { value: text }, text));
  }
  control.value = text;
}

/** @param {HTMLFormElement} form  @param {Patient} patient */
export function fillForm(form, { group, rows }) {
  each("[name=criteria]", (choice) => { choice.checked = choice.value === group; }, form);
  for (const row of rowsOf(form)) {
    const typed = rows.get(row.dataset.evInstrument ?? "");
    for (const [field, control] of Object.entries(controlsOf(row))) {
      fill(control, typed?.[/** @type {keyof Typed} */ (field)] ?? "");
    }
    const fold = row.closest("details");
    if (fold && typed && !isEmpty(typed)) fold.open = true;
  }
}

/** Show the instruments of the criteria; what was typed for others stays in the form. @param {HTMLFormElement} form  @param {Tables} tables */
export function showInstruments(form, tables) {
  const { group } = readForm(form);
  const known = new Map(tables.instruments.map((instrument) => [instrument.id, instrument]));
  for (const row of rowsOf(form)) {
    const instrument = known.get(row.dataset.evInstrument ?? "");
    row.hidden = !instrument || !belongs(instrument, group);
  }
}

/** Tell each pair of values how far it reaches, once the scale is chosen. @param {HTMLFormElement} form */
export function showRanges(form) {
  for (const row of rowsOf(form)) {
    const { width } = controlsOf(row);
    if (!(width instanceof HTMLSelectElement)) continue;
    const scale = readDecimal(width.value);
    const words = scale && scale.value.top >= 0n ? `${wordsOf(whole(0))} to ${wordsOf(scale.value)}` : "";
    each("[data-ev-range]", (hint) => { hint.textContent = words; }, row);
  }
}

/** @param {Control} control  @param {string} words  What is wrong; nothing where all is well. */
function say(control, words) {
  const place = /** @type {HTMLElement} */ (document.getElementById(control.getAttribute("aria-describedby") ?? ""));
  if (place.textContent !== words) place.textContent = words;
  place.hidden = words === "";
  if (words) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/**
 * Say what cannot be beside the fields that were left or filled; a missing scale only once both values stand.
 * @param {HTMLFormElement} form  @param {Scored} scored  @param {Set<Element>} left  The fields that were left.
 * @returns {number} How many messages are shown.
 */
export function showFaults(form, scored, left) {
  let shown = 0;
  for (const row of rowsOf(form)) {
    const faults = scored.faults.get(row.dataset.evInstrument ?? "") ?? [];
    const controls = controlsOf(row);
    for (const [field, control] of Object.entries(controls)) {
      const fault = faults.find((one) => one.field === field);
      const due = field === "width" && !control.value.trim() ? left.has(controls.followUp) : left.has(control);
      if (fault && due) shown += 1;
      say(control, fault && due ? `${fault.seen[0].toUpperCase()}${fault.seen.slice(1)}; expected ${fault.expected}. ${fault.remedy}` : "");
    }
  }
  return shown;
}

/** @param {HTMLFormElement} form  @returns {Control[]} */
export const everyControl = (form) => rowsOf(form).flatMap((row) => Object.values(controlsOf(row)));
