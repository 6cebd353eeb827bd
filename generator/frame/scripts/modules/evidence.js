/**
 * The evidence as the pages tell it, loaded once and only where it is asked for, by a script element: that works from a
 * disk too. Every text is plain text in the words and the rounding of the pages: put it into a page by `textContent`
 * or `make`, and form or round no number of it here.
 */

import { ASSETS, make } from "./dom.js";

/**
 * A result of a study. `text` is what is printed, with its denominator; `interval` and `computed` say in words where
 * they were computed here; `against` names the group that a comparison is made with; `beside` are the ids of what the
 * other groups of a controlled study did on the same outcome at the same time: never show `text` without them.
 * `total` is how many people it stands on, null where not printed; `main` stands for the study in its domain.
 * @typedef {{id: string, url: string, measure: string, domain: string, name: string, drug: string | null, arm: string,
 *   against: string, beside: string[], time: string, text: string, interval: string, p: string, computed: string,
 *   total: number | null, main: boolean, remarks: string[], uncontrolled: boolean}} Result
 */

/**
 * A harm. `serious` is null where the source does not say.
 * @typedef {{id: string, url: string, event: string, arm: string, text: string, interval: string, p: string,
 *   counted: string, serious: boolean | null, discrepancy: boolean}} Harm
 */

/**
 * A study. `control` says what one without a control group has in its place ("" where it has one, or does not treat).
 * `source` is primary, mixed, secondary or empty (no values); the level of `appraisal` good, middle, bad, unknown, none.
 * `measures` are those of the vocabulary (a result may be on none: its measure is "unlisted"); `followed` are measures that only
 * rows of single patients hold;
 * `weeks` only puts studies in order; `serious` says which harms were serious.
 * A `retracted` study stands in lists, marked, and counts nowhere.
 * @typedef {{id: string, label: string, name: string, url: string, year: number | null, evidence: string,
 *   drugs: string[], populations: string[], design: string, comparative: boolean, randomised: boolean, control: string,
 *   size: number | null, sizeText: string, people: string, age: string, who: string, dose: string, followUp: string, weeks: number | null,
 *   measures: string[], followed: string[], domains: string[], appraisal: {words: string, level: string, sign: string}, source: string,
 *   notices: string[], retracted: boolean, summary: string, registrations: string[], checks: string,
 *   serious: string, results: Result[], harms: Harm[], sources: {title: string, kind: string, rank: string, url: string, read: string, host: string}[]}} Study
 */

/**
 * Everything, in the order of the pages. Addresses start at the root of the site: see `addressOf`. `classes` are the
 * classes that several drugs belong to; `rank` of a design is 3 for groups made by chance, 2 for other comparisons, 1 for
 * none; `overlaps` are pairs of studies that share people, certainly (true) or perhaps.
 * @typedef {{version: string, versionWords: string, title: string,
 *   drugs: Record<string, {label: string, slot: number | null, mark: string, url: string, class: string | null}>,
 *   classes: Record<string, {label: string, drugs: string[]}>,
 *   populations: Record<string, {label: string, url: string}>,
 *   designs: Record<string, {label: string, comparative: boolean, rank: number}>,
 *   measures: Record<string, {label: string, domain: string, url: string | null, better: string | null, definition: string}>,
 *   domains: {id: string, label: string}[], kinds: {id: string, label: string}[], given: string,
 *   overlaps: [string, string, boolean][], studies: Study[]}} Evidence
 */

/**
 * The reports of each study by key, and each report once, for other programs.
 * @typedef {{studies: Record<string, string[]>, records: Record<string, {bib: string, ris: string, csl: object}>}} Citations
 */

const ROOT = new URL("../", ASSETS || "file:///assets/").href;

/** The address of something below the root of the site, from whatever page. @param {string} url */
export const addressOf = (url) => new URL(url, ROOT).href;

/** What the script leaves out because it is empty. */
const OF_A_STUDY = {
  name: "", year: null, drugs: [], populations: [], comparative: false, randomised: false, control: "", size: null,
  people: "", age: "", who: "", dose: "", followUp: "", weeks: null, serious: "", measures: [], followed: [], domains: [], notices: [], retracted: false,
  registrations: [], results: [], harms: [], sources: [],
};
const OF_A_RESULT = {
  drug: null, arm: "", against: "", beside: [], time: "", interval: "", p: "", computed: "", total: null, main: false,
  remarks: [],
};
const OF_A_HARM = { interval: "", p: "", serious: null, discrepancy: false };

/**
 * Fill in the rows of a study when somebody asks for them: of a thousand studies a reader sees few.
 * @param {any} study  @param {string} name  @param {object} usual
 */
function onDemand(study, name, usual) {
  /** @type {any[]} */
  const rows = study[name];
  const fill = () => rows.map((row) => ({ ...usual, ...row, url: `${study.url}#${row.id}` }));
  /** @type {any[] | undefined} */
  let filled;
  Object.defineProperty(study, name, { enumerable: true, get: () => (filled ??= fill()) });
}

/** Fill in what was left out, and the addresses. @param {any} loaded  @returns {Evidence} */
export function completed(loaded) {
  for (const [id, study] of loaded.studies.entries()) {
    const url = `studies/${study.id}.html`;
    const full = { ...OF_A_STUDY, ...study, url };
    onDemand(full, "results", { ...OF_A_RESULT, uncontrolled: full.control !== "" });
    onDemand(full, "harms", OF_A_HARM);
    loaded.studies[id] = full;
  }
  return loaded;
}

/**
 * Load a script of ours that calls `name` with what it holds.
 * @param {string} file  @param {string} name  @returns {Promise<any>}
 */
function loadCall(file, name) {
  return new Promise((resolve, reject) => {
    /** @type {any} */ (self)[name] = resolve;
    const script = make("script", { src: `${ASSETS}${file}` });
    script.addEventListener("load", () => reject(new Error(`${file} says nothing`)));
    script.addEventListener("error", () => reject(new Error(`${file} cannot be loaded`)));
    document.head.append(script);
  });
}

/** @type {Promise<Evidence> | undefined} */
let evidence;

/** The evidence; loaded once. @returns {Promise<Evidence>} */
export const loadEvidence = () => (evidence ??= loadCall("evidence-index.js", "evidenceIndex").then(completed));

/** @type {Promise<Citations> | undefined} */
let citations;

/** The reports of each study for other programs; loaded once, when somebody downloads. @returns {Promise<Citations>} */
export const loadCitations = () => (citations ??= loadCall("evidence-citations.js", "evidenceCitations"));
