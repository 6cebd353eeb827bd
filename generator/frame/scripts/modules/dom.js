/** Elements: finding them, making them, and saying something to a screen reader. */

/** The address of the folder this script was loaded from; empty outside a page. */
export const ASSETS = typeof document === "undefined" ? "" : new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

/**
 * Call `act` with every element that matches.
 * @param {string} selector
 * @param {(element: any) => void} act
 * @param {ParentNode} [root]
 */
export const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

/**
 * Make an element from its attributes and children; text stays text.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node|string)} children
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Say something to a screen reader without moving the focus. */
export const announce = (() => {
  /** @type {HTMLElement | undefined} */
  let region;
  return (/** @type {string} */ message) => {
    if (!region) document.body.append((region = make("div", { class: "ev-announcer", role: "status" })));
    region.textContent = "";
    const spoken = region;
    setTimeout(() => { spoken.textContent = message; }, 50);
  };
})();
