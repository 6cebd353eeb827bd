/** Views of one thing of which a reader sees one at a time; without scripts, and on paper, all are there. */

import { each } from "./dom.js";

/**
 * Make a switch work and tell `chosen` what the reader chose.
 * @param {HTMLElement} field  The fieldset of radio buttons.
 * @param {(view: string) => void} chosen
 * @returns {{show(view: string): void, has(view: string): boolean, first: string}}
 */
export function startSwitch(field, chosen) {
  const buttons = /** @type {HTMLInputElement[]} */ ([...field.querySelectorAll("input[type=radio]")]);
  const show = (/** @type {string} */ view) => {
    for (const button of buttons) button.checked = button.value === view;
    each("[data-ev-view]", (part) => part.toggleAttribute("data-ev-away", part.dataset.evView !== view));
  };
  for (const button of buttons) button.addEventListener("change", () => {
    show(button.value);
    chosen(button.value);
  });
  field.hidden = false;
  const first = buttons[0].value;
  show(first);
  return { show, has: (view) => buttons.some((button) => button.value === view), first };
}
