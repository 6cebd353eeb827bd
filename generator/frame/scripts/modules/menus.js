/** The menus of tables and pictures: links that always work; what saves files is loaded once a menu is opened. */

import { ASSETS, make } from "./dom.js";

/** @type {Promise<{fill(menu: HTMLElement): void}> | undefined} */
let saving;

/** Load what saves files, once; a classic script, so that it also loads from a disk. */
function loadSaving() {
  saving ??= new Promise((resolve, reject) => {
    const script = make("script", { src: `${ASSETS}saving.js` });
    script.addEventListener("load", () => resolve(/** @type {any} */ (window).evidenceSaving));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return saving;
}

export function startMenus() {
  // A fold tells of its opening only to itself and on the way down.
  document.addEventListener("toggle", async ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(".ev-menu[open]:not([data-ev-filled])")) return;
    target.setAttribute("data-ev-filled", "");
    try {
      (await loadSaving()).fill(target);
    } catch {
      saving = undefined;
      target.removeAttribute("data-ev-filled");
    }
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target instanceof Element && event.target.closest("details.ev-menu[open]");
    if (!(menu instanceof HTMLDetailsElement)) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
