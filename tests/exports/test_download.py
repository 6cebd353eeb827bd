"""The evidence to download: every value as printed, every column explained, nothing lost."""

import csv
import io
import json

import pytest

from generator.audit.catalogue import audit
from generator.exports.evidence_json import evidence_json
from generator.exports.sheet import Sheet
from generator.exports.sheets import sheets
from generator.model.evidence import Evidence


def rows_of(sheet: Sheet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.csv().decode("utf-8"), newline="")))


def named(evidence: Evidence) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in sheets(evidence, audit(evidence))}


def test_results_are_one_row_each_as_printed(small: Evidence) -> None:
    rows = {row["id"]: row for row in rows_of(named(small)["results"])}
    assert len(rows) == sum(len(study.results) for study in small.studies.values())
    assert rows["river-4w"]["baseline_mean"] == "31.20"
    assert rows["river-4w"]["p"] == "<0.001"
    assert rows["fever-free-4w"]["events"] == "7"
    assert rows["mood"]["events"] == ""


def test_json_leaves_out_what_is_missing(small: Evidence) -> None:
    rows = json.loads(named(small)["results"].json())
    mood = next(row for row in rows if row["id"] == "mood")
    assert "events" not in mood
    assert "" not in mood.values()


@pytest.mark.parametrize("size", ["small", "evidence"])
def test_every_column_has_a_meaning(request: pytest.FixtureRequest, size: str) -> None:
    found = request.getfixturevalue(size)
    for sheet in sheets(found, audit(found)):
        for column, meaning in sheet.meanings():
            assert meaning, f"{sheet.name}.{column}"


def test_the_whole_evidence_is_one_document(evidence: Evidence) -> None:
    document = json.loads(evidence_json(evidence))
    assert len(document["studies"]) == len(evidence.studies)
    seed = document["studies"]["paik-2021"]
    change = next(row for row in seed["results"] if row["id"] == "cdasi-activity-12w")
    assert change["baseline"] == {"mean": "28", "sd": "15.4"}
    assert change["p"] == "0.0005"


def test_commas_quotes_and_lines_stay_inside_their_cells() -> None:
    nasty = 'a,"b"\nc; d'
    sheet = Sheet("x", "a row", (), ({"text": nasty, "other": "=1+1"},))
    assert rows_of(sheet) == [{"text": nasty, "other": "=1+1"}]
