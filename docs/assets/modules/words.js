/** Words as readers type them and as they are written meet here. */

/** Lower case, without accents: what a reader types and what is written meet here. @param {string} text */
export const fold = (text) =>
  (/[^\0-\x7f]/.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "") : text).toLowerCase();

/** A number with its noun. @param {number} number  @param {string} one  @param {string} [many] */
export const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
