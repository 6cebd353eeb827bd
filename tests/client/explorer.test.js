import assert from "node:assert/strict";
import test from "node:test";

import { asCsv, asJson, asReferences, fileName } from "../../generator/frame/scripts/modules/downloads.js";
import { completed } from "../../generator/frame/scripts/modules/evidence.js";
import { facetsOf } from "../../generator/frame/scripts/modules/facets.js";
import { narrowing } from "../../generator/frame/scripts/modules/narrowing.js";
import { peopleWords } from "../../generator/frame/scripts/modules/people.js";
import { resultLines } from "../../generator/frame/scripts/modules/result-lines.js";
import { COLUMNS, inOrder } from "../../generator/frame/scripts/modules/study-columns.js";
import { paramsOf, toggled, viewIn } from "../../generator/frame/scripts/modules/view.js";

const APPRAISAL = { words: "Tool: high", level: "bad", sign: "×" };

function made() {
  const study = (id, changes) => ({
    id, label: id.toUpperCase(), evidence: "treatment", design: "series", control: "no control group", sizeText: "not reported",
    appraisal: APPRAISAL, source: "primary", summary: "", checks: "", ...changes,
  });
  return completed({
    version: "2026.1.0", versionWords: "Version 2026.1.0", title: "Öl & “Water”",
    drugs: {
      one: { label: "One", slot: 0, mark: "●", url: "drugs/one.html", class: "ones" },
      two: { label: "Two", slot: 1, mark: "■", url: "drugs/two.html", class: "ones" },
      pill: { label: "Pill", slot: null, mark: "○", url: "drugs/pill.html", class: null },
    },
    classes: { ones: { label: "Any one", drugs: ["one", "two"] } },
    populations: { old: { label: "Old" }, young: { label: "Young" } },
    designs: { series: { label: "Series", comparative: false, rank: 1 }, trial: { label: "Trial", comparative: true, rank: 3 } },
    measures: { death: { label: "Death", domain: "survival" }, rash: { label: "Rash", domain: "skin" } },
    domains: [{ id: "skin", label: "Skin" }, { id: "survival", label: "Survival" }],
    given: "treatment", kinds: [{ id: "treatment", label: "Treatment" }, { id: "context", label: "Context" }],
    overlaps: [["a", "b", true], ["b", "c", false]],
    studies: [
      study("a", {
        drugs: ["one", "pill"], populations: ["old"], design: "trial", comparative: true, randomised: true, control: undefined,
        size: 40, sizeText: "40", year: 2020, measures: ["death"], domains: ["survival"],
        results: [
          { id: "dead", measure: "death", domain: "survival", name: "Death", arm: "One", text: "2 of 20", time: "1 year", main: true, beside: ["dead-pill"], remarks: ["primary outcome"] },
          { id: "dead-pill", measure: "death", domain: "survival", name: "Death", arm: "Pill", text: "5 of 20", time: "1 year", beside: ["dead"] },
          { id: "ratio", measure: "death", domain: "survival", name: "Death", arm: "One", against: "Pill", text: "risk ratio 0.4", interval: "95 % interval 0.1 to 1.8" },
        ],
      }),
      study("b", { drugs: ["two"], populations: ["old"], size: 30, sizeText: "30", year: 2021, measures: ["rash"], domains: ["skin"], results: [{ id: "rash-12", measure: "rash", domain: "skin", name: "Rash", arm: "Two", text: "3 of 30", interval: "95 % interval 2 to 25 % computed", main: true }] }),
      study("c", { drugs: ["two"], populations: ["young"], size: 10, sizeText: "10", year: null, followed: ["rash"], who: "Bata-Csörgő, \"quoted\"" }),
      study("d", { drugs: ["one"], populations: ["young"], size: 7, sizeText: "7", year: 2019, retracted: true, notices: ["retraction"] }),
      study("e", { evidence: "context", control: undefined, populations: ["young"], size: 900, sizeText: "900", year: 2018 }),
    ],
  });
}

const evidence = made();
const facets = facetsOf(evidence);
const { narrow, readAhead } = narrowing(evidence, facets);
const known = {
  facets, studies: new Set(evidence.studies.map(({ id }) => id)), columns: COLUMNS.map(({ id }) => id),
  usual: COLUMNS.filter(({ usual }) => usual).map(({ id }) => id), sorting: COLUMNS.filter(({ sort }) => sort).map(({ id }) => id),
};
const view = (address = "") => viewIn(new URLSearchParams(address), known);
const ids = (choice) => narrow(choice).fitting.map((at) => evidence.studies[at].id).join("");

test("values of one facet add up, facets narrow down", () => {
  assert.equal(ids(view()), "abcde");
  assert.equal(ids(view("population=young")), "cde");
  assert.equal(ids(view("population=young,old")), "abcde");
  assert.equal(ids(view("population=young&drug=any.ones")), "cd");
  assert.equal(ids(view("drug=one,two&population=old")), "ab");
  assert.equal(ids(view("outcome=any.skin")), "bc", "single patients count as measured");
  assert.equal(ids(view("comparison=none")), "bcd", "a context paper is no study without control group");
  assert.equal(ids(view("size=10-29,unknown")), "c");
  assert.equal(ids(view("year=unknown")), "c");
});

