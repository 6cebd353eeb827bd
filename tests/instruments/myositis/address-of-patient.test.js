import assert from "node:assert/strict";
import test from "node:test";

import { decodeState, encodeState } from "../../../generator/frame/scripts/modules/address.js";
import { paramsOf, patientOf } from "../../../generator/instruments/myositis/scripts/modules/score-address.js";

const IDS = ["haq", "ck"];
const empty = { width: "", baseline: "", followUp: "" };

/** @param {any} patient */
const again = (patient) => patientOf(decodeState(encodeState(paramsOf(patient))), IDS);

test("an address holds what was typed, as it was typed", () => {
  const patient = {
    group: "juvenile",
    rows: new Map([["haq", { ...empty, baseline: "1,5" }], ["ck", { width: "a_b%5F", baseline: "&=#", followUp: "“2”" }]]),
    example: false,
  };
  assert.deepEqual(again(patient), patient);
});

test("an address reads well", () => {
  const rows = new Map([["haq", { width: "", baseline: "1.5", followUp: "1" }], ["ck", empty]]);
  assert.equal(encodeState(paramsOf({ group: "adult", rows, example: false })), "#?criteria=adult&haq=_1.5_1");
});

test("nothing typed leaves no address, and an example without values is none", () => {
  const rows = new Map([["haq", empty]]);
  assert.equal(encodeState(paramsOf({ group: "adult", rows, example: true })), "");
  assert.equal(encodeState(paramsOf({ group: "juvenile", rows, example: true })), "#?criteria=juvenile");
});

test("what an address may say besides is passed over", () => {
  const patient = patientOf(decodeState("#?criteria=__proto__&example=1&mmt8=1_2_3&haq=1_2_3_4&ck=%"), IDS);
  assert.equal(patient.group, "adult");
  assert.equal(patient.example, false);
  assert.deepEqual([...patient.rows.keys()], IDS);
  assert.deepEqual(patient.rows.get("haq"), { width: "1", baseline: "2", followUp: "3" });
});
