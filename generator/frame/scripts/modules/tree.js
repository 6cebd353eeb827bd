/** Elements from plain lists, made one by one: the markup of the tables without markup being read. */

import { make } from "./dom.js";

/** A text, or an element as its name, its attributes and its nodes. @typedef {string | any[]} Tree */

const ELEMENTS = new Set(("a bdi dd details div dl dt em i li p s small span strong sub summary sup ul").split(" "));
const ATTRIBUTES = new Set(("aria-hidden aria-label class data-ev-fresh data-ev-kind data-ev-level data-ev-rank data-ev-slot "
  + "data-ev-tone href role title").split(" "));

/** Whether an address leads to a page, of this site or of the web, and is nothing to be run. @param {string} address */
export const isAddress = (address) => /^https?:\/\/|^(?![a-z][a-z0-9+.-]*:|\/\/)[^\s]*$/i.test(address);

/** What may be set of the attributes that are given. @param {Record<string, string>} given */
export const allowed = (given) => Object.fromEntries(Object.entries(given)
  .filter(([name, value]) => ATTRIBUTES.has(name) && (name !== "href" || isAddress(value))));

/** @param {Tree[]} nodes  @returns {(Node | string)[]} */
export const build = (nodes) => nodes.map((node) => {
  if (typeof node === "string") return node;
  const [name, attributes, ...children] = node;
  return make(ELEMENTS.has(name) ? name : "span", allowed(attributes), ...build(children));
});

/** The text of nodes, as read. @param {Tree[]} nodes  @returns {string} */
export const textOf = (nodes) => nodes.map((node) => (typeof node === "string" ? node : textOf(node.slice(2)))).join("");
