"""The index of the applications says what the pages say: every study, every number, and nothing that acts."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from made_up import Made

from generator.audit.verdict import Audit
from generator.exports.browse_index import browse_index
from generator.exports.browse_scripts import call_script, called_with, index_script
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence


def index_of(evidence: Evidence) -> dict[str, Any]:
    script = index_script(SiteEvidence(evidence, Audit(())), "1.0.0", "Version 1.0.0").decode()
    found: dict[str, Any] = called_with(script)
    return found


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, Any]:
    script = (site / "assets/evidence-index.js").read_text(encoding="utf-8")
    found: dict[str, Any] = called_with(script)
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def page_of(site: Path, study: str) -> html.HtmlElement:
    root = html.parse(site / f"studies/{study}.html").getroot()
    etree.strip_elements(root, "script", "style", with_tail=False)
    for tip in root.find_class("ev-tip"):
        tip.drop_tree()
    return root.find(".//main")


def test_every_study_that_was_read_is_there_and_no_other(
    index: dict[str, Any], evidence: Evidence
) -> None:
    assert sorted(study["id"] for study in index["studies"]) == sorted(evidence.studies)


def test_every_number_of_the_index_is_what_the_page_of_the_study_shows(
    index: dict[str, Any], site: Path
) -> None:
    numbers = 0
    for study in index["studies"]:
        page = page_of(site, study["id"])
        rows = {row.get("id"): row for row in page.iter("tr") if row.get("id")}
        for row in study.get("results", []):
            cells = [words(cell) for cell in rows[row["id"]]]
            assert row["text"] in cells[3], f"{study['id']}#{row['id']}"
            assert row.get("computed", "") in cells[3]
            # The index says what the limits are; the page does so in the head of the column.
            interval = row.get("interval", "").removeprefix("95 % interval ")
            assert sorted(interval.split()) == sorted(cells[4].split())
            assert row.get("p", "") == cells[5]
            assert row["time"] == cells[2]
            group = f"{row.get('arm', 'group not stated')}{' against ' + row['against'] if 'against' in row else ''}"
            assert cells[1] == " ".join(group.split())
            assert set(row.get("beside", [])) <= rows.keys()
            numbers += 1
        for row in study.get("harms", []):
            cells = [words(cell) for cell in rows[row["id"]]]
            assert cells[0].startswith(" ".join(row["event"].split()))
            assert cells[1] == " ".join(row["arm"].split())
            # Published cases stand as printed too, on the study's page alone; behind the link to
            # the row stands what no source reports of the other group.
            told = cells[2].partition(" #")[0].partition(" as printed:")[0]
            assert f"{row['text']} {row.get('p', '')}".strip() == told
            assert row.get("interval", "") == cells[3]
            numbers += 1
        assert len(rows) >= len(study.get("results", [])) + len(study.get("harms", []))
        shown = words(page)
        for text in (
            study.get("people", ""),
            study.get("followUp", ""),
            study["appraisal"]["words"],
            study["checks"],
        ):
            assert " ".join(text.split()) in shown, f"{study['id']}: {text}"
    assert numbers > 400


def test_what_stands_without_a_control_group_says_so(index: dict[str, Any], site: Path) -> None:
    for study in index["studies"]:
        text = words(page_of(site, study["id"]))
        says = (
            "No control group" in text or "no control group" in text or "historical control" in text
        )
        assert not (study.get("control") and study.get("results")) or says, study["id"]


def test_texts_hold_no_markup(index: dict[str, Any]) -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        inside = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        return [text for part in inside for text in texts(part)]

    found = texts(index)
    assert len(found) > 5000
    assert [text for text in found if re.search(r"</?[a-z]+[ >]|&#?\w+;", text)] == []


def test_every_address_leads_to_a_page(index: dict[str, Any], site: Path) -> None:
    named = [*index["drugs"].values(), *index["populations"].values(), *index["measures"].values()]
    for address in [one["url"] for one in named if one["url"]] + [
        f"studies/{one['id']}.html" for one in index["studies"]
    ]:
        assert (site / address).exists(), address


def test_a_class_stands_for_the_drugs_whose_role_is_its_id(
    index: dict[str, Any], evidence: Evidence
) -> None:
    named = {name for study in evidence.studies.values() for name in study.drugs}
    for name, one in index["classes"].items():
        members = [
            drug.id
            for drug in evidence.drugs.values()
            if name in (drug.role, drug.id) and drug.id in named
        ]
        assert one["drugs"] == members
        assert one["label"].startswith("Any ")
    assert len(index["classes"]) == 1


def test_it_stays_small(site: Path) -> None:
    size = (site / "assets/evidence-index.js").stat().st_size
    studies = len(list((site / "studies").glob("*.html"))) - 1
    assert size / studies < 5_000, f"{size} bytes for {studies} studies"


def test_a_retracted_study_is_marked_and_a_draft_is_not_in_it(made: Made) -> None:
    made.share("sound", 6, 10)
    made.share("withdrawn", 9, 10)
    made.share("waiting", 1, 2)
    made.retract("withdrawn")
    evidence = made.evidence
    studies = dict(evidence.studies)
    draft = studies.pop("waiting")
    found = index_of(replace(evidence, studies=studies, drafts={"waiting": draft}))
    by_id = {study["id"]: study for study in found["studies"]}
    assert sorted(by_id) == ["sound", "withdrawn"]
    assert by_id["withdrawn"]["retracted"] is True
    assert by_id["withdrawn"]["notices"] == ["retraction"]
    assert "main" not in by_id["withdrawn"]["results"][0]
    assert "retracted" not in by_id["sound"]


def test_hostile_words_are_carried_as_text_and_cannot_end_the_script(made: Made) -> None:
    hostile = '</script><img src=x onerror=alert(1)> \u2028\u2029 " \\ ]]> {{ 7*7 }} \u202eabc'
    made.share("sound", 6, 10, note=hostile)
    evidence = made.evidence
    study = replace(evidence.studies["sound"], label=hostile, summary=hostile)
    site = SiteEvidence(replace(evidence, studies={"sound": study}), Audit(()))
    script = index_script(site, "1", "v")
    assert b"\xe2\x80\xa8" not in script
    assert script.count(b"\n") == 1
    assert script.startswith(b"self.evidenceIndex(JSON.parse(")
    found = called_with(script.decode())
    assert found["studies"][0]["label"] == hostile
    assert browse_index(site, "1", "v")["version"] == "1"


def test_what_a_script_hands_over_is_what_was_put_into_it() -> None:
    value = {"a": ["\\", '"', "\u2028", "</script>", "\ud800", "é", None, True, 1.5]}
    assert called_with(call_script("name", value).decode()) == value
