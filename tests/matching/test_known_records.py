"""What a project holds: each report under one name, with what was decided and where its record is."""

from pathlib import Path

import pytest
from made_records import found, trial

from generator.files.load import load_evidence
from generator.files.notices_file import NOTICES_FILE
from generator.matching.found_file import FOUND, FoundFile, name_of, write_found
from generator.matching.known_records import (
    BIBLIOGRAPHY,
    SCREENING,
    Holdings,
    all_studies,
    read_holdings,
)
from generator.model.finding import Finding, Severity
from generator.model.identifier import Doi, Pmid, Registration
from generator.model.reference import ScreeningRecord

HEADER = "date_found,found_by,identifier,title,decision,reason,study\n"
NUMBER = Registration.parse("NCT00000001")


def holdings_of(project: Path) -> Holdings:
    holdings, findings = read_holdings(project)
    assert holdings is not None, findings
    return holdings


def log(project: Path, *rows: str) -> None:
    lines = [f"2024-08-01,search,{row}\n" for row in rows]
    (project / SCREENING).write_text("".join([HEADER, *lines]), encoding="utf-8")


def screened(project: Path, *rows: str) -> tuple[Holdings, tuple[ScreeningRecord, ...]]:
    log(project, *rows)
    holdings = holdings_of(project)
    return holdings, tuple(holdings.evidence.screening)


def refused(project: Path) -> list[Finding]:
    holdings, findings = read_holdings(project)
    assert holdings is None
    return findings


def test_an_included_report_is_called_by_its_citekey_and_known_by_its_trial(project: Path) -> None:
    log(project)
    holdings = holdings_of(project)
    known = holdings.catalogue.named("example-2001")
    assert known is not None
    assert (known.standing, known.study) == ("included as example-2001", "example-2001")
    assert known.registrations == {NUMBER}
    draft = holdings.catalogue.named("second-2003")
    assert draft is not None
    assert draft.study in all_studies(holdings.evidence)


def test_a_report_that_the_bibliography_lacks_keeps_nothing_out(project: Path) -> None:
    study = project / "data/studies/example-2001.yml"
    text = study.read_text("utf-8").replace("[example-2001]", "[missing-1999, example-2001]", 1)
    study.write_text(text, encoding="utf-8")
    catalogue = holdings_of(project).catalogue
    assert catalogue.named("missing-1999") is None
    assert catalogue.named("example-2001") is not None


def test_a_citation_of_no_study_is_in_the_bibliography(project: Path) -> None:
    with (project / BIBLIOGRAPHY).open("a", encoding="utf-8") as file:
        file.write(
            "\n@article{lone-2020,\n  title = {Sleep},\n  author = {Lone, A.},\n  year = {2020}\n}\n"
        )
    known = holdings_of(project).catalogue.named("lone-2020")
    assert known is not None
    assert (known.standing, known.study) == ("in the bibliography as lone-2020", "")
    assert known.registrations == frozenset()


def test_a_row_says_what_was_decided_and_the_record_what_is_known_beside(project: Path) -> None:
    log(project, "PMID 900,Sleep,excluded,another disease,")
    (project / FOUND).write_bytes(
        write_found(FoundFile({}), [found("Sleep and rest", pmid="900", doi="10.1234/a")])
    )
    known = holdings_of(project).catalogue.named("PMID 900")
    assert known is not None
    assert known.standing == "excluded: another disease"
    assert known.titles == ("Sleep", "Sleep and rest")
    assert known.identifiers == {Pmid(900), Doi("10.1234/a")}


@pytest.mark.parametrize(
    ("identifier", "title", "study", "name"),
    [
        # A study with one report: the row is about that one.
        ("a letter", "Some title", "example-2001", "example-2001"),
        ("", "Some title", "example-2001", "example-2001"),
        ("a letter", "Some title", "", "a letter"),
        ("", "Some title", "", "line 2 of the screening log"),
        ("example-2001", "Some title", "", "example-2001"),
        # One with an identifier or a citekey of its own is another report.
        ("second-2003", "Some title", "example-2001", "second-2003"),
        ("PMID 900", "Some title", "example-2001", "PMID 900"),
    ],
)
def test_a_row_without_identifier_is_about_the_report_of_its_study_or_stands_alone(
    project: Path, identifier: str, title: str, study: str, name: str
) -> None:
    decision = "included" if study else "excluded"
    holdings, _ = screened(project, f"{identifier},{title},{decision},,{study}")
    known = holdings.catalogue.named(name)
    assert known is not None
    assert title in known.titles


def test_rows_that_share_their_words_are_told_apart_by_their_lines(project: Path) -> None:
    rows = ("a letter,Sleep,excluded,,", "a letter,Rest,excluded,,", "a talk,Work,excluded,,")
    holdings, _ = screened(project, *rows)
    catalogue = holdings.catalogue
    assert catalogue.named("a letter") is None
    titles = {
        name: known.titles
        for name in ("line 2 of the screening log", "line 3 of the screening log", "a talk")
        if (known := catalogue.named(name))
    }
    assert list(titles.values()) == [("Sleep",), ("Rest",), ("Work",)]


