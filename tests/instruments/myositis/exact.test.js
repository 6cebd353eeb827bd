import assert from "node:assert/strict";
import test from "node:test";

import { compare, exactly, minus, over, plus, readDecimal, times, whole, wordsOf } from "../../../generator/instruments/myositis/scripts/modules/exact.js";

/** @param {string} text */
const read = (text) => {
  const found = readDecimal(text);
  return found && [wordsOf(found.value), found.thousands && wordsOf(found.thousands)];
};

test("a tenth and two tenths are three tenths", () => {
  assert.equal(compare(plus(exactly("0.1"), exactly("0.2")), exactly("0.3")), 0);
  assert.equal(wordsOf(times(minus(exactly("7.2"), exactly("3.1")), whole(10))), "41");
});

test("numbers are told whole where they end, else to four decimals and marked so", () => {
  assert.equal(wordsOf(exactly("5.0001")), "5.0001");
  assert.equal(wordsOf(over(whole(16), whole(3))), "about 5.3333");
  assert.equal(wordsOf(over(whole(-2), whole(3))), "about -0.6667");
  assert.equal(wordsOf(over(whole(-1), whole(300000))), "about 0.0000");
  assert.equal(wordsOf(whole(-3)), "-3");
  assert.equal(wordsOf(whole(1200)), "1200");
});

test("a comma is a decimal point, and so is a point", () => {
  assert.deepEqual(read("7,2"), ["7.2", null]);
  assert.deepEqual(read(" 7.25 "), ["7.25", null]);
  assert.deepEqual(read("−,5"), ["-0.5", null]);
  assert.deepEqual(read("12."), ["12", null]);
});

test("what may stand between thousands is told in both readings", () => {
  assert.deepEqual(read("1,234"), ["1.234", "1234"]);
  assert.deepEqual(read("1.200"), ["1.2", "1200"]);
  assert.deepEqual(read("0.125"), ["0.125", null]);
  assert.deepEqual(read("1.2340"), ["1.234", null]);
  assert.deepEqual(read("1234.567"), ["1234.567", null]);
});

test("anything else is no number", () => {
  for (const text of ["", " ", "1e3", "1,234.5", "1.234.567", "1 234", "٣", "12a", "--1", ".", "Infinity", "0x10", "9".repeat(31)]) {
    assert.equal(read(text), null, text);
  }
});
