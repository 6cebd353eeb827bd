/** A picture of a page as a picture for itself: in light colours, on paper, with its title and caption beneath. */

const FONT = "Liberation Sans, Arial, Helvetica, sans-serif";
const INK = "#1b2127";
const QUIET = "#525961";
const PAPER = "#fefefe";
const PAD = 16;
const SIZE = 13;
const LINE = 18;

/** @typedef {{title: string, caption: string, source: string}} Words */

const SIGNS = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" });

/** Text as markup that says just this. @param {string} text */
export const escapeMarkup = (text) =>
  text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "").replace(/[&<>"']/g, (sign) => SIGNS[sign]);

/** The colours of the page's variables as they are on light ground. @param {string} svg */
export const inLight = (svg) => svg.replace(/var\(--[a-z0-9-]+,\s*(#[0-9a-f]{6})\)/g, "$1");

/** Lines of at most so many letters; a longer word stands alone. @param {string} text  @param {number} width */
export function wrapped(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < width) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * An SVG file that says what it shows wherever it goes: title above, caption and source below.
 * @param {string} svg  The markup of the picture, with a width and a height.
 * @param {{width: number, height: number}} size
 * @param {Words} words
 */
export function standalone(svg, size, words) {
  const inner = Math.max(size.width, 420);
  const letters = Math.floor(inner / (SIZE * 0.52));
  const title = wrapped(words.title, Math.floor(letters * 0.88));
  const below = [...wrapped(words.caption, letters), ...wrapped(words.source, letters)];
  const top = PAD + title.length * LINE + 8;
  const under = top + size.height + LINE;
  const [width, height] = [inner + 2 * PAD, under + below.length * LINE + PAD];
  const text = (/** @type {string[]} */ lines, /** @type {number} */ start, /** @type {string} */ looks) =>
    lines.map((line, at) => `<text x="${PAD}" y="${start + at * LINE}" ${looks}>${escapeMarkup(line)}</text>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" `
    + `height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="${SIZE}" color="${INK}">`
    + `<title>${escapeMarkup(words.title)}</title><rect width="100%" height="100%" fill="${PAPER}"/>`
    + text(title, PAD + SIZE, `fill="${INK}" font-weight="bold"`)
    + inLight(svg).replace(/^<svg/, `<svg x="${PAD}" y="${top}"`)
    + `${text(below, under, `fill="${QUIET}"`)}</svg>\n`;
}

/** @param {string} text */
const base64 = (text) => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));

/** An SVG as an address that holds all of it. @param {string} svg */
export const asAddress = (svg) => `data:image/svg+xml;base64,${base64(svg)}`;

/**
 * Markup to paste into another page: the picture itself, its caption, where it comes from. It asks nothing of us later.
 * @param {string} svg  @param {Words} words  @param {string} description  @param {string} link  Empty where there is none.
 */
export function embedCode(svg, words, description, link) {
  const source = link ? `<a href="${escapeMarkup(link)}">${escapeMarkup(words.source)}</a>` : escapeMarkup(words.source);
  return `<figure>\n<img src="${asAddress(svg)}" alt="${escapeMarkup(description)}" style="max-width:100%;height:auto">\n`
    + `<figcaption><strong>${escapeMarkup(words.title)}</strong> ${escapeMarkup(words.caption)} ${source}</figcaption>\n`
    + "</figure>\n";
}
