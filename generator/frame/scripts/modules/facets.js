/** By what studies can be narrowed down: each facet with its values, and which of them a study has. */

/** @import { Evidence, Study } from "./evidence.js" */

/** A value of a facet; `of` names the wider value it belongs to, `under` the fold it stands in. @typedef {{id: string, label: string, of?: string, under?: string}} Value */
/** @typedef {(study: Study) => string[]} Has */
/** A facet before its studies are known. @typedef {{id: string, label: string, open: boolean, values: Value[], has: Has}} Named */
/** A facet; `open` is shown unfolded at first; `found` are the places, among its values, of those that each study has. @typedef {{id: string, label: string, open: boolean, values: Value[], found: number[][]}} Facet */

/** The value that stands for all of a kind. @param {string} id */
export const any = (id) => `any.${id}`;
const UNKNOWN = "unknown";

/** @type {[string, string, number, number][]} */
const SIZES = [
  ["1", "1 person", 1, 1], ["2-9", "2 to 9 people", 2, 9], ["10-29", "10 to 29 people", 10, 29],
  ["30-99", "30 to 99 people", 30, 99], ["100", "100 people or more", 100, Infinity],
];
const COMPARISONS = [
  { id: "randomised", label: "Groups made by chance (randomised)" },
  { id: "compared", label: "Groups compared, not randomised" },
  { id: "silent", label: "Groups, but no result of theirs compared" },
  { id: "historical", label: "Historical control only" },
  { id: "none", label: "No control group" },
];
const LEVELS = [
  { id: "good", label: "Judged sound" }, { id: "middle", label: "Judged with some concerns" },
  { id: "bad", label: "Judged with serious concerns" }, { id: UNKNOWN, label: "No verdict: points only, or too little told" },
  { id: "none", label: "Not appraised" },
];
const SOURCES = [
  { id: "primary", label: "All values from primary sources" },
  { id: "mixed", label: "Some values from copies or secondary sources" },
  { id: "secondary", label: "No value from a primary source" },
  { id: "empty", label: "No values read" },
];
const NOTICES = [
  { id: "retraction", label: "Retracted" }, { id: "concern", label: "Expression of concern" }, { id: "erratum", label: "Erratum" },
];

/** The words of every source quality, for the list. */
export const SOURCE_WORDS = Object.fromEntries(SOURCES.map(({ id, label }) => [id, label]));

/**
 * Every facet of these studies, without the values that no study has.
 * @param {Evidence} evidence  @returns {Facet[]}
 */
export function facetsOf(evidence) {
  const facets = [
    drugs(evidence),
    named("population", "Population", true, Object.entries(evidence.populations).map(([id, { label }]) => ({ id, label })), (study) => study.populations),
    outcomes(evidence),
    named("comparison", "Comparison", false, COMPARISONS, comparison),
    named("design", "Design", false, Object.entries(evidence.designs).map(([id, { label }]) => ({ id, label })), (study) => [study.design]),
    named("kind", "Kind of evidence", false, evidence.kinds, (study) => [study.evidence]),
    named("size", "People", false, [...SIZES.map(([id, label]) => ({ id, label })), { id: UNKNOWN, label: "Number not reported" }], size),
    years(evidence),
    appraisals(evidence),
    named("source", "Source quality", false, SOURCES, (study) => [study.source]),
    named("notice", "Notices", false, NOTICES, (study) => study.notices),
  ];
  return facets.map((facet) => ofStudies(facet, evidence.studies)).filter((facet) => facet.values.length > 1 || facet.id === "notice" && facet.values.length);
}

/** @param {string} id  @param {string} label  @param {boolean} open  @param {Value[]} values  @param {Has} has  @returns {Named} */
const named = (id, label, open, values, has) => ({ id, label, open, values, has });

