/** The studies chosen to stand side by side: two to four. */

import { encodeState } from "./address.js";
import { make } from "./dom.js";
import { addressOf } from "./evidence.js";
import { MOST_COMPARED } from "./view.js";

/** @import { Study } from "./evidence.js" */

/** Where studies stand side by side. @param {string[]} ids */
export const sideBySide = (ids) => addressOf(`side-by-side.html${encodeState(new URLSearchParams({ studies: ids.join(",") }))}`);

/** Which studies are chosen, and the way to see them side by side. @param {Study[]} studies  @param {(ids: string[]) => void} change */
export function buildComparing(studies, change) {
  if (!studies.length) return [];
  const ids = studies.map(({ id }) => id);
  const chips = studies.map(({ id, label }) => {
    const chip = make("button", { type: "button", class: "ev-chip", "aria-label": `Do not compare ${label}` }, make("bdi", {}, label));
    chip.addEventListener("click", () => change(ids.filter((one) => one !== id)));
    return chip;
  });
  const way = ids.length < 2
    ? make("span", { class: "ev-missing" }, "Choose one more, up to four.")
    : make("a", { class: "ev-go", href: sideBySide(ids) }, "Compare side by side");
  const full = ids.length >= MOST_COMPARED ? [make("span", { class: "ev-missing" }, "Four at most.")] : [];
  return [make("strong", {}, "To compare:"), ...chips, way, ...full];
}