def test_of_several_reports_of_a_study_the_one_of_the_title_is_meant(project: Path) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_text(
        study.read_text("utf-8").replace(
            "reports: [example-2001]", "reports: [example-2001, extra-2002]"
        ),
        encoding="utf-8",
    )
    with (project / BIBLIOGRAPHY).open("a", encoding="utf-8") as file:
        file.write(
            "\n@article{extra-2002,\n  title = {Sleep: after},\n  author = {Lone, A.},\n  year = {2002}\n}\n"
        )
    rows = ("a talk,“Sleep – after”,included,,example-2001", "a letter,Rest,included,,example-2001")
    holdings, _ = screened(project, *rows)
    named = {name: holdings.catalogue.named(name) for name in ("extra-2002", "a letter", "a talk")}
    assert named["extra-2002"] is not None
    assert "“Sleep – after”" in named["extra-2002"].titles
    assert named["a letter"] is not None
    assert named["a talk"] is None


def test_the_record_of_a_row_is_found_by_its_name_or_by_any_identifier(project: Path) -> None:
    records = [found("Sleep", pmid="900", doi="10.1234/a"), trial("NCT01234567")]
    (project / FOUND).write_bytes(write_found(FoundFile({}), records))
    holdings, rows = screened(
        project,
        "PMID 900,Sleep,awaiting,,",
        "10.1234/A,Sleep,awaiting,,",
        "NCT01234567,Trial,awaiting,,",
        "PMID 901,Rest,awaiting,,",
        "a letter,Work,awaiting,,",
    )
    assert [holdings.record_of(row) for row in rows] == [
        "PMID 900",
        "PMID 900",
        "NCT01234567",
        "",
        "",
    ]
    assert {str(number): entry.official_title for number, entry in holdings.registers.items()} == {
        "NCT01234567": "Trial of alphaone in river fever"
    }


def test_a_record_without_identifier_is_found_by_its_description(project: Path) -> None:
    record = found("Sleep")
    (project / FOUND).write_bytes(write_found(FoundFile({}), [record]))
    name = name_of(record)
    holdings, rows = screened(project, f'"{name}",Sleep,awaiting,,', ",Rest,excluded,,")
    assert [holdings.record_of(row) for row in rows] == [name, ""]


def test_a_registered_trial_is_known_by_its_id_and_its_number(project: Path) -> None:
    (project / "data/registered_trials.yml").write_text(
        "- id: river-trial\n  registration: NCT01234567\n  title: Alphaone in river fever\n"
        "  drugs: [alphaone]\n  url: https://clinicaltrials.gov/study/NCT01234567\n"
        "  where: register page\n  seen: 2024-08-01\n"
        "  extraction: {first: 2024-08-01, second: 2024-08-01, status: agreed, corrections: []}\n",
        encoding="utf-8",
    )
    known = holdings_of(project).catalogue.known_as("", Registration.parse("NCT01234567"))
    assert known is not None
    assert (known.name, known.standing) == ("river-trial", "a registered trial")


def test_a_project_without_its_topic_is_refused_with_its_errors_alone(project: Path) -> None:
    (project / "data/topic.yml").unlink()
    (project / "data/stray.txt").write_text("x", encoding="utf-8")
    findings = refused(project)
    assert findings
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_after_a_batch_only_what_was_written_is_new(project: Path) -> None:
    before = holdings_of(project)
    assert (before.found.records, before.notices, before.noted) == ({}, b"", frozenset())
    content = write_found(FoundFile({}), [found("Sleep", pmid="900")])
    after = before.after({FOUND: content}, ["example-2001"])
    assert list(after.found.records) == ["PMID 900"]
    assert (after.screening, after.notices) == (before.screening, before.notices)
    assert after.noted == {"example-2001"}
    later = after.after({SCREENING: b"rows", NOTICES_FILE: b"notices"}, ["second-2003"])
    assert (later.screening, later.notices) == (b"rows", b"notices")
    assert list(later.found.records) == ["PMID 900"]
    assert later.noted == {"example-2001", "second-2003"}


def test_a_log_that_is_not_utf8_is_not_added_to(project: Path) -> None:
    log(project, "PMID 900,Sleep,awaiting,,")
    (project / SCREENING).write_bytes((project / SCREENING).read_bytes() + b"\xff\n")
    assert "E282" in [finding.code for finding in refused(project)]


def test_a_bibliography_that_cannot_be_read_is_not_added_to(project: Path) -> None:
    with (project / BIBLIOGRAPHY).open("a", encoding="utf-8") as file:
        file.write("\n@article{broken,\n  title = {Never closed\n")
    findings = refused(project)
    assert {finding.place.file for finding in findings} == {BIBLIOGRAPHY}


def test_a_fault_in_a_study_does_not_keep_records_out(project: Path) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_text(study.read_text("utf-8").replace("total: 12", "total: many"), encoding="utf-8")
    _, faults = load_evidence(project)
    assert {fault.place.file for fault in faults} == {"data/studies/example-2001.yml"}
    holdings, findings = read_holdings(project)
    assert holdings is not None
    assert findings == []


def test_lines_that_cannot_be_read_are_told_and_keep_nothing_out(project: Path) -> None:
    (project / FOUND).write_bytes(b"nothing\n")
    holdings, findings = read_holdings(project)
    assert holdings is not None
    assert [finding.code for finding in findings] == ["E281"]