/** The facet with the values that studies have. @param {Named} facet  @param {Study[]} studies  @returns {Facet} */
function ofStudies({ id, label, open, values, has }, studies) {
  const own = studies.map(has);
  const used = new Set(own.flat());
  const kept = values.filter((value) => used.has(value.id));
  const places = new Map(kept.map((value, place) => [value.id, place]));
  const found = own.map((names) => names.flatMap((name) => places.get(name) ?? []));
  return { id, label, open, values: kept, found };
}

/** A class of drugs stands before the drugs that belong to it. @param {Evidence} evidence */
function drugs({ drugs, classes }) {
  const within = (/** @type {string} */ id) => Object.keys(classes).find((name) => classes[name].drugs.includes(id));
  const others = Object.keys(drugs).filter((id) => !within(id));
  const values = [
    ...Object.entries(classes).flatMap(([id, { label, drugs: members }]) => [
      { id: any(id), label },
      ...members.map((member) => ({ id: member, label: drugs[member].label, of: any(id) })),
    ]),
    ...others.map((id) => ({ id, label: drugs[id].label, ...(others.length > 4 ? { under: "Other treatments" } : {}) })),
  ];
  const has = (/** @type {Study} */ study) =>
    [...study.drugs, ...Object.keys(classes).filter((id) => study.drugs.some((drug) => classes[id].drugs.includes(drug))).map(any)];
  return named("drug", "Drug", true, values, has);
}

/** A domain of outcome stands before its measures. @param {Evidence} evidence */
function outcomes({ domains, measures }) {
  /** @type {Map<string, Set<string>>} */
  const inside = new Map();
  for (const [name, { domain }] of Object.entries(measures)) inside.set(domain, (inside.get(domain) ?? new Set()).add(name));
  const values = domains.flatMap(({ id, label }) => [
    { id: any(id), label },
    ...[...(inside.get(id) ?? [])].map((name) => ({ id: name, label: measures[name].label, of: any(id) })),
  ]);
  const has = (/** @type {Study} */ study) => {
    const followed = study.followed.map((name) => measures[name].domain).filter((id) => !study.domains.includes(id));
    return [...study.domains, ...new Set(followed)].map(any).concat(study.measures, study.followed);
  };
  return named("outcome", "Outcome measured", true, values, has);
}

/** @param {Study} study */
function comparison(study) {
  if (study.randomised) return ["randomised"];
  if (study.comparative) return ["compared"];
  if (!study.control) return [];
  if (study.control.startsWith("no result")) return ["silent"];
  return [study.control.startsWith("historical") ? "historical" : "none"];
}

/** @param {Study} study */
const size = ({ size: people }) =>
  people === null ? [UNKNOWN] : SIZES.filter(([, , low, high]) => people >= low && people <= high).map(([id]) => id);

/** @param {Evidence} evidence */
function years({ studies }) {
  const found = [...new Set(studies.map((study) => study.year).filter((year) => year !== null))].sort((a, b) => Number(b) - Number(a));
  const values = [...found.map((year) => ({ id: String(year), label: String(year) })), { id: UNKNOWN, label: "Year not recorded" }];
  return named("year", "Year of the first report", false, values, (study) => [study.year === null ? UNKNOWN : String(study.year)]);
}

/** How a verdict is written in an address. @param {string} words */
const slug = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** What a verdict comes to stands before its words in each tool. @param {Evidence} evidence */
function appraisals({ studies }) {
  const levels = new Map(studies.map(({ appraisal }) => [appraisal.words, appraisal.level]));
  const slugs = new Map([...levels.keys()].map((words) => [words, slug(words)]));
  const values = LEVELS.flatMap(({ id, label }) => {
    const words = [...levels.keys()].filter((text) => levels.get(text) === id);
    words.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return [{ id: any(id), label }, ...words.map((text) => ({ id: slug(text), label: text, of: any(id) }))];
  });
  return named("appraisal", "Appraisal", false, values, ({ appraisal }) => [any(appraisal.level), slugs.get(appraisal.words) ?? ""]);
}
