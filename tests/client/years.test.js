import assert from "node:assert/strict";
import test from "node:test";

import { stepAt, yearIn } from "../../generator/frame/scripts/modules/years.js";

const steps = [{ year: 2014 }, { year: 2019 }, { year: 2023 }];

test("the last step by a year stands", () => {
  assert.equal(stepAt(steps, 2013), undefined);
  assert.equal(stepAt(steps, 2014)?.year, 2014);
  assert.equal(stepAt(steps, 2022)?.year, 2019);
  assert.equal(stepAt(steps, 2030)?.year, 2023);
});

test("an address can only ask for a year that is there", () => {
  assert.equal(yearIn("2018", 2014, 2026), 2018);
  assert.equal(yearIn("1999", 2014, 2026), 2014);
  assert.equal(yearIn("9999", 2014, 2026), 2026);
  for (const asked of [null, "", "20", "2e3", "-2018", "<b>"]) assert.equal(yearIn(asked, 2014, 2026), 2026);
});
