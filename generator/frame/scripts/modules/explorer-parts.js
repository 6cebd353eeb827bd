/** What stands around the list of studies: the words to look for, the panel of filters, order, columns, downloads. */

import { copyText } from "./clipboard.js";
import { announce, make } from "./dom.js";
import { labelled } from "./filtering.js";
import { counted } from "./words.js";

/** @import { Column } from "./study-columns.js" */

/** @typedef {{column: string, down: boolean} | null} Sort */

/** @param {(text: string) => void} find */
export function buildSearch(find) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: "name, dose, outcome, harm, number" }));
  box.addEventListener("input", () => find(box.value));
  const element = labelled("Filter by text", box);
  element.classList.add("ev-search");
  const show = (/** @type {string} */ text) => { if (box.value.trim() !== text.trim()) box.value = text; };
  return { element, show };
}

/**
 * The panel of filters: always there on a desk, folded under a button on a phone; Escape closes it again.
 * @param {HTMLElement} facets  @param {() => HTMLElement} next  what is looked at after the panel
 */
export function buildPanel(facets, next) {
  const button = make("button", { type: "button", class: "ev-copy ev-panel-button", "aria-expanded": "false", "aria-controls": "_filters" }, "Filters");
  const done = make("button", { type: "button", class: "ev-copy ev-panel-done" });
  const heading = make("h2", { id: "_filters-heading", tabindex: "-1" }, "Filters");
  const element = make("section", { id: "_filters", class: "ev-panel", "aria-labelledby": "_filters-heading" }, heading, facets, done);
  const isOpen = () => element.hasAttribute("data-ev-open");
  const open = (/** @type {boolean} */ wanted) => {
    element.toggleAttribute("data-ev-open", wanted);
    button.setAttribute("aria-expanded", String(wanted));
  };
  button.addEventListener("click", () => {
    open(!isOpen());
    if (isOpen()) heading.focus();
  });
  done.addEventListener("click", () => {
    open(false);
    next().scrollIntoView({ block: "start" });
    next().focus();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    open(false);
    button.focus();
  });
  const show = (/** @type {number} */ active, /** @type {number} */ left) => {
    button.textContent = active ? `Filters (${active} active)` : "Filters";
    done.textContent = left ? `Show ${counted(left, "study", "studies")}` : "No study fits";
  };
  return { button, element, show };
}

/** @param {Column[]} columns  @param {(sort: Sort) => void} choose */
export function buildOrder(columns, choose) {
  const options = columns.filter(({ sort }) => sort).map(({ id, label }) => make("option", { value: id }, label));
  const select = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, "Kind, then size"), ...options));
  const way = make("button", { type: "button", class: "ev-copy" });
  let down = false;
  select.addEventListener("change", () => choose(select.value
    ? { column: select.value, down: columns.find(({ id }) => id === select.value)?.down ?? false } : null));
  way.addEventListener("click", () => choose({ column: select.value, down: !down }));
  const show = (/** @type {Sort} */ sort) => {
    select.value = sort?.column ?? "";
    down = sort?.down ?? false;
    way.hidden = !sort;
    way.textContent = down ? "Descending" : "Ascending";
    way.setAttribute("aria-label", `${down ? "Descending" : "Ascending"}: turn the order round`);
  };
  return { element: make("div", { class: "ev-order" }, labelled("Order by", select), way), show };
}

/** A fold over the page that closes by Escape and when something else is pressed. @param {string} words  @param {Node[]} content */
function buildFold(words, content) {
  const summary = make("summary", {}, words);
  const fold = /** @type {HTMLDetailsElement} */ (make("details", { class: "ev-drop" }, summary, make("div", {}, ...content)));
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (fold.open && !fold.contains(/** @type {Node} */ (event.target))) fold.open = false;
  });
  return { fold, summary };
}

/** @param {Column[]} columns  @param {(id: string) => void} choose */
export function buildColumnChoice(columns, choose) {
  const boxes = columns.slice(1).map(({ id, label }) => {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", value: id }));
    box.addEventListener("change", () => choose(id));
    return { box, row: make("label", { class: "ev-facet-value" }, box, label) };
  });
  const group = make("div", { role: "group", "aria-label": "Columns to show" }, ...boxes.map(({ row }) => row));
  const { fold } = buildFold("Columns", [group]);
  const show = (/** @type {string[]} */ ids) => boxes.forEach(({ box }) => { box.checked = ids.includes(box.value); });
  return { element: fold, show };
}

export function buildCopyLink() {
  const words = "Copy link to this view";
  const button = make("button", { type: "button", class: "ev-copy" }, words);
  button.addEventListener("click", async () => {
    const done = await copyText(location.href);
    button.textContent = done ? "Link copied" : "Copy it from the address bar";
    announce(button.textContent);
    setTimeout(() => { button.textContent = words; }, 2000);
  });
  return button;
}

const FORMS = /** @type {const} */ ([
  ["csv", "CSV: the table as shown"], ["json", "JSON: the table as shown"],
  ["ris", "RIS: the references"], ["bib", "BibTeX: the references"],
]);

/** @param {(form: "csv" | "json" | "ris" | "bib") => void} save */
export function buildDownloads(save) {
  const buttons = FORMS.map(([form, words]) => {
    const button = /** @type {HTMLButtonElement} */ (make("button", { type: "button" }, words));
    button.addEventListener("click", () => save(form));
    return button;
  });
  const { fold, summary } = buildFold("Download", buttons);
  const show = (/** @type {number} */ number) => {
    summary.textContent = `Download ${number === 1 ? "this study" : `these ${number}`}`;
    fold.hidden = !number;
  };
  return { element: fold, show };
}
