/** Words as readers type them and as they are written meet here. */

/** Lower case, without accents: what a reader types and what is written meet here. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
