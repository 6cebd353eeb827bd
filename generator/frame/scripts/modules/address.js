/**
 * The state of a page in its address: `#?drug=a,b&text=words`. It works from a disk, can be sent to somebody, and an
 * ordinary `#anchor` stays an ordinary anchor. Several values of one name stand between commas.
 */

const MARK = "#?";
const LONGEST = 4000;

/** Undo percent signs; what cannot be undone stays as it is. @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether the part of an address after its # holds a state. @param {string} hash */
export const holdsState = (hash) => hash.startsWith(MARK);

/**
 * Read the state in the part of an address after its #; an anchor, and what is too long to be ours, hold none.
 * @param {string} hash  @returns {URLSearchParams}
 */
export function decodeState(hash) {
  const params = new URLSearchParams();
  if (!holdsState(hash) || hash.length > LONGEST) return params;
  for (const pair of hash.slice(MARK.length).split("&")) {
    const [name, ...rest] = pair.split("=");
    const value = decode(rest.join("="));
    if (name && value) params.set(decode(name), value);
  }
  return params;
}

/**
 * Write a state so that it reads well: commas stay commas. Empty values are left out; without any it is "".
 * @param {URLSearchParams} params  @returns {string}
 */
export function encodeState(params) {
  const encode = (/** @type {string} */ text) =>
    encodeURIComponent(text).replace(/%2C/g, ",").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = [...params].filter(([, value]) => value !== "").map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.length ? `${MARK}${pairs.join("&")}` : "";
}

/**
 * The values of one name that are known; anything else an address may say is passed over.
 * @param {URLSearchParams} params  @param {string} name  @param {(value: string) => boolean} [known]
 */
export const listIn = (params, name, known = () => true) =>
  [...new Set((params.get(name) ?? "").split(",").filter((value) => value !== "" && known(value)))];

/** The state of this page. */
export const readState = () => decodeState(location.hash);

/** The address this page has taken note of; what differs from it came from the reader. */
let noted = typeof location === "undefined" ? "" : location.hash;

/**
 * Put the state into the address of this page: as a new step that the back button undoes, or in place of the last.
 * @param {URLSearchParams} params  @param {{replace?: boolean}} [how]
 */
export function writeState(params, { replace = false } = {}) {
  const written = encodeState(params);
  if (written === location.hash || (!written && !holdsState(location.hash))) return;
  const address = `${location.href.split("#")[0]}${written}`;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  noted = location.hash;
}

/**
 * Call `act` whenever the reader changes the state: by the back button, a link, or typing; not for anchors.
 * @param {(params: URLSearchParams) => void} act
 */
export function onState(act) {
  const look = () => {
    if (location.hash === noted) return;
    noted = location.hash;
    if (!noted || holdsState(noted)) act(readState());
  };
  window.addEventListener("popstate", look);
  window.addEventListener("hashchange", look);
}
