/** The explorer: the list of all studies, narrowed down, put in order, copied as an address and taken home as a file. */

import { onState, readState, writeState } from "./address.js";
import { buildChips, buildNothing } from "./chips.js";
import { buildComparing } from "./comparing.js";
import { announce, make } from "./dom.js";
import { takeHome } from "./downloads.js";
import { buildFacets } from "./facet-panel.js";
import { facetsOf } from "./facets.js";
import { narrowing } from "./narrowing.js";
import { peopleWords } from "./people.js";
import { captionOf, COLUMNS, inOrder } from "./study-columns.js";
import { A_PAGE, buildList } from "./study-list.js";
import { buildColumnChoice, buildCopyLink, buildDownloads, buildOrder, buildPanel, buildSearch } from "./explorer-parts.js";
import { chosen, MOST_COMPARED, paramsOf, toggled, viewIn } from "./view.js";
import { counted } from "./words.js";

/** @import { Evidence, Study } from "./evidence.js" */
/** @import { View } from "./view.js" */

/**
 * Build the explorer into its place.
 * @param {HTMLElement} place  @param {Evidence} evidence
 */
export function buildExplorer(place, evidence) {
  const facets = facetsOf(evidence);
  const byId = new Map(evidence.studies.map((study) => [study.id, study]));
  const known = {
    facets, studies: new Set(byId.keys()), columns: COLUMNS.map(({ id }) => id),
    usual: COLUMNS.filter(({ usual }) => usual).map(({ id }) => id), sorting: COLUMNS.filter(({ sort }) => sort).map(({ id }) => id),
  };
  const { narrow, readAhead } = narrowing(evidence, facets);
  let view = viewIn(readState(), known);
  let most = A_PAGE;
  let typing = false;
  /** @type {Study[]} */
  let shown = [];

  const change = (/** @type {View} */ next, typed = false) => {
    view = next;
    most = A_PAGE;
    draw();
    // The address is written once the page is drawn: that takes as long as drawing it.
    const [params, replace] = [paramsOf(view, known), typed && typing];
    setTimeout(() => writeState(params, { replace }));
    typing = typed;
  };
  const look = () => ({ evidence, outcomes: view.facets.outcome ?? [] });
  const columns = () => COLUMNS.filter(({ id }) => view.columns.includes(id) || id === "study");

  const search = buildSearch((text) => change({ ...view, text }, true));
  const filters = buildFacets(facets, (facet, value) => change(toggled(view, facet, value)));
  const panel = buildPanel(filters.element, () => list.element);
  const order = buildOrder(COLUMNS, (sort) => change({ ...view, sort }));
  const choice = buildColumnChoice(COLUMNS, (id) => {
    const now = view.columns.includes(id) ? view.columns.filter((one) => one !== id) : [...view.columns, id];
    change({ ...view, columns: known.columns.filter((one) => now.includes(one)) });
  });
  const list = buildList(
    (column) => {
      const first = COLUMNS.find(({ id }) => id === column)?.down ?? false;
      change({ ...view, sort: view.sort?.column === column ? { column, down: !view.sort.down } : { column, down: first } });
    },
    (id) => compare(view.compare.includes(id) ? view.compare.filter((one) => one !== id) : [...view.compare, id]),
  );
  const compare = (/** @type {string[]} */ ids) => {
    if (ids.length > MOST_COMPARED) announce("Four studies at most stand side by side.");
    change({ ...view, compare: ids.slice(0, MOST_COMPARED) });
  };
  const downloads = buildDownloads(async (form) => {
    const what = { studies: shown, columns: columns(), look: look(), of: evidence.studies.length, address: location.href };
    announce(`Saved ${await takeHome(what, form)}`);
  });

  const number = make("p", { class: "ev-found", tabindex: "-1" });
  const people = make("p", { class: "ev-found-people" });
  const chips = make("div", { class: "ev-chips" });
  const tray = make("div", { class: "ev-tray", role: "region", "aria-label": "Studies to compare" });
  const nothing = make("div", { class: "ev-nothing" });
  const more = make("button", { type: "button", class: "ev-copy" });
  more.addEventListener("click", () => { most += A_PAGE; draw(); });

  const draw = (fresh = false, whole = false) => {
    const narrowed = narrow(view);
    const studies = narrowed.fitting.map((at) => evidence.studies[at]);
    shown = inOrder(studies, COLUMNS.find(({ id }) => id === view.sort?.column), view.sort?.down ?? false, look());
    const total = `${shown.length} of ${counted(evidence.studies.length, "study", "studies")}`;
    number.textContent = total;
    people.textContent = sentence(peopleWords(shown, evidence.overlaps, evidence.given));
    chips.replaceChildren(...buildChips(view, facets, change));
    nothing.replaceChildren(...(shown.length ? [] : buildNothing(view, facets, narrow, change)));
    list.element.hidden = !shown.length;
    tray.replaceChildren(...buildComparing(view.compare.flatMap((id) => byId.get(id) ?? []), compare));
    tray.hidden = !view.compare.length;
    document.documentElement.toggleAttribute("data-ev-comparing", !tray.hidden);
    list.tick(view.compare);
    const words = captionOf(view.sort, shown.length, Math.min(most, shown.length), look());
    list.show(shown, columns(), look(), view.sort, { words, most, whole });
    more.hidden = shown.length <= most;
    more.textContent = `Show ${Math.min(A_PAGE, shown.length - most)} more of ${shown.length}`;
    filters.show(view, narrowed, fresh);
    panel.show(chosen(view, facets).length + Number(view.text.trim() !== ""), shown.length);
    order.show(view.sort);
    choice.show(view.columns);
    downloads.show(shown.length);
    search.show(view.text);
    told(total);
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let telling;
  const told = (/** @type {string} */ words) => {
    clearTimeout(telling);
    telling = setTimeout(() => place.isConnected && announce(words), 600);
  };

  place.replaceChildren(
    make("div", { class: "ev-explorer-top" }, search.element, panel.button),
    make("div", { class: "ev-explorer-body" }, panel.element, make("div", { class: "ev-explorer-list" },
      number, people, chips,
      make("div", { class: "ev-bar" }, order.element, choice.element, downloads.element, buildCopyLink()),
      nothing, list.element, more, tray)),
  );
  onState((params) => { view = viewIn(params, known); most = A_PAGE; typing = false; draw(true); });
  window.addEventListener("beforeprint", () => { most = Infinity; draw(false, true); });
  window.addEventListener("afterprint", () => { most = A_PAGE; draw(); });
  draw(true);
  const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 50));
  const read = () => readAhead(20) && idle(read);
  setTimeout(() => idle(read), 500);
}

/** @param {string[]} parts */
const sentence = (parts) => (parts.length ? `${parts.join(". ")}.` : "");
