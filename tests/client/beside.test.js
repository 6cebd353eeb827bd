import assert from "node:assert/strict";
import test from "node:test";

import { cautions } from "../../generator/frame/scripts/modules/beside-caution.js";
import { moved, offered } from "../../generator/frame/scripts/modules/beside-choice.js";
import { agree, differs, factParts, harmPart, partsOf, resultParts } from "../../generator/frame/scripts/modules/beside-rows.js";
import { allowed, isAddress, textOf } from "../../generator/frame/scripts/modules/tree.js";

const fact = (key, words = key, changes = {}) => (
  { part: "Who", name: "Age group", cell: words ? [words] : [], key, other: "other age group", silent: "not reported", ...changes });
const line = (row, changes = {}) => ({
  place: 1, domain: "Skin", row, rowName: `name of ${row}`, name: `name of ${row}`, time: "12 weeks", kind: "change",
  further: false, cell: ["5 of 10"], ...changes,
});
const harm = (key, serious = false) => ({ key, event: key.toUpperCase(), serious, cell: ["1 of 6"] });
const column = (id, changes = {}) => ({
  kind: "studies", id, label: id, head: [id], alone: "", retracted: false, shares: {}, facts: [fact("adult")],
  background: {}, lines: [], harms: [], trust: [], ...changes,
});

test("what differs is told against the first that says anything; silence is no difference", () => {
  assert.deepEqual(differs(["", "adult", "juvenile", "", "adult"]), [false, false, true, false, false]);
  assert.equal(agree(["adult", "adult"]), true);
  assert.equal(agree(["", ""]), false);
  assert.equal(agree(["adult"]), false);
});

test("a row of facts keeps the order of its columns and says in words where they differ", () => {
  const [part] = factParts([[fact("adult")], [fact("juvenile")], [fact("", "")]]);
  assert.equal(part.name, "Who");
  const [row] = part.rows;
  assert.deepEqual(row.cells.map((cell) => cell.others), [[], ["other age group"], []]);
  assert.deepEqual(row.cells.map((cell) => cell.entries.length), [1, 1, 0]);
  assert.equal(row.cells[2].silent, "not reported");
  assert.equal(row.same, false);
});

test("equal keys with other words are not called the same", () => {
  assert.equal(factParts([[fact("12", "12 weeks")], [fact("12", "12 weeks; then open")]])[0].rows[0].same, false);
  assert.equal(factParts([[fact("12", "12 weeks")], [fact("12", "12 weeks")]])[0].rows[0].same, true);
});

test("a shared measure has a row of its own; the column without it says so; another time and kind are marked", () => {
  const [part] = resultParts([
    column("a", { lines: [line("cdasi")] }),
    column("b", { lines: [line("cdasi", { time: "16 weeks", kind: "narrative" }), line("pruritus")] }),
    column("c"),
  ]);
  const [shared, rest] = part.rows;
  assert.equal(shared.name, "name of cdasi");
  assert.deepEqual(shared.cells.map((cell) => cell.others), [[], ["other time", "other kind of figure"], []]);
  assert.equal(shared.cells[2].silent, "not reported");
  assert.equal(rest.name, "Other outcomes");
  assert.deepEqual(rest.cells.map((cell) => cell.entries.map((entry) => entry.name)), [[], ["name of pruritus"], []]);
  assert.deepEqual(rest.cells.map((cell) => cell.only), [false, true, false]);
});

test("one result of each study carries the name of what was measured, which may be the opposite of the next", () => {
  const main = (name) => line("main", { rowName: "Main result of each study", name, time: "", kind: "" });
  const [part] = resultParts([column("a", { lines: [main("Death"), main("Survival")] }), column("b")]);
  assert.deepEqual(part.rows[0].cells[0].entries.map((entry) => entry.name), ["Death", "Survival"]);
});

test("times that overlap are not called other", () => {
  const [part] = resultParts([
    column("a", { lines: [line("cdasi"), line("cdasi", { time: "24 weeks" })] }),
    column("b", { lines: [line("cdasi", { time: "24 weeks" })] }),
  ]);
  assert.deepEqual(part.rows[0].cells[1].others, []);
});

test("outcomes of one domain that are not the same measure are never put in one row unmarked", () => {
  const [part] = resultParts([column("a", { lines: [line("cdasi")] }), column("b", { lines: [line("", { name: "rash" })] })]);
  assert.deepEqual(part.rows.map((row) => row.name), ["Reported outcomes"]);
  assert.deepEqual(part.rows[0].cells.map((cell) => cell.others), [[], ["other measure"]]);
});

test("unlisted outcomes of the same name are never a shared measure", () => {
  const [part] = resultParts([column("a", { lines: [line("")] }), column("b", { lines: [line("")] })]);
  assert.deepEqual(part.rows.map((row) => row.name), ["Reported outcomes"]);
});

