/** A patient in the address: `criteria=adult&haq=_1.5_1` holds scale, baseline and follow-up as they were typed. */

/** @import { Typed } from "./core-set.js" */
/**
 * @typedef {object} Patient
 * @property {string} group  Whose criteria: adult or juvenile.
 * @property {Map<string, Typed>} rows  What was typed, by instrument.
 * @property {boolean} example  Whether it is the made-up patient of the page, unchanged.
 */

export const GROUPS = ["adult", "juvenile"];
const BETWEEN = "_";

/** @param {string} text */
const hide = (text) => text.replace(/[%_]/g, (sign) => (sign === "%" ? "%25" : "%5F"));
/** @param {string} text */
const show = (text) => text.replace(/%(25|5F)/g, (_, code) => (code === "25" ? "%" : "_"));

/** @param {Typed} typed */
export const isEmpty = (typed) => [typed.width, typed.baseline, typed.followUp].every((text) => text.trim() === "");

/** @param {Typed} typed */
export const rowText = ({ width, baseline, followUp }) => [width, baseline, followUp].map(hide).join(BETWEEN);

/** @param {string} text  @returns {Typed} */
export function rowOf(text) {
  const [width = "", baseline = "", followUp = ""] = text.split(BETWEEN).map(show);
  return { width, baseline, followUp };
}

/** A patient of whom nothing is known leaves only whose criteria are meant. @param {Patient} patient */
export function paramsOf({ group, rows, example }) {
  const params = new URLSearchParams();
  const filled = [...rows].filter(([, typed]) => !isEmpty(typed));
  if (filled.length || group !== GROUPS[0]) params.set("criteria", group);
  if (example && filled.length) params.set("example", "yes");
  for (const [id, typed] of filled) params.set(id, rowText(typed));
  return params;
}

/** Whatever else an address says is passed over. @param {URLSearchParams} params  @param {string[]} ids  @returns {Patient} */
export function patientOf(params, ids) {
  const wanted = params.get("criteria") ?? "";
  return {
    group: GROUPS.includes(wanted) ? wanted : GROUPS[0],
    rows: new Map(ids.map((id) => [id, rowOf(params.get(id) ?? "")])),
    example: params.get("example") === "yes",
  };
}
