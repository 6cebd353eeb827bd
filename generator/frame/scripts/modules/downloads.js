/** What is shown, as files for other programs; made in the page, so that it works from a disk. */

import { make } from "./dom.js";
import { loadCitations } from "./evidence.js";
import { studyAddress } from "./study-columns.js";
import { fold } from "./words.js";

/** @import { Citations, Study } from "./evidence.js" */
/** @import { Column, Look } from "./study-columns.js" */

/** A list as it is shown: its studies in their order, its columns, and of how many studies they are. @typedef {{studies: Study[], columns: Column[], look: Look, of: number, address: string}} Shown */

/** @param {string} text */
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The list as CSV (RFC 4180): its columns, and where each study stands. @param {Shown} shown */
export function asCsv({ studies, columns, look }) {
  const rows = studies.map((study) => [...columns.map((column) => column.text(study, look)), studyAddress(study)]);
  return [[...columns.map((column) => column.label), "Address"], ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** The list as JSON, with the version of the evidence and the address of the view. @param {Shown} shown */
export function asJson({ studies, columns, look, of, address }) {
  const rows = studies.map((study) => ({
    id: study.id, address: studyAddress(study),
    ...Object.fromEntries(columns.map((column) => [column.label, column.text(study, look)])),
  }));
  const { title, versionWords } = look.evidence;
  return `${JSON.stringify({ title, version: versionWords, view: address, shown: studies.length, of, studies: rows }, null, 1)}\n`;
}

/**
 * The reports of the studies in their order, each once, as RIS or BibTeX.
 * @param {Study[]} studies  @param {Citations} citations  @param {"ris" | "bib"} form
 */
export function asReferences(studies, citations, form) {
  const keys = new Set(studies.flatMap((study) => citations.studies[study.id] ?? []));
  return [...keys].map((key) => citations.records[key][form]).join(form === "bib" ? "\n" : "");
}

/** The name of a file: what it holds, of what, and the version. @param {Shown} shown  @param {string} ending */
export function fileName({ studies, look, of }, ending) {
  const topic = fold(look.evidence.title).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  const number = studies.length === of ? `all-${of}-studies` : `${studies.length}-of-${of}-studies`;
  return `${topic || "evidence"}-${number}-version-${look.evidence.version}.${ending}`;
}

const KINDS = /** @type {Record<string, string>} */ ({
  csv: "text/csv", json: "application/json", ris: "application/x-research-info-systems", bib: "application/x-bibtex",
});

/**
 * Give what is shown to the reader as a file, and return its name.
 * @param {Shown} shown  @param {"csv" | "json" | "ris" | "bib"} form
 */
export async function takeHome(shown, form) {
  const name = fileName(shown, form);
  save(name, form === "csv" ? asCsv(shown) : form === "json" ? asJson(shown) : asReferences(shown.studies, await loadCitations(), form));
  return name;
}

/** Give a text to the reader as a file. @param {string} name  @param {string} text */
function save(name, text) {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const address = URL.createObjectURL(new Blob([text], { type: `${KINDS[ending] ?? "text/plain"};charset=utf-8` }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
