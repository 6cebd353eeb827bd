import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, completed } from "../../generator/frame/scripts/modules/evidence.js";

test("what the script leaves out is filled in, and every number has its address", () => {
  const { studies } = completed({ studies: [{ id: "a-2001", control: "no control group", results: [{ id: "r" }], harms: [{ id: "h", serious: false }] }, { id: "b-2002" }] });
  assert.deepEqual(studies.map((study) => study.url), ["studies/a-2001.html", "studies/b-2002.html"]);
  assert.equal(studies[0].results[0].url, "studies/a-2001.html#r");
  assert.equal(studies[0].results[0].uncontrolled, true);
  assert.equal(studies[0].results[0].total, null);
  assert.equal(studies[0].harms[0].serious, false);
  assert.deepEqual([studies[1].size, studies[1].results, studies[1].retracted], [null, [], false]);
});

test("addresses start at the root of the site", () => {
  assert.equal(addressOf("studies/a-2001.html#r"), "file:///studies/a-2001.html#r");
});
