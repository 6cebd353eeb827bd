/** Why columns must not be set against each other, said before the first row. */

import { factParts } from "./beside-rows.js";

/** @import { Column } from "./beside-column.js" */

/** @param {string[]} words */
const listOf = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** In what the columns differ, by the names of the rows. @param {Column[]} columns */
export const differences = (columns) => factParts(columns.map((column) => column.facts))
  .flatMap((part) => part.rows)
  .filter((row) => row.cells.some((cell) => cell.others.length))
  .map((row) => row.name.toLowerCase());

/** The pairs that have people in common. @param {Column[]} columns */
const sharing = (columns) => columns.flatMap((one, at) => columns.slice(at + 1)
  .filter((other) => other.id in one.shares)
  .map((other) => `${one.label} and ${other.label} ${one.shares[other.id] ? "share people" : "may share people"}: do not count them twice.`));

/**
 * What a reader has to know before reading across; each a sentence or two.
 * @param {Column[]} columns  @returns {string[]}
 */
export function cautions(columns) {
  const studies = columns[0]?.kind === "studies";
  const alone = columns.filter((column) => column.alone);
  const differ = differences(columns);
  return [
    studies
      ? "Each column is a study of its own. A difference between two columns can come from other people, other care, other times or chance; it is not the effect of a drug."
      : "Each column holds different studies of different people. A difference between two columns is not a difference between two drugs, and nothing is added up.",
    differ.length ? `They differ in: ${listOf(differ)}. Rows say where, with the sign ≠.` : "",
    alone.length
      ? `${listOf(alone.map((column) => `${column.label} (${column.alone})`))}: nobody knows from that what would have happened without the drug.`
      : "",
    ...columns.filter((column) => column.retracted).map((column) => `${column.label} was retracted: its figures count nowhere on this site.`),
    ...(studies ? sharing(columns) : []),
    "They stand in the order you chose, never by result.",
  ].filter(Boolean);
}
