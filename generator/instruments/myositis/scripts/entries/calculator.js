/** The calculators of response: what is typed is scored at once, in this browser, and kept in the address alone. */

import { holdsState, onState, readState, writeState } from "generator/frame/scripts/modules/address.js";
import { copyText } from "generator/frame/scripts/modules/clipboard.js";
import { announce, each, make } from "generator/frame/scripts/modules/dom.js";
import { isEmpty, paramsOf, patientOf } from "../modules/score-address.js";
import { everyControl, fillForm, readForm, showFaults, showInstruments, showRanges } from "../modules/score-form.js";
import { shortly, showResult, unbroken } from "../modules/score-result.js";
import { stepsOf } from "../modules/score-steps.js";
import { scorePatient } from "../modules/scoring.js";

/** @import { Tables } from "../modules/scoring.js" */

const PAUSE = 800;

/** @param {HTMLFormElement} form  @param {HTMLElement} target */
function startCalculator(form, target) {
  /** @type {Tables} */
  const tables = JSON.parse(document.getElementById("_criteria")?.textContent ?? "");
  const ids = tables.instruments.map(({ id }) => id);
  /** The fields whose messages are due. @type {Set<Element>} */
  const left = new Set();
  const foot = make("p", { class: "ev-score-foot", "aria-hidden": "true" });
  const undo = /** @type {HTMLButtonElement} */ (document.querySelector("[data-ev-act=undo]"));
  /** @type {URLSearchParams | null} */
  let before = null;
  let example = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let speaking;
  form.after(foot);

  const patient = () => ({ ...readForm(form), example });

  const show = () => {
    showInstruments(form, tables);
    showRanges(form);
    const { group, rows } = patient();
    const scored = scorePatient(tables, group, rows);
    const faults = showFaults(form, scored, left);
    each("[data-ev-steps]", (place) => {
      const lines = stepsOf(scored, place.dataset.evSteps, rows);
      place.replaceChildren(...lines.map((line) => make("p", {}, unbroken(line))));
    }, form);
    showResult(target, scored, { example, faults });
    foot.textContent = shortly(scored);
    return scored;
  };

  /** Fill the form; every message is due. @param {URLSearchParams} params */
  const open = (params) => {
    const wanted = patientOf(params, ids);
    example = wanted.example;
    fillForm(form, wanted);
    left.clear();
    everyControl(form).filter((control) => control.value.trim()).forEach((control) => left.add(control));
    return show();
  };

  /** Put another patient in place of this one, who can be brought back. @param {URLSearchParams} params  @param {string} words */
  const replace = (params, words) => {
    const now = patient();
    const kept = [...now.rows.values()].every(isEmpty) || now.example ? null : paramsOf(now);
    writeState(params);
    open(params);
    before = kept ?? before;
    undo.hidden = before === null;
    announce(words);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement && event.target.type === "radio")) example = false;
    if (event.target instanceof HTMLSelectElement) left.add(event.target);
    const scored = show();
    writeState(paramsOf(patient()), { replace: true });
    clearTimeout(speaking);
    speaking = setTimeout(() => announce(shortly(scored) || "Nothing typed"), PAUSE);
  });
  form.addEventListener("focusout", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type === "radio" || left.has(event.target)) return;
    if (!event.target.value.trim()) return;
    left.add(event.target);
    show();
  });

  /** @type {Record<string, (button: HTMLButtonElement) => void>} */
  const acts = {
    example: () => {
      const { group } = patient();
      replace(new URLSearchParams({ criteria: group, example: "yes", ...tables.examples[group] }), "Example: a made-up patient");
    },
    clear: () => replace(new URLSearchParams(paramsOf({ group: patient().group, rows: new Map(), example: false })), "Cleared"),
    undo: () => {
      if (!before) return;
      const wanted = before;
      before = null;
      writeState(wanted);
      open(wanted);
      undo.hidden = true;
      announce("Brought back");
      everyControl(form)[0].focus();
    },
    print: () => window.print(),
    link: async (button) => {
      writeState(paramsOf(patient()), { replace: true });
      const done = await copyText(location.href) ? "Link copied" : "Not copied: take it from the address";
      const label = button.dataset.evLabel ?? button.textContent ?? "";
      button.dataset.evLabel = label;
      button.textContent = done;
      announce(done);
      setTimeout(() => { button.textContent = label; }, 2000);
    },
  };
  each("[data-ev-act]", (button) => button.addEventListener("click", () => acts[button.dataset.evAct](button)));

  onState(open);
  // A place on this page is looked at, and the address goes on to hold the values.
  window.addEventListener("hashchange", () => {
    if (!holdsState(location.hash)) writeState(paramsOf(patient()), { replace: true });
  });
  open(readState());
}

const form = document.querySelector("form.ev-score-form");
const target = document.querySelector("[data-ev-result]");
if (form instanceof HTMLFormElement && target instanceof HTMLElement) startCalculator(form, target);
