/** The menu of narrow pages opens by keyboard too: the theme gives it a label that only a pointer can press. */

import { make } from "./dom.js";

/** Put a button in the label's place, and let Escape close what it opens. */
export function startMenu() {
  const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const label = document.querySelector(".md-header [for=__drawer]");
  if (!drawer || !label) return;
  const looks = `${label.className} ev-menu-button`;
  const button = make("button", { type: "button", class: looks, "aria-label": "Menu" }, ...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  tell();
  label.replaceWith(button);
  drawer.addEventListener("change", tell);
  button.addEventListener("click", (event) => {
    drawer.click();
    const first = /** @type {HTMLElement | null} */ (document.querySelector(".md-sidebar--primary a.md-nav__link"));
    // A press of a key has no place in the window; the focus follows the keyboard only.
    if (drawer.checked && event.detail === 0) setTimeout(() => drawer.checked && first?.focus(), 50);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}
