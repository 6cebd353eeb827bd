/** The page side by side: what is chosen, its state in the address, and the table of it. */

import { listIn, onState, readState, writeState } from "./address.js";
import { choicesIn, fillOptions, MOST, moved } from "./beside-choice.js";
import { loadColumn } from "./beside-column.js";
import { cautionElement, tableElement } from "./beside-table.js";
import { markStale } from "./calendar.js";
import { copyText } from "./clipboard.js";
import { announce, each, make } from "./dom.js";
import { labelled } from "./filtering.js";

/** @import { Kind } from "./beside-choice.js" */

const ONE = { studies: "study", drugs: "drug" };
const KINDS = /** @type {Kind[]} */ (["studies", "drugs"]);
const TITLE = typeof document === "undefined" ? "" : document.title;

/** @param {string} words  @param {string} [label] */
const button = (words, label) => /** @type {HTMLButtonElement} */ (
  make("button", { type: "button", class: "ev-copy", ...(label ? { "aria-label": label, title: label } : {}) }, words));

/** Everything that is pressed or written in, and where what comes of it stands. */
function buildControls() {
  const search = /** @type {HTMLInputElement} */ (make("input", { type: "search", autocomplete: "off", spellcheck: "false" }));
  const select = /** @type {HTMLSelectElement} */ (make("select"));
  const add = /** @type {HTMLButtonElement} */ (make("button", { type: "submit" }, "Add"));
  const count = make("output");
  const name = make("span", {}, "Study to add");
  const kinds = KINDS.map((one) => /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "ev-beside-kind", value: one })));
  const choose = make("form", { class: "ev-filter ev-beside-choose" },
    make("fieldset", {}, make("legend", {}, "Side by side"), ...kinds.map((radio) => make("label", {}, radio, ` ${radio.value}`))),
    labelled("Find by text", search), make("label", { class: "ev-beside-select" }, name, select), add, count);
  const [copy, print, clear] = ["Copy link", "Print", "Start again"].map((words) => button(words));
  return {
    search, select, add, count, name, kinds, choose, copy, print, clear,
    order: make("ol", { class: "ev-beside-chosen", "aria-label": "Columns, in order" }),
    tools: make("p", { class: "ev-beside-tools" }, copy, print, clear),
    said: make("p", { class: "ev-beside-said" }),
    place: make("div", {}),
  };
}

/** @param {HTMLButtonElement} copy */
async function copyAddress(copy) {
  const done = (await copyText(location.href)) ? "Link copied" : "Copy the address of this page";
  copy.textContent = done;
  announce(done);
  setTimeout(() => { copy.textContent = "Copy link"; }, 2000);
}

