"""Every number of every record stands on its study's page exactly as printed, with its source."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from generator.html.vancouver import vancouver_text
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.study import Patient, Row

ROOT = Path(__file__).parent.parent
STUDIES = sorted(path.stem for path in (ROOT / "data/studies").glob("*.yml"))


def numbers(record: object) -> Iterator[str]:
    """Yield every printed number anywhere inside a record."""
    if isinstance(record, Number | Count):
        yield record.text
    elif isinstance(record, tuple):
        for item in record:
            yield from numbers(item)
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            yield from numbers(getattr(record, field.name))


def has_number(text: str, number: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


def page_of(site: Path, name: str) -> html.HtmlElement:
    """Return what a reader sees of a built page."""
    root = html.parse(site / f"{name}.html").getroot()
    etree.strip_elements(root, "script", "style", with_tail=False)
    return root.find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.mark.parametrize("study_id", STUDIES)
def test_every_number_is_on_the_page_as_printed_with_its_source(
    evidence: Evidence, site: Path, study_id: str
) -> None:
    study = evidence.studies[study_id]
    root = page_of(site, f"studies/{study.id}")
    rows = {element.get("id"): element for element in root.iter("tr") if element.get("id")}
    for row in study.numbers:
        shown = rows[row.id]
        text = words(shown)
        for number in numbers(row):
            assert has_number(text, number), f"{study_id}#{row.id}: {number} is not in {text!r}"
        source = study.sources[row.source]
        assert source.url in {link.get("href") for link in shown.iter("a")}, (
            f"{study_id}#{row.id} hides its source"
        )
        assert row.where in text or " ".join(row.where.split()) in text
    for name, table in (("baseline", "_table-baseline"), ("patients", "_table-patients")):
        records: tuple[Row, ...] = getattr(study, name)
        shown_rows = root.get_element_by_id(table).findall("tbody/tr") if records else []
        assert len(shown_rows) == len(records)
        for record, shown in zip(records, shown_rows, strict=True):
            expected = [*numbers(record), *(value.value for value in getattr(record, "values", ()))]
            for number in expected:
                assert has_number(words(shown), number) or number in words(shown), (
                    f"{study_id} {name}: {number}"
                )
            assert study.sources[record.source].url in {
                link.get("href") for link in shown.iter("a")
            }
    for number in (*numbers(study.participants), *numbers(study.follow_up), *numbers(study.arms)):
        assert has_number(words(root), number), f"{study_id}: {number}"


def test_the_walk_sees_values(evidence: Evidence) -> None:
    found = [
        number
        for study in evidence.studies.values()
        for row in study.rows
        for number in numbers(row)
    ]
    values = [
        value.value
        for study in evidence.studies.values()
        for row in study.patients
        for value in row.values
    ]
    assert len(found) + len(values) > 1200


def test_a_missing_number_would_be_noticed(evidence: Evidence, site: Path) -> None:
    study = evidence.seed
    text = words(page_of(site, f"studies/{study.id}"))
    assert has_number(text, "15.4")
    assert not has_number("28 ± 15.4 points", "15")
    assert not has_number("28 ± 15.4 points", "5.4")
    assert not has_number("28 ± 15.45", "15.4")


def test_the_seed_shows_everything_the_question_asks_for(evidence: Evidence, site: Path) -> None:
    study = evidence.seed
    text = words(page_of(site, f"studies/{study.id}"))
    result = next(row for row in study.results if row.id == "cdasi-activity-12w")
    row = page_of(site, f"studies/{study.id}").get_element_by_id(result.id)
    assert "28 ± 15.4" in words(row)
    assert "9.5 ± 8.5" in words(row)
    assert "P = 0.0005" in words(row)
    for phrase in (
        "10 of 10",
        "5 of 10",
        "3 of 9",
        "82 ± 34.8 IU/liter",
        "9 of 9",
        "interim figure",
        "discrepancy noted",
        "No control group",
    ):
        assert phrase in text, phrase
    for discrepancy in study.discrepancies:
        assert " ".join(discrepancy.text.split()) in text
    linked = {relation.object for relation in evidence.relations if relation.subject == study.id}
    assert len(linked) >= 15
    for key in linked:
        assert vancouver_text(evidence.citations[key]) in text or key in evidence.studies


def test_patients_are_shown_one_by_one(evidence: Evidence) -> None:
    rows = [row for study in evidence.studies.values() for row in study.patients]
    assert rows
    assert all(isinstance(row, Patient) for row in rows)


REGISTERS = {
    "registered_trials": "trials",
    "safety_notices": "safety",
    "reported_in_reviews": "methods",
    "certainty": "populations/*",
    "corrections": "methods",
}


def sentences(record: object) -> Iterator[str]:
    """Yield every text inside a record that holds a figure among words."""
    if isinstance(record, str):
        if " " in record and re.search(r"\d", record) and not record.startswith("http"):
            yield " ".join(record.split())
    elif isinstance(record, tuple):
        for item in record:
            yield from sentences(item)
    elif dataclasses.is_dataclass(record) and not isinstance(record, Number | Count):
        for field in dataclasses.fields(record):
            if field.name != "guard":  # says when a correction ends, to the program alone
                yield from sentences(getattr(record, field.name))


@pytest.mark.parametrize(("register", "page"), REGISTERS.items())
def test_every_figure_of_the_registers_is_on_the_site(
    evidence: Evidence, site: Path, register: str, page: str
) -> None:
    root = html.Element("div")
    root.extend(
        page_of(site, f"{path.relative_to(site).with_suffix('')}")
        for path in site.glob(f"{page}.html")
    )
    records = getattr(evidence, register)
    expected = [*numbers(records), *sentences(records)]
    assert len(expected) >= len(records) > 0
    for number in numbers(records):
        assert has_number(words(root), number), f"{register}: {number}"
    for tip in root.find_class("ev-tip"):
        tip.drop_tree()
    text = " ".join(root.text_content().split())
    names = "|".join(re.escape(name) for name in evidence.studies)
    for sentence in sentences(records):
        named = re.sub(
            rf"(?<![\w-])({names})(?![\w-])",
            lambda match: evidence.studies[match[0]].label,
            sentence,
        )
        assert sentence in text or named in text, f"{register}: {sentence}"
