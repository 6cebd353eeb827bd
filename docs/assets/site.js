/**
 * What a page can do once scripts run: sort, filter, copy, explain words, draw charts, print whole.
 * Every page is complete without this file; nothing here fetches, evaluates text or writes markup.
 */
(() => {
  "use strict";

  const CHART_LIBRARY = new URL("vega.js", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  /**
   * Call `act` with every element that matches.
   * @param {string} selector
   * @param {(element: any) => void} act
   * @param {ParentNode} [root]
   */
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

  /**
   * Make an element from its attributes and children; text stays text.
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   * @param {...(Node|string)} children
   */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** Say something to a screen reader without moving the focus. */
  const announce = (() => {
    /** @type {HTMLElement | undefined} */
    let region;
    return (/** @type {string} */ message) => {
      if (!region) document.body.append((region = make("div", { class: "ev-announcer", role: "status" })));
      region.textContent = "";
      setTimeout(() => { region.textContent = message; }, 50);
    };
  })();

  // ---------------------------------------------------------------- sorting

  /** @param {string} text  The number a cell sorts by, or NaN where there is none. */
  const numberIn = (text) => (text.trim() === "" ? NaN : Number(text));

  /** The text a cell sorts by. @param {HTMLTableCellElement} cell */
  const sortKey = (cell) => cell.getAttribute("data-sort") ?? cell.textContent;

  /** Keep rows without a value last, whichever way the table is sorted. @param {HTMLTableElement} table */
  function sinkMissing(table) {
    const header = table.querySelector("thead th[aria-sort]");
    if (!header || header.getAttribute("data-sort-method") !== "number") return;
    for (const body of table.tBodies) {
      const missing = [...body.rows].filter((row) => {
        const cell = row.cells[/** @type {HTMLTableCellElement} */ (header).cellIndex];
        return cell && Number.isNaN(numberIn(sortKey(cell)));
      });
      body.append(...missing);
    }
  }

  /** Put a header's words into a button, so that the keyboard finds them. @param {HTMLTableCellElement} header */
  function wrapHeader(header) {
    const button = make("button", { type: "button", class: "ev-sort" }, ...header.childNodes);
    // The header itself listens; one press of Enter on the button must not sort twice.
    button.addEventListener("keydown", (event) => event.stopPropagation());
    header.removeAttribute("tabindex");
    header.append(button);
  }

  /** @param {HTMLTableElement} table */
  function makeSortable(table) {
    const Tablesort = /** @type {any} */ (window).Tablesort;
    if (!Tablesort || !table.tHead) return;
    new Tablesort(table);
    each("th:not([data-sort-method=none])", (header) => !header.querySelector("button") && wrapHeader(header), table.tHead);
    table.setAttribute("data-ev-sorting", "");
    table.addEventListener("afterSort", () => {
      sinkMissing(table);
      const header = table.querySelector("thead th[aria-sort]");
      if (header) announce(`Sorted by ${header.textContent}, ${header.getAttribute("aria-sort")}`);
    });
  }

  function startSorting() {
    const Tablesort = /** @type {any} */ (window).Tablesort;
    if (!Tablesort) return;
    const value = (/** @type {string} */ text) => {
      const number = numberIn(text);
      return Number.isNaN(number) ? -Infinity : number;
    };
    // Its comparisons run from large to small, and equal must be 0, not Infinity - Infinity.
    Tablesort.extend("number", () => false, (/** @type {string} */ a, /** @type {string} */ b) =>
      value(a) === value(b) ? 0 : value(b) - value(a));
    each("table.ev-grid[data-ev-sort]", makeSortable);
  }

  // ---------------------------------------------------------------- filtering

  /** Lower case, without accents: what a reader types and what is written meet here. @param {string} text */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** The words of a row that a reader sees, without folded sources and definitions. @param {Element} row */
  function visibleWords(row) {
    const copy = /** @type {Element} */ (row.cloneNode(true));
    each(".ev-source dl, .ev-tip", (hidden) => hidden.remove(), copy);
    return fold(copy.textContent);
  }

  /**
   * The values of one facet in a row: `data-ev-facet-name` on the row or on what holds it, else `data-facet-value`
   * or the text of the column's cell in a table; several values stand between bars.
   * @param {Element} target  @param {Element} row  @param {string} facet
   */
  function facetValues(target, row, facet) {
    const name = `data-ev-facet-${facet.toLowerCase().replace(/\s+/g, "-")}`;
    let text = row.closest(`[${name}]`)?.getAttribute(name) ?? null;
    if (text === null && target instanceof HTMLTableElement) {
      const header = target.querySelector(`th[data-facet="${CSS.escape(facet)}"]`);
      const cell = header && /** @type {HTMLTableRowElement} */ (row).cells[/** @type {any} */ (header).cellIndex];
      text = cell ? cell.getAttribute("data-facet-value") ?? cell.textContent : "";
    }
    return (text ?? "").split("|").map((value) => value.trim()).filter(Boolean);
  }

  /** @param {string} label  @param {HTMLElement} field */
  const labelled = (label, field) => make("label", {}, make("span", {}, label), field);

  /** @param {string} facet  @param {string[][]} values  Values of this facet, one list for each row. */
  function facetSelect(facet, values) {
    const names = [...new Set(values.flat())].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const options = names.map((name) => make("option", { value: name }, name));
    return make("select", {}, make("option", { value: "" }, "All"), ...options);
  }

  /**
   * What a filter shows and hides: the rows of a table, or of every table in the folds of a section, or a list's items.
   * @param {Element} target
   */
  function filtered(target) {
    if (target instanceof HTMLTableElement) return [...target.tBodies].flatMap((body) => [...body.rows]);
    return target.matches("[data-ev-folds]") ? [...target.querySelectorAll("tbody > tr")] : [...target.children];
  }

  /**
   * Open the folds in which a filter found something and hide the others; without a filter all are shut again.
   * @param {Element} target  @param {boolean} narrowed
   */
  function showFolds(target, narrowed) {
    each(":scope > details", (fold) => {
      const some = fold.querySelector("tbody > tr:not([hidden])") !== null;
      fold.hidden = narrowed && !some;
      fold.open = narrowed && some;
    }, target);
  }

  /** @param {HTMLElement} bar */
  function buildFilter(bar) {
    const target = document.querySelector(bar.dataset.evFilter ?? "");
    if (!target) return;
    const rows = filtered(target);
    if (target instanceof HTMLOListElement) rows.forEach((item, index) => { /** @type {any} */ (item).value = target.start + index; });
    const facets = (bar.dataset.evFacets ?? "").split(",").map((name) => name.trim()).filter(Boolean);
    const values = facets.map((facet) => rows.map((row) => facetValues(target, row, facet)));
    const selects = /** @type {HTMLSelectElement[]} */ (facets.map((facet, index) => facetSelect(facet, values[index])));
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "search", autocomplete: "off", spellcheck: "false" }));
    const count = make("output", { "aria-live": "polite" });
    /** @type {string[] | undefined} */
    let words;

    const apply = () => {
      const wanted = fold(box.value).split(/\s+/).filter(Boolean);
      if (wanted.length) words ??= rows.map(visibleWords);
      let shown = 0;
      rows.forEach((row, at) => {
        const fits = wanted.every((word) => words[at].includes(word))
          && selects.every((select, facet) => !select.value || values[facet][at].includes(select.value));
        /** @type {HTMLElement} */ (row).hidden = !fits;
        shown += Number(fits);
      });
      count.textContent = `${shown} of ${rows.length}`;
    };
    const narrow = () => {
      apply();
      if (target.matches("[data-ev-folds]")) showFolds(target, wantsSomething());
    };
    const wantsSomething = () => box.value.trim() !== "" || selects.some((select) => select.value !== "");

    bar.append(labelled("Filter by text", box), ...facets.map((facet, index) => labelled(facet, selects[index])), count);
    bar.addEventListener("input", narrow);
    bar.addEventListener("ev-clear", () => {
      box.value = "";
      selects.forEach((select) => { select.value = ""; });
      narrow();
    });
    apply();
    bar.hidden = false;
  }

  // ---------------------------------------------------------------- copying

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
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyThroughSelection(text);
    }
  }

  /** @param {HTMLButtonElement} button */
  function makeCopy(button) {
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

  // ---------------------------------------------------------------- words explained

  /** @type {HTMLElement | null} */
  let openTerm = null;

  /** Put a definition under its word, or above where there is no room, and inside the window. @param {HTMLElement} term */
  function placeTip(term) {
    const tip = /** @type {HTMLElement} */ (term.querySelector(".ev-tip"));
    const word = /** @type {HTMLElement} */ (term.querySelector(".ev-term-word")).getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const left = Math.max(8, Math.min(word.left, width - tip.offsetWidth - 8));
    const below = word.bottom + tip.offsetHeight + 8 <= height || word.top < tip.offsetHeight + 8;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? word.bottom : word.top - tip.offsetHeight)}px)`;
  }

  /** @param {HTMLElement | null} term  The word whose definition is shown from now on; null for none. */
  function showTerm(term) {
    if (openTerm !== term) openTerm?.removeAttribute("data-ev-open");
    openTerm = term;
    if (!term) return;
    term.setAttribute("data-ev-open", "");
    placeTip(term);
  }

  /** @param {HTMLElement} term */
  function makeTerm(term) {
    term.addEventListener("pointerenter", () => showTerm(term));
    term.addEventListener("pointerleave", () => term.contains(document.activeElement) || showTerm(null));
    term.addEventListener("focusin", () => showTerm(term));
    term.addEventListener("focusout", () => showTerm(null));
    term.querySelector("button")?.addEventListener("click", () => showTerm(term));
  }

  function startTerms() {
    each(".ev-term", makeTerm);
    document.addEventListener("keydown", (event) => event.key === "Escape" && showTerm(null));
    document.addEventListener("scroll", () => openTerm && placeTip(openTerm), { capture: true, passive: true });
    window.addEventListener("resize", () => showTerm(null));
  }

  // ---------------------------------------------------------------- charts

  /** @type {Promise<any> | undefined} */
  let chartLibrary;

  /** Load the drawing library once; a classic script, so that it also loads from a disk. */
  function loadChartLibrary() {
    chartLibrary ??= new Promise((resolve, reject) => {
      const script = make("script", { src: CHART_LIBRARY });
      script.addEventListener("load", () => resolve(/** @type {any} */ (window).evidenceVega));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return chartLibrary;
  }

  /** Give the static picture a frame for the live one to lie on, so that nothing moves. @param {HTMLElement} image */
  function frameChart(image) {
    const picture = image.querySelector("svg");
    if (!picture) return null;
    const frame = make("div", { class: "ev-chart-frame" });
    picture.replaceWith(frame);
    frame.append(picture);
    return frame;
  }

  /** The live picture of each figure, with what takes it down. @type {WeakMap<Element, {finalize(): void}>} */
  const livePictures = new WeakMap();

  /**
   * Draw the interactive picture over the static one, which stays in the page for screen readers and paper.
   * @param {HTMLElement} figure
   */
  async function drawChart(figure) {
    const image = /** @type {HTMLElement} */ (figure.querySelector(".ev-chart-image"));
    const frame = image.querySelector(".ev-chart-frame") ?? frameChart(image);
    if (!frame) return;
    const live = make("div", { class: "ev-chart-live", "aria-hidden": "true" });
    try {
      const library = await loadChartLibrary();
      const spec = JSON.parse(/** @type {Element} */ (figure.querySelector("script.ev-spec")).textContent ?? "");
      frame.append(live);
      const picture = await library.draw(live, spec, { dark: document.body.dataset.mdColorScheme === "slate" });
      livePictures.get(figure)?.finalize();
      livePictures.set(figure, picture);
      each(".ev-chart-live", (old) => old !== live && old.remove(), frame);
      image.setAttribute("data-ev-live", "");
    } catch {
      live.remove();
    }
  }

  /** @param {HTMLElement} figure  Tell the style sheet how wide the picture was drawn. */
  function measureChart(figure) {
    const width = figure.querySelector("svg")?.viewBox.baseVal?.width;
    if (width) figure.style.setProperty("--ev-chart-width", String(width));
  }

  function startCharts() {
    const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure.ev-chart")]);
    figures.forEach(measureChart);
    /** @type {Set<HTMLElement>} */
    const drawn = new Set();
    const draw = (/** @type {HTMLElement} */ figure) => {
      if (drawn.has(figure)) return;
      drawn.add(figure);
      drawChart(figure);
    };
    const near = new IntersectionObserver((entries) => entries.forEach((entry) => {
      if (entry.isIntersecting) draw(/** @type {HTMLElement} */ (entry.target));
    }), { rootMargin: "300px" });
    figures.filter((figure) => figure.querySelector("script.ev-spec")).forEach((figure) => {
      near.observe(figure);
      figure.addEventListener("focusin", () => draw(figure));
    });
    new MutationObserver(() => drawn.forEach(drawChart))
      .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  }

  // ---------------------------------------------------------------- page

  /** Tell what scrolls sideways: a table gets a hint, a picture a place for the keyboard. */
  function watchOverflow() {
    const check = (/** @type {Element} */ box) => {
      const wide = box.scrollWidth > box.clientWidth + 1;
      box.toggleAttribute("data-ev-overflow", wide);
      if (!box.matches(".ev-chart-image")) return;
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Picture, scrolls sideways"]]) {
        if (wide) box.setAttribute(name, value);
        else box.removeAttribute(name);
      }
    };
    const sizes = new ResizeObserver((entries) => entries.forEach((entry) => check(entry.target)));
    each(".ev-scroll, .ev-chart-image", (box) => sizes.observe(box));
  }

  /** An address inside a fold or a filtered row is shown, not silently missed. */
  function revealTarget() {
    const target = document.querySelector(":target");
    if (!target) return;
    if (target.closest("[hidden]")) each(".ev-filter", (bar) => bar.dispatchEvent(new Event("ev-clear")));
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    if (target.matches("tr, details *")) target.scrollIntoView({ block: "nearest" });
  }

  /** Paper has no folds: open them all before printing and leave them afterwards as they were. */
  function startPrinting() {
    /** @type {HTMLDetailsElement[]} */
    let opened = [];
    window.addEventListener("beforeprint", () => each("details:not([open])", (fold) => {
      fold.open = true;
      opened.push(fold);
    }));
    window.addEventListener("afterprint", () => {
      opened.forEach((fold) => { fold.open = false; });
      opened = [];
    });
  }

  /** The site has no clock; the reader's tells what day it is. */
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  /** Say that the next search is late. @param {HTMLElement} date */
  function markOverdue(date) {
    if (today() > (date.dataset.evDue ?? "")) date.after(make("strong", { class: "ev-overdue" }, " (overdue)"));
  }

  /** Say that a look for notices is too old to be trusted. @param {HTMLElement} date */
  function markStale(date) {
    if (today() > (date.dataset.evFresh ?? "")) date.after(make("strong", { class: "ev-overdue" }, " (more than 90 days ago: look again)"));
  }

  function start() {
    document.documentElement.classList.add("ev-scripted");
    startSorting();
    each(".ev-filter[data-ev-filter]", buildFilter);
    each(".ev-copy[data-ev-copy]", makeCopy);
    startTerms();
    startCharts();
    watchOverflow();
    startPrinting();
    each("[data-ev-due]", markOverdue);
    each("[data-ev-fresh]", markStale);
    window.addEventListener("hashchange", revealTarget);
    revealTarget();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