test("no line is lost, whatever the columns hold", () => {
  const columns = [
    column("a", { lines: [line("x"), line("x", { further: true }), line(""), line("y", { domain: "Lung", place: 3 })] }),
    column("b", { lines: [line("x"), line("z", { further: true })] }),
    column("c", { lines: [line("y", { domain: "Lung", place: 3 })] }),
  ];
  const parts = resultParts(columns);
  const shown = parts.flatMap((part) => part.rows).flatMap((row) => row.cells).flatMap((cell) => [...cell.entries, ...cell.further]);
  assert.equal(shown.length, columns.flatMap((one) => one.lines).length);
  assert.deepEqual(parts.map((part) => part.name), ["Skin", "Lung"]);
});

test("each column's background stands under its own name, and never for another column", () => {
  const none = column("a", { lines: [line("x")] });
  const has = (/** @type {string} */ id) => column(id, { lines: [line("x")], background: { Skin: [`21 % beside ${id}`] } });
  const shown = (/** @type {any[]} */ ...columns) => resultParts(columns)[0].background.map(({ label, words }) => [label, words]);
  assert.deepEqual(shown(none), []);
  assert.deepEqual(shown(none, has("b")), [[has("b").label, ["21 % beside b"]]]);
  assert.deepEqual(shown(has("a"), has("b")).map(([, words]) => words), [["21 % beside a"], ["21 % beside b"]]);
});

test("harms align where the words are equal; the others are listed with the serious first", () => {
  const part = harmPart([
    column("a", { harms: [harm("zoster"), harm("acne"), harm("death", true)] }), column("b", { harms: [harm("zoster")] }), column("c"),
  ]);
  assert.deepEqual(part.rows.map((row) => row.name), ["ZOSTER", "Other harms, each in its source’s words"]);
  assert.deepEqual(part.rows[1].cells[0].entries.map((entry) => entry.name), ["DEATH", "ACNE"]);
  assert.equal(part.rows[1].cells[1].silent, "nothing else reported");
  assert.match(part.rows[0].cells[2].silent, /not the same as no harm/);
});

test("the caution names what differs, who has no control group, who shares people, and what was retracted", () => {
  const told = cautions([
    column("A", { alone: "no control group", shares: { B: true } }),
    column("B", { facts: [fact("juvenile")], retracted: true }),
  ]).join(" ");
  for (const words of ["not the effect of a drug", "They differ in: age group", "A (no control group)", "A and B share people", "B was retracted", "never by result"]) {
    assert.ok(told.includes(words), words);
  }
  assert.ok(cautions([column("a"), column("b")]).join(" ").includes("other people, other care"));
});

test("columns keep their order under every result: nothing sorts them", () => {
  const rows = partsOf([column("z", { lines: [line("x", { cell: ["1 of 10"] })] }), column("a", { lines: [line("x", { cell: ["9 of 10"] })] })])
    .flatMap((part) => part.rows).filter((row) => row.name === "name of x");
  assert.deepEqual(rows[0].cells.map((cell) => cell.entries[0].cell[0]), ["1 of 10", "9 of 10"]);
});

test("columns move by one place, stop at the ends, and go", () => {
  assert.deepEqual(moved(["a", "b", "c"], "c", "earlier"), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", "later"), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b"], "a", "earlier"), ["a", "b"]);
  assert.deepEqual(moved(["a", "b"], "b", "gone"), ["a"]);
  assert.deepEqual(moved(["a"], "x", "later"), ["a"]);
});

test("what fits is offered with the most alike first, without what is chosen", () => {
  const choice = (id, like, words = id) => ({ kind: "studies", id, label: id, remarks: "", words, like });
  const all = [choice("a", ["p", "d"]), choice("b", ["q"]), choice("c", ["p"]), choice("d", ["p", "d"])];
  assert.deepEqual(offered(all, ["a"], "").alike.map((one) => one.id), ["d", "c"]);
  assert.deepEqual(offered(all, ["a"], "").others.map((one) => one.id), ["b"]);
  assert.deepEqual(offered(all, [], "C").others.map((one) => one.id), ["c"]);
});

test("only plain attributes and addresses of pages pass", () => {
  assert.deepEqual(allowed({ href: "javascript:alert(1)", onclick: "x", class: "a", id: "b" }), { class: "a" });
  for (const good of ["studies/a.html#b", "https://example.org/a", "#x", "../a.html"]) assert.ok(isAddress(good), good);
  for (const bad of ["javascript:x", "JaVaScript:x", "data:text/html,x", "//evil.example", "vbscript:x", " javascript:x"]) assert.ok(!isAddress(bad), bad);
  assert.equal(textOf(["a ", ["b", {}, "c", ["i", {}, "d"]]]), "a cd");
});
