/** A sheet over the page that shows one row of a table and the list behind it; Escape closes it. */

import { make } from "./dom.js";

/** A copy of what stands in a cell of a table. @param {Element} from */
const copied = (from) => [...from.childNodes].map((node) => node.cloneNode(true));

/** Everything a row says, column by column, but for its names and its list. @param {HTMLElement[]} cells */
function factsOf(cells) {
  const lines = cells.map((cell) => make("div", {}, make("dt", {}, cell.dataset.label ?? ""), make("dd", {}, ...copied(cell))));
  return make("dl", { class: "ev-facts" }, ...lines);
}

/**
 * Make the sheet; `closed` is called whenever it has been closed, by whatever means.
 * @param {() => void} closed
 */
export function makeSheet(closed) {
  const title = make("h2", { id: "_sheet-title", tabindex: "-1" });
  const close = make("button", { type: "button", class: "ev-copy" }, "Close");
  const body = make("div");
  const sheet = /** @type {HTMLDialogElement} */ (make("dialog", { class: "ev-sheet md-typeset", "aria-labelledby": title.id },
    make("div", { class: "ev-sheet-head" }, title, close), body));
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  sheet.addEventListener("close", closed);
  document.querySelector("article")?.append(sheet);
  return {
    /** Show a row. @param {HTMLTableRowElement} row  @param {string} address */
    show(row, address) {
      const [head, drug, ...cells] = /** @type {HTMLElement[]} */ ([...row.cells]);
      const list = cells.pop();
      title.replaceChildren(`${drug.textContent?.replace(/^\W+/, "").trim()}: ${head.textContent?.trim()}`);
      body.replaceChildren(factsOf(cells), make("h3", {}, "The studies"), ...[...(list?.querySelectorAll("ul") ?? [])].map((part) => part.cloneNode(true)),
        make("p", {}, make("a", { href: address }, "Address of this cell")));
      if (!sheet.open) sheet.showModal();
      title.focus();
      sheet.scrollTop = 0;
    },
    hide() { if (sheet.open) sheet.close(); },
  };
}
