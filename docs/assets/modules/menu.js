/** The menu of narrow pages opens by keyboard too: the theme gives it a label that only a pointer can press. */

import { each } from "./dom.js";

/** Let Enter and the space bar press what a pointer presses, and Escape close it. */
export function startMenu() {
  const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const opener = /** @type {HTMLElement | null} */ (document.querySelector(".md-header [for=__drawer]"));
  if (!drawer || !opener) return;
  const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked));
  for (const [name, value] of [["role", "button"], ["tabindex", "0"], ["aria-label", "Menu"]]) opener.setAttribute(name, value);
  tell();
  drawer.addEventListener("change", tell);
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    drawer.click();
    const first = /** @type {HTMLElement | null} */ (document.querySelector(".md-sidebar--primary a.md-nav__link"));
    if (drawer.checked) setTimeout(() => first?.focus(), 50);
  });
  each(".md-sidebar--primary", (menu) => menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    opener.focus();
  }));
}
