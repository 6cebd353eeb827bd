/** Score patients from a file of JSON as the page would, and print what the command `evidence score --json` prints. */

import { readFileSync } from "node:fs";

import { readRow } from "../../../generator/instruments/myositis/scripts/modules/core-set.js";
import { wordsOf } from "../../../generator/instruments/myositis/scripts/modules/exact.js";
import { sentencesOf } from "../../../generator/instruments/myositis/scripts/modules/score-words.js";
import { remembered, scorePatient } from "../../../generator/instruments/myositis/scripts/modules/scoring.js";

const { tables, rows, patients } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const text = (number) => (number ? wordsOf(number) : null);
const told = (fault) => `${fault.seen}; expected ${fault.expected}. ${fault.remedy}`;

const measureFacts = (measure, { counted, total }) => {
  const change = counted.get(measure);
  if (!change) return { measure, missing: true };
  const { instrument, baseline, followUp, scale, upperLimit, improvement, absolute, relative } = change;
  return {
    measure, instrument: instrument.id, baseline: text(baseline), follow_up: text(followUp), scale: text(scale),
    upper_limit: text(upperLimit), improvement: text(improvement), absolute_percent: text(absolute),
    relative_percent: text(relative), points: text(total.points.get(measure)),
  };
};

const facts = (scored) => ({
  measures: Object.keys(tables.measures).map((measure) => measureFacts(measure, scored)),
  total_improvement_score: {
    criteria: scored.group,
    score: scored.total.missing.length ? null : text(scored.total.low),
    category: scored.total.missing.length ? null : scored.total.possible[0],
    attainable: [text(scored.total.low), text(scored.total.high)],
    possible_categories: scored.total.possible,
    missing: scored.total.missing,
  },
  imacs: {
    verdict: scored.imacs.verdict, possible: scored.imacs.possible, improved: scored.imacs.improved,
    worsened: scored.imacs.worsened, open: Object.fromEntries(scored.imacs.open),
    improved_from_percent: tables.imacs.improvedFrom, worsened_from_percent: tables.imacs.worsenedFrom,
  },
  from_memory: remembered(scored),
  sentences: sentencesOf(scored),
  faults: [...scored.faults.values()].flat().map(told),
  clashes: [...scored.clashes.values()].map(told),
});

const known = new Map(tables.instruments.map((instrument) => [instrument.id, instrument]));
const rowFacts = ([id, width, baseline, followUp]) => {
  const { change, faults } = readRow(known.get(id), { width, baseline, followUp });
  return faults.length ? told(faults[0]) : change && [text(change.absolute), text(change.relative)];
};

process.stdout.write(JSON.stringify({
  rows: rows.map(rowFacts),
  patients: patients.map(({ group, rows: typed }) => facts(scorePatient(tables, group, new Map(
    typed.map(([id, width, baseline, followUp]) => [id, { width, baseline, followUp }]),
  )))),
}));
