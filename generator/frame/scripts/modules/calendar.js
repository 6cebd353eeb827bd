/** What is overdue or stale on the day of reading: the build has no clock. */

import { make } from "./dom.js";

/** The site has no clock; the reader's tells what day it is. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Say that the next search is late. @param {HTMLElement} date */
export function markOverdue(date) {
  if (today() > (date.dataset.evDue ?? "")) date.after(make("strong", { class: "ev-overdue" }, " (overdue)"));
}

/** Say that a look for notices is too old to be trusted. @param {HTMLElement} date */
export function markStale(date) {
  if (today() > (date.dataset.evFresh ?? "")) date.after(make("strong", { class: "ev-overdue" }, " (more than 90 days ago: look again)"));
}
