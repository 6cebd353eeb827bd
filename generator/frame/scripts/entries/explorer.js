/** The explorer of studies; where the evidence cannot be loaded, the plain tables of the page come into sight. */

import { make } from "../modules/dom.js";
import { loadEvidence } from "../modules/evidence.js";
import { buildExplorer } from "../modules/explorer.js";

/** Show what readers without scripts see: the page's own tables. @param {HTMLElement} place */
function showPlain(place) {
  const plain = document.querySelector("noscript[data-ev-plain]");
  const tables = new DOMParser().parseFromString(plain?.textContent ?? "", "text/html").body;
  place.replaceChildren(make("p", {}, "The list to filter could not be loaded; these are all studies."), ...tables.childNodes);
}

const place = document.getElementById("explorer");
if (place) loadEvidence().then((evidence) => buildExplorer(place, evidence)).catch(() => showPlain(place));
