import assert from "node:assert/strict";
import test from "node:test";

import { inert, toCsv, toJson, toTabs } from "../../generator/frame/scripts/modules/spreadsheet.js";

test("what a spreadsheet would take for a formula stays text", () => {
  for (const cell of ["=1+1", "+A1", "-A1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "-1+1|cmd", "\t=1"]) {
    assert.equal(inert(cell), `'${cell}`);
  }
});

test("a plain number is left as it is", () => {
  for (const cell of ["-17.67", "+30", "1,218", "-3 %", "12", "", "a=b", "−18.5 points", "<0.001"]) assert.equal(inert(cell), cell);
});

/** A reader of CSV by its rules alone. @param {string} text */
function parse(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows[rows.length - 1];
    if (quoted && text[at] === '"' && text[at + 1] === '"') row[row.length - 1] += text[at++];
    else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === ",") row.push("");
    else if (!quoted && text.startsWith("\r\n", at)) { rows.push([""]); at += 1; }
    else row[row.length - 1] += text[at];
  }
  return rows.slice(0, -1);
}

test("CSV can be read again: quotes, commas, line ends", () => {
  const table = { columns: ["a,b", 'say "no"'], rows: [["1\r\n2", "x"], ["", "=1"]] };
  assert.deepEqual(parse(toCsv(table)), [["a,b", 'say "no"'], ["1\r\n2", "x"], ["", "'=1"]]);
});

test("pasted lines keep one row a line", () => {
  assert.equal(toTabs({ columns: ["a", "b"], rows: [["1\t2", "x\ny"]] }), "a\tb\n1 2\tx y");
});

test("JSON says what it is of, and leaves out what is empty", () => {
  const text = toJson({ columns: ["a", "b"], rows: [["1", ""], ["=2", "x"]] }, { caption: "Two", cite: "" });
  assert.deepEqual(JSON.parse(text), { caption: "Two", rows: [{ a: "1" }, { a: "=2", b: "x" }] });
});
