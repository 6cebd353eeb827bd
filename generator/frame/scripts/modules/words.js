/** Words as readers type them and as they are written meet here. */

/** Lower case, without accents: what a reader types and what is written meet here. @param {string} text */
export const fold = (text) =>
  (/[^\0-\x7f]/.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "") : text).toLowerCase();

const THOUSANDS = new Intl.NumberFormat("en");

/** A number as the pages write it. @param {number} number */
export const grouped = (number) => THOUSANDS.format(number);

/** A number with its noun. @param {number} number  @param {string} one  @param {string} [many] */
export const counted = (number, one, many = `${one}s`) => `${grouped(number)} ${number === 1 ? one : many}`;
