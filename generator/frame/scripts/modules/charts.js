/** Pictures that answer to the pointer once they are looked at; the static ones stay. */

import { ASSETS, each, make } from "./dom.js";

/** @type {Promise<any> | undefined} */
let chartLibrary;

/** Load the drawing library once; a classic script, so that it also loads from a disk. */
function loadChartLibrary() {
  chartLibrary ??= new Promise((resolve, reject) => {
    const script = make("script", { src: `${ASSETS}vega.js` });
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

/** The live picture of each drawing, with what takes it down. @type {WeakMap<Element, {finalize(): void}>} */
const livePictures = new WeakMap();

/** The specification of a drawing stands right after it. @param {HTMLElement} image */
function specificationOf(image) {
  const next = image.nextElementSibling;
  return next?.matches("script.ev-spec") ? next : null;
}

/**
 * Draw the interactive picture over the static one, which stays in the page for screen readers and paper.
 * @param {HTMLElement} image
 */
async function drawChart(image) {
  const frame = image.querySelector(".ev-chart-frame") ?? frameChart(image);
  if (!frame) return;
  const live = make("div", { class: "ev-chart-live", "aria-hidden": "true" });
  try {
    const library = await loadChartLibrary();
    const spec = JSON.parse(specificationOf(image)?.textContent ?? "");
    frame.append(live);
    const picture = await library.draw(live, spec, { dark: document.body.dataset.mdColorScheme === "slate" });
    livePictures.get(image)?.finalize();
    livePictures.set(image, picture);
    each(".ev-chart-live", (old) => old !== live && old.remove(), frame);
    image.setAttribute("data-ev-live", "");
  } catch {
    live.remove();
  }
}

/** @param {HTMLElement} image  Tell the style sheet how wide the picture was drawn. */
function measureChart(image) {
  const width = image.querySelector("svg")?.viewBox.baseVal?.width;
  if (width) image.style.setProperty("--ev-chart-width", String(width));
}

export function startCharts() {
  const images = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure.ev-chart .ev-chart-image")]);
  images.forEach(measureChart);
  /** @type {Set<HTMLElement>} */
  const drawn = new Set();
  const draw = (/** @type {HTMLElement} */ image) => {
    // Of two drawings of one picture only that which is shown comes to life.
    if (drawn.has(image) || !image.getClientRects().length) return;
    drawn.add(image);
    drawChart(image);
  };
  const near = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (entry.isIntersecting) draw(/** @type {HTMLElement} */ (entry.target));
  }), { rootMargin: "300px" });
  images.filter(specificationOf).forEach((image) => {
    near.observe(image);
    image.closest("figure")?.addEventListener("focusin", () => draw(image));
  });
  new MutationObserver(() => drawn.forEach(drawChart))
    .observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
}
