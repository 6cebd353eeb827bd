import assert from "node:assert/strict";
import test from "node:test";

import { decodeState, encodeState, holdsState, listIn } from "../../generator/frame/scripts/modules/address.js";

const HOSTILE = [
  "a&b=c", "#?x=1", "50 % of 100", "%zz", "%", "a+b c", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
  "ä 中文 👩‍⚕️", "\u202eabc", "a,b", "=", "?&#=", "'()*!", "__proto__",
];

test("whatever is put into an address comes out again", () => {
  for (const text of HOSTILE) {
    const hash = encodeState(new URLSearchParams({ text, drug: "a,b" }));
    assert.match(hash, /^#\?[\w\-.~%,=&]+$/, "nothing in an address but letters, figures and plain signs");
    assert.deepEqual([...decodeState(hash)], [["text", text], ["drug", "a,b"]]);
    assert.equal(new URL(`file:///studies/index.html${hash}`).hash, hash);
  }
});

test("names may be hostile too", () => {
  for (const name of HOSTILE) assert.equal(decodeState(encodeState(new URLSearchParams([[name, "1"]]))).get(name), "1");
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("lists stay readable and hold known values once", () => {
  assert.equal(encodeState(new URLSearchParams({ drug: "a-1,b.c", population: "d" })), "#?drug=a-1,b.c&population=d");
  const params = decodeState("#?drug=a,b,,a,<b>,__proto__");
  assert.deepEqual(listIn(params, "drug"), ["a", "b", "<b>", "__proto__"]);
  assert.deepEqual(listIn(params, "drug", (value) => ["a", "b"].includes(value)), ["a", "b"]);
  assert.deepEqual(listIn(params, "population"), []);
});

test("an anchor is no state, and an empty state leaves nothing behind", () => {
  for (const hash of ["", "#", "#_treatment", "#drug=a"]) {
    assert.equal(holdsState(hash), false);
    assert.deepEqual([...decodeState(hash)], []);
  }
  assert.equal(encodeState(new URLSearchParams({ drug: "" })), "");
  assert.deepEqual([...decodeState("#?&&=x&drug&text=")], []);
  assert.deepEqual([...decodeState(`#?text=${"x".repeat(10000)}`)], []);
  assert.equal(decodeState("#?text=a+b%20c%E0%A4").get("text"), "a+b%20c%E0%A4");
});
