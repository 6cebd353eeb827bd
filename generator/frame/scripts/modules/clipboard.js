/** Copying text, also from a page on a disk. */

import { announce, make } from "./dom.js";

/** The way to the clipboard that also works from a file on a disk. @param {string} text */
function copyThroughSelection(text) {
  const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "ev-announcer", "aria-hidden": "true", tabindex: "-1" }));
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

/** @param {string} text  @returns {Promise<boolean>} */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughSelection(text);
  }
}

/** @param {HTMLButtonElement} button */
export function makeCopy(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.evCopy ?? "");
    if (!source || !(await copyText(source.textContent.trim()))) return;
    const done = button.dataset.evCopied ?? "Copied";
    button.textContent = done;
    announce(done);
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
