import assert from "node:assert/strict";
import test from "node:test";

import { fold } from "../../generator/frame/scripts/modules/words.js";

test("case and accents do not matter", () => {
  assert.equal(fold("Bata-Csörgő"), "bata-csorgo");
});
