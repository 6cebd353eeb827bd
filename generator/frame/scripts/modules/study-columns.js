/** The columns of the list of studies: what each says of a study, and whether it puts studies in order. */

import { addressOf } from "./evidence.js";
import { SOURCE_WORDS } from "./facets.js";
import { resultLines } from "./result-lines.js";

/** @import { Evidence, Study } from "./evidence.js" */

/** What a list is drawn from: the evidence, and the outcomes chosen. @typedef {{evidence: Evidence, outcomes: string[]}} Look */

/**
 * A column. `text` is what it says in plain words, also in downloads; `sort` is what it sorts by, null where nothing is
 * known; without `sort` nothing is put in order by it.
 * @typedef {{id: string, label: string, usual: boolean, text: (study: Study, look: Look) => string,
 *   sort?: (study: Study, look: Look) => string | number | null, down?: boolean}} Column
 */

const LEVELS = ["good", "middle", "bad", "unknown", "none"];
const SOURCES = ["primary", "mixed", "secondary", "empty"];
const NOTICE_WORDS = /** @type {Record<string, string>} */ ({ retraction: "retracted", concern: "expression of concern", erratum: "erratum" });

/** What everybody who reads the name of a study must know. @param {Study} study */
export const marksOf = (study) => [
  ...study.notices.map((notice) => ({ words: NOTICE_WORDS[notice] ?? notice, tone: notice === "erratum" ? "quiet" : "caution" })),
  ...(study.control ? [{ words: study.control, tone: "caution" }] : []),
];

/** @param {Study} study  @param {Look} look */
const drugs = (study, { evidence }) => study.drugs.map((id) => evidence.drugs[id].label).join("; ");
/** @param {Study} study  @param {Look} look */
const populations = (study, { evidence }) => study.populations.map((id) => evidence.populations[id].label).join("; ");
/** @param {Study} study  @param {Look} look */
const kind = (study, { evidence }) => evidence.kinds.find(({ id }) => id === study.evidence)?.label ?? study.evidence;

/** @type {Column[]} */
export const COLUMNS = [
  {
    id: "study", label: "Study", usual: true, sort: (study) => study.label,
    text: (study) => [study.label, ...marksOf(study).map(({ words }) => `[${words}]`)].join(" "),
  },
  {
    id: "drug", label: "Drug, dose", usual: true, sort: drugs,
    text: (study, look) => [drugs(study, look), study.dose].filter(Boolean).join(": "),
  },
  { id: "population", label: "Population", usual: true, text: populations, sort: populations },
  { id: "who", label: "Who took part", usual: false, text: (study) => study.who },
  {
    id: "design", label: "Design", usual: true, text: (study, { evidence }) => evidence.designs[study.design].label,
    sort: (study, { evidence }) => 3 - evidence.designs[study.design].rank + evidence.designs[study.design].label,
  },
  { id: "size", label: "People", usual: true, text: (study) => study.sizeText, sort: (study) => study.size, down: true },
  { id: "follow", label: "Followed for", usual: false, text: (study) => study.followUp, sort: (study) => study.weeks, down: true },
  { id: "results", label: "Results", usual: true, text: (study, look) => resultLines(study, look).map(({ text }) => text).join("; ") },
  { id: "harms", label: "Serious harms", usual: false, text: (study) => (study.retracted ? "left out: retracted" : study.serious) },
  { id: "year", label: "Year", usual: true, text: (study) => String(study.year ?? "not recorded"), sort: (study) => study.year, down: true },
  {
    id: "appraisal", label: "Appraisal", usual: false, text: ({ appraisal }) => appraisal.words,
    sort: ({ appraisal }) => `${LEVELS.indexOf(appraisal.level)} ${appraisal.words}`,
  },
  { id: "source", label: "Source quality", usual: false, text: (study) => SOURCE_WORDS[study.source], sort: (study) => SOURCES.indexOf(study.source) },
  { id: "kind", label: "Kind of evidence", usual: false, text: kind, sort: (study, { evidence }) => evidence.kinds.findIndex(({ id }) => id === study.evidence) },
];

/**
 * What the list is and in which order it stands.
 * @param {{column: string, down: boolean} | null} sort  @param {number} all  @param {number} inSight  @param {Look} look
 */
export function captionOf(sort, all, inSight, { outcomes }) {
  const column = COLUMNS.find(({ id }) => id === sort?.column);
  const key = column ? `By ${column.label.toLowerCase()}, ${sort?.down ? "descending" : "ascending"}.` : "By kind of evidence, in each kind the largest first.";
  const what = outcomes.length ? "Results on the outcomes chosen." : "One result for each domain of outcome, chosen by a fixed rule.";
  const part = inSight < all ? `The first ${inSight} of ${all}. ` : "";
  return `${part}${key} ${what} Each figure leads to its row on the study's page.`;
}

const ALPHABET = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * The studies in the order of a column, equal ones as the pages list them; those of which nothing is known stand last.
 * @param {Study[]} studies  @param {Column | undefined} column  @param {boolean} down  @param {Look} look
 */
export function inOrder(studies, column, down, look) {
  const { sort } = column ?? {};
  if (!sort) return studies;
  const keys = new Map(studies.map((study) => [study, sort(study, look)]));
  const missing = (/** @type {any} */ key) => key === null || key === "";
  return [...studies].sort((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (missing(one) || missing(other)) return Number(missing(one)) - Number(missing(other));
    const way = typeof one === "number" && typeof other === "number" ? one - other : ALPHABET.compare(String(one), String(other));
    return down ? -way : way;
  });
}

/** Where a study is told of. @param {Study} study */
export const studyAddress = (study) => addressOf(study.url);
