/** What was known at the end of a year, chosen from what the generator wrote for every year; nothing is computed. */

/**
 * The last step that had been taken by a year; undefined before the first.
 * @template {{year: number}} Step
 * @param {Step[]} steps  In order of years.
 * @param {number} year
 * @returns {Step | undefined}
 */
export const stepAt = (steps, year) => steps.filter((step) => step.year <= year).at(-1);

/**
 * The year an address asks for, inside what there is; the last one where it asks for none.
 * @param {string | null} asked  @param {number} first  @param {number} last
 */
export function yearIn(asked, first, last) {
  const year = /^\d{4}$/.test(asked ?? "") ? Number(asked) : last;
  return Math.min(Math.max(year, first), last);
}