test("counts follow what is chosen in the other facets", () => {
  const { counts } = narrow(view("population=young&drug=two"));
  assert.deepEqual([counts.get("drug").get("two"), counts.get("drug").get("one"), counts.get("drug").get("any.ones")], [1, 1, 2]);
  assert.deepEqual([counts.get("population").get("young"), counts.get("population").get("old")], [1, 1]);
  for (const facet of facets) {
    for (const value of facet.values) {
      const only = ids({ ...view("population=young&drug=two"), facets: { population: ["young"], drug: ["two"], [facet.id]: [value.id] } });
      assert.equal(counts.get(facet.id).get(value.id) ?? 0, only.length, `${facet.id} ${value.id}`);
    }
  }
});

test("where nothing fits, the choices that stand in the way are named", () => {
  const { fitting, without } = narrow(view("population=young&outcome=any.survival"));
  assert.deepEqual([fitting.length, without.get("population"), without.get("outcome")], [0, 1, 3]);
  assert.equal(narrow({ ...view("drug=one"), text: "nowhere" }).without.get("text"), 2);
});

test("words are found without accents, all of them", () => {
  while (readAhead(1));
  assert.equal(ids({ ...view(), text: " csorgo BATA" }), "c");
  assert.equal(ids({ ...view(), text: "csorgo death" }), "");
  assert.equal(ids({ ...view(), text: "pill" }), "a");
});

test("an address gives the view back, and what it does not know is passed over", () => {
  const address = "text=a+b&drug=any.ones%2Cpill&sort=-size&columns=study%2Cyear&compare=a%2Cb";
  assert.equal(paramsOf(view(address), known).toString(), address);
  assert.equal(paramsOf(view("drug=<b>,__proto__&sort=-results&columns=x&compare=zz&other=1"), known).toString(), "");
  assert.deepEqual(view("compare=a,b,c,d,e").compare, ["a", "b", "c", "d"]);
  assert.deepEqual(toggled(toggled(view(), "drug", "one"), "drug", "one").facets.drug, []);
});

test("what is not known stands last whichever way", () => {
  const column = COLUMNS.find(({ id }) => id === "year");
  const look = { evidence, outcomes: [] };
  assert.equal(inOrder(evidence.studies, column, true, look).map(({ id }) => id).join(""), "badec");
  assert.equal(inOrder(evidence.studies, column, false, look).map(({ id }) => id).join(""), "edabc");
  assert.equal(COLUMNS.find(({ id }) => id === "results").sort, undefined, "no study ranks by its result");
});

test("no result stands without its group, its time and the other group", () => {
  const look = { evidence, outcomes: [] };
  assert.deepEqual(resultLines(evidence.studies[0], look).map(({ text }) => text), ["Death (One, 1 year): 2 of 20; against 5 of 20 (Pill)"]);
  const death = resultLines(evidence.studies[0], { evidence, outcomes: ["death"] }).map(({ text }) => text);
  assert.deepEqual(death, ["Death (One, 1 year): 2 of 20; against 5 of 20 (Pill)", "Death (One, against Pill): risk ratio 0.4, 95 % interval 0.1 to 1.8"]);
  assert.equal(resultLines(evidence.studies[2], look)[0].text, "told of single patients only");
  assert.equal(resultLines(evidence.studies[3], look)[0].text, "left out: retracted");
});

test("people are counted once, and what is not counted is said", () => {
  assert.deepEqual(peopleWords(evidence.studies, evidence.overlaps, "treatment"), [
    "40 to 50 people in 3 treatment studies (shared people counted once; fewer if studies that may share people do)",
    "1 context paper, whose people are not counted", "1 retracted study, not counted",
  ]);
});

test("a file holds what is shown, in its order and columns", () => {
  const columns = COLUMNS.filter(({ id }) => ["study", "who", "size"].includes(id));
  const shown = { studies: [evidence.studies[2], evidence.studies[3]], columns, look: { evidence, outcomes: [] }, of: 5, address: "file:///x#?drug=one" };
  assert.equal(asCsv(shown), [
    "Study,Who took part,People,Address",
    'C [no control group],"Bata-Csörgő, ""quoted""",10,file:///studies/c.html',
    "D [retracted] [no control group],,7,file:///studies/d.html", "",
  ].join("\r\n"));
  const json = JSON.parse(asJson(shown));
  assert.deepEqual([json.version, json.shown, json.of, json.view], ["Version 2026.1.0", 2, 5, "file:///x#?drug=one"]);
  assert.deepEqual(json.studies[0], { id: "c", address: "file:///studies/c.html", Study: "C [no control group]", "Who took part": 'Bata-Csörgő, "quoted"', People: "10" });
  assert.equal(fileName(shown, "ris"), "ol-water-2-of-5-studies-version-2026.1.0.ris");
});

test("a report of two studies is taken home once", () => {
  const citations = { studies: { a: ["x", "y"], b: ["x"] }, records: { x: { ris: "X\r\n", bib: "@x\n", csl: {} }, y: { ris: "Y\r\n", bib: "@y\n", csl: {} } } };
  assert.equal(asReferences([evidence.studies[1], evidence.studies[0], evidence.studies[2]], citations, "ris"), "X\r\nY\r\n");
  assert.equal(asReferences([evidence.studies[0]], citations, "bib"), "@x\n\n@y\n");
});
