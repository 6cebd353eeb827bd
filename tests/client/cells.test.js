import assert from "node:assert/strict";
import test from "node:test";

import { addressElsewhere } from "../../generator/frame/scripts/modules/cells.js";

test("from a disk an address is the path below the site; elsewhere it is whole", () => {
  assert.equal(addressElsewhere("file:///home/me/site/studies/a.html#b", "file:///home/me/site/"), "studies/a.html#b");
  assert.equal(addressElsewhere("https://x.org/studies/a.html", "https://x.org/"), "https://x.org/studies/a.html");
  assert.equal(addressElsewhere("https://doi.org/1", "file:///home/me/site/"), "https://doi.org/1");
});
