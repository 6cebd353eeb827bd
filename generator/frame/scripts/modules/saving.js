/** Saving what a table or a picture shows: as rows, as a picture, as its specification, as code for another page. */

import { addressElsewhere, plainWords, readTable } from "./cells.js";
import { copyText } from "./clipboard.js";
import { announce, ASSETS, make } from "./dom.js";
import { asAddress, embedCode, inLight, standalone } from "./picture.js";
import { toCsv, toJson, toTabs } from "./spreadsheet.js";

/** @typedef {[label: string, name: string, act: () => void | Promise<void>]} Way */

const ROOT = new URL("..", ASSETS).href;
const SHARPER = 2;

/** Put the ways to save before the links of a menu. @param {HTMLElement} menu */
export function fill(menu) {
  const anchor = menu.querySelector("a")?.getAttribute("href")?.slice(1) ?? "";
  const subject = document.getElementById(anchor);
  if (!subject) return;
  const ways = subject instanceof HTMLTableElement ? waysOfTable(subject) : waysOfFigure(subject);
  menu.querySelector("ul")?.prepend(...ways.map(entry));
}

/** @param {Way} way */
function entry([label, name, act]) {
  const button = make("button", { type: "button", "aria-label": name }, label);
  button.addEventListener("click", async () => {
    try {
      await act();
    } catch {
      announce(`${label}: this could not be made in this browser`);
    }
  });
  return make("li", {}, button);
}

/** @param {HTMLTableElement} table  @returns {Way[]} */
function waysOfTable(table) {
  const rows = () => readTable(table, ROOT, permanent(""));
  const caption = table.caption ? plainWords(table.caption) : "";
  return [
    ...waysOfRows(table, table.id, caption),
    ["Copy", "Copy the table", () => copy(toTabs(rows()), "Table copied")],
  ];
}

/** @param {HTMLTableElement} table  @param {string} anchor  @param {string} caption  @returns {Way[]} */
function waysOfRows(table, anchor, caption) {
  const rows = () => readTable(table, ROOT, permanent(""));
  const about = { caption, address: permanent(anchor), cite: footer("cite"), version: footer("version") };
  return [
    ["CSV", "Save the rows as CSV", () => save(toCsv(rows()), "text/csv", fileName(anchor, "csv"))],
    ["JSON", "Save the rows as JSON", () => save(toJson(rows(), about), "application/json", fileName(anchor, "json"))],
  ];
}

/** @param {HTMLElement} figure  @returns {Way[]} */
function waysOfFigure(figure) {
  const table = /** @type {HTMLTableElement | null} */ (figure.querySelector("table.ev-grid"));
  const spec = figure.querySelector("script.ev-spec")?.textContent;
  const picture = () => pictureOf(figure);
  return [
    ...(table ? waysOfRows(table, figure.id, wordsOf(figure).caption) : []),
    ["SVG", "Save the picture as SVG", () => save(picture().alone, "image/svg+xml", fileName(figure.id, "svg"))],
    ["PNG", "Save the picture as PNG", async () => saveBlob(await pngOf(picture().alone), fileName(figure.id, "png"))],
    ...(spec ? [/** @type {Way} */ (["Vega-Lite", "Save the Vega-Lite specification", () =>
      save(`${JSON.stringify(JSON.parse(spec), null, 1)}\n`, "application/json", fileName(figure.id, "vl.json"))])] : []),
    ["Copy code to embed", "Copy code to embed the picture in another page", () => copy(picture().embed, "Code copied")],
  ];
}

/** @param {HTMLElement} figure */
function pictureOf(figure) {
  const drawn = figure.querySelector(".ev-flow-wide, .ev-chart-frame > svg, .ev-chart-image > svg");
  if (!(drawn instanceof SVGSVGElement)) throw new Error("no picture");
  const { width, height } = drawn.viewBox.baseVal;
  const own = /** @type {SVGSVGElement} */ (drawn.cloneNode(true));
  for (const [name, value] of [["width", width], ["height", height]]) own.setAttribute(String(name), String(value));
  own.querySelectorAll("a[href]").forEach((link) => link.setAttribute("href", new URL(link.getAttribute("href") ?? "", location.href).href));
  const svg = new XMLSerializer().serializeToString(own);
  const words = wordsOf(figure);
  const description = [...drawn.querySelectorAll(":scope > title, :scope > desc")].map((part) => part.textContent).join(". ");
  return {
    alone: standalone(svg, { width, height }, words),
    embed: embedCode(inLight(svg), words, description, permanent(figure.id, true)),
  };
}

/** @param {HTMLElement} figure */
function wordsOf(figure) {
  const caption = figure.querySelector("figcaption");
  const title = caption?.querySelector("strong")?.textContent ?? "";
  const rest = caption ? plainWords(caption).slice(title.length).trim() : "";
  const source = [footer("cite"), footer("version"), permanent(figure.id, true)].filter(Boolean).join(" ");
  return { title, caption: rest, source };
}

/** @param {string} name  A line of the page's foot. */
const footer = (name) => (document.querySelector(`[data-footer="${name}"]`)?.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * The permanent address of a place on this page; from a disk it is the path below the site's root.
 * @param {string} anchor  @param {boolean} [elsewhere]  Whether only an address that works elsewhere is wanted.
 */
function permanent(anchor, elsewhere = false) {
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
  const page = canonical ?? location.href.replace(/#.*$/, "");
  if (elsewhere && page.startsWith("file:")) return "";
  return addressElsewhere(page, ROOT) + (anchor ? `#${anchor}` : "");
}

/** @param {string} anchor  @param {string} kind */
function fileName(anchor, kind) {
  const page = location.href.replace(/[?#].*$/, "").slice(ROOT.length).replace(/\.html$/, "").replace(/[^\w-]+/g, "-");
  return `${page || "index"}-${anchor.replace(/^_(figure|table)-/, "")}.${kind}`;
}

/** @param {string} text  @param {string} kind  @param {string} name */
function save(text, kind, name) {
  saveBlob(new Blob([text], { type: `${kind};charset=utf-8` }), name);
}

/** @param {Blob} blob  @param {string} name */
function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = /** @type {HTMLAnchorElement} */ (make("a", { href: address, download: name }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  announce(`Saved ${name}`);
}

/** @param {string} text  @param {string} done */
async function copy(text, done) {
  announce((await copyText(text)) ? done : "Copying is not allowed in this browser");
}

/** A picture in dots, twice as fine as on the page. @param {string} svg  @returns {Promise<Blob>} */
async function pngOf(svg) {
  const image = new Image();
  image.src = asAddress(svg);
  await image.decode();
  const canvas = /** @type {HTMLCanvasElement} */ (document.createElement("canvas"));
  [canvas.width, canvas.height] = [image.naturalWidth * SHARPER, image.naturalHeight * SHARPER];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}