/** Start the page. @param {HTMLElement} root  @param {HTMLElement} list  The list of everything that can be chosen. */
export function startBeside(root, list) {
  const all = choicesIn(list);
  /** @type {Kind} */
  let kind = "studies";
  /** @type {string[]} */
  let chosen = [];
  let shown = 0;

  const { search, select, add, count, name, kinds, order, copy, print, clear, tools, said, place, choose } = buildControls();
  root.replaceChildren(choose, said, order, tools, place);

  const known = () => all.filter((choice) => choice.kind === kind);
  const labelOf = (/** @type {string} */ id) => known().find((choice) => choice.id === id)?.label ?? id;

  function showChoice() {
    const number = fillOptions(select, known(), chosen, search.value);
    const full = chosen.length >= MOST;
    kinds.forEach((radio) => { radio.checked = radio.value === kind; });
    name.textContent = kind === "studies" ? "Study to add" : "Drug to add";
    select.disabled = add.disabled = full || number === 0;
    count.textContent = full ? `${MOST} chosen, the most: remove one to add another` : `${chosen.length} chosen; ${number} to choose from`;
  }

  /** @param {string} id  @param {number} at */
  function chosenLine(id, at) {
    const label = labelOf(id);
    const steps = /** @type {const} */ ([["earlier", "←", `Move ${label} one place earlier`], ["later", "→", `Move ${label} one place later`], ["gone", "×", `Remove ${label}`]]);
    const buttons = steps.map(([step, sign, words]) => {
      const control = button(sign, words);
      control.disabled = (step === "earlier" && at === 0) || (step === "later" && at === chosen.length - 1);
      control.dataset.evStep = step;
      control.addEventListener("click", () => take(moved(chosen, id, step), step === "gone" ? `${label} removed` : `${label} is now column ${moved(chosen, id, step).indexOf(id) + 1}`, { id, step, at }));
      return control;
    });
    return make("li", { "data-ev-chosen": id }, make("bdi", {}, label), ...buttons);
  }

  function showChosen() {
    order.replaceChildren(...chosen.map(chosenLine));
    order.hidden = tools.hidden = chosen.length === 0;
  }

  /** The keyboard stays where it was: on the same button, else on one that is left. @param {{id: string, step: string, at: number}} from */
  function keepFocus({ id, step, at }) {
    const line = step === "gone" ? order.children[Math.min(at, chosen.length - 1)] : order.querySelector(`[data-ev-chosen="${id}"]`);
    const same = /** @type {HTMLButtonElement | null | undefined} */ (line?.querySelector(`[data-ev-step="${step}"]:not(:disabled)`));
    const other = /** @type {HTMLButtonElement | null | undefined} */ (line?.querySelector("button:not(:disabled)"));
    (same ?? other ?? search).focus();
  }

  async function showTable() {
    const turn = ++shown;
    place.setAttribute("aria-busy", "true");
    const asked = [...chosen];
    const found = await Promise.allSettled(asked.map((id) => loadColumn(kind, id)));
    if (turn !== shown) return;
    const columns = found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const lost = asked.filter((_, at) => found[at].status === "rejected");
    place.replaceChildren(
      ...(lost.length ? [make("p", { class: "ev-missing" }, `Could not be loaded: ${lost.map(labelOf).join(", ")}.`)] : []),
      ...(columns.length > 1 ? [cautionElement(columns)] : []),
      ...(columns.length === 1 ? [make("p", {}, `Add another ${ONE[kind]} to set beside it.`)] : []),
      ...(columns.length ? [tableElement(columns)] : [make("p", {}, `Choose two to four ${kind}: find one by text, then press Add.`)]));
    // Where nothing is chosen yet, the list is what there is to look at.
    if (columns.length) root.after(list);
    else place.append(list);
    each("[data-ev-fresh]", markStale, place);
    place.removeAttribute("aria-busy");
    document.title = columns.length ? `${columns.map((column) => column.label).join(", ")} – ${TITLE}` : TITLE;
  }

  function show() {
    showChoice();
    showChosen();
    showTable();
  }

  /** @param {string[]} next  @param {string} words  @param {{id: string, step: string, at: number}} [from] */
  function take(next, words, from) {
    chosen = next;
    said.textContent = "";
    writeState(new URLSearchParams({ [kind]: chosen.join(",") }));
    show();
    announce(`${words}; ${chosen.length} of at most ${MOST}`);
    if (from) keepFocus(from);
  }

  /** What the address says; what cannot be shown of it is told. @param {URLSearchParams} params */
  function read(params) {
    kind = params.has("drugs") && !params.has("studies") ? "drugs" : params.has("studies") ? "studies" : kind;
    const named = listIn(params, kind);
    const ours = named.filter((id) => known().some((choice) => choice.id === id));
    chosen = ours.slice(0, MOST);
    const strange = named.filter((id) => !ours.includes(id)).map((id) => id.slice(0, 60));
    said.textContent = [
      strange.length ? `Not in this record: ${strange.slice(0, MOST).join(", ")}.` : "",
      ours.length > MOST ? `Only the first ${MOST} are shown.` : "",
    ].filter(Boolean).join(" ");
    show();
  }

  search.addEventListener("input", showChoice);
  choose.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = select.value;
    if (add.disabled || !id) return;
    search.value = "";
    take([...chosen, id], `${labelOf(id)} added`);
    if (add.disabled) search.focus();
  });
  kinds.forEach((radio) => radio.addEventListener("change", () => {
    kind = /** @type {Kind} */ (radio.value);
    search.value = "";
    take([], `Now choosing ${kind}`);
  }));
  copy.addEventListener("click", () => copyAddress(copy));
  print.addEventListener("click", () => window.print());
  clear.addEventListener("click", () => {
    take([], "All columns removed");
    search.focus();
  });
  onState(read);
  read(readState());
  root.hidden = false;
}
