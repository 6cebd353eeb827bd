"""A batch meets a project: rows, found records, notes, notices; and the same batch again brings nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_records import found, trial

from generator.desk.incoming_records import Receipt, receive
from generator.files.notices_file import NOTICES_FILE
from generator.files.transaction import write_together
from generator.matching.found_file import FOUND, read_found
from generator.matching.known_records import SCREENING, read_holdings
from generator.model.found import AbstractPart, FoundRecord, RecordLink, RecordNotice
from generator.model.identifier import Doi, Pmid
from generator.model.reference import CitationNotice

DAY = date(2024, 9, 1)
PRIVATE = "Sixty grown-ups swam for a week"


def come_in(project: Path, *records: FoundRecord, found_by: str = "file: made.xml") -> Receipt:
    holdings, findings = read_holdings(project)
    assert holdings is not None, findings
    receipt = receive(holdings, records, found_by, DAY)
    write_together(project, receipt.files)
    return receipt


def rows(project: Path) -> list[str]:
    return (project / SCREENING).read_text(encoding="utf-8").splitlines()[4:]


def test_new_records_await_a_decision_in_their_order_and_a_second_time_bring_nothing(
    project: Path,
) -> None:
    before = (project / SCREENING).read_bytes()
    records = [
        found("Alphaone in children", pmid="900", abstract=(AbstractPart("", PRIVATE),)),
        found("Without any identifier", author="Li", year=2023),
        found("Alphatwo, lately", doi="10.1234/b"),
        trial(),
    ]
    receipt = come_in(project, *records)
    assert [arrival.state for arrival in receipt.arrivals] == ["new"] * 4
    assert (project / SCREENING).read_bytes().startswith(before)
    assert [line.split(",")[2] for line in rows(project)][0:1] == ["PMID 900"]
    assert (
        rows(project)[2] == '2024-09-01,file: made.xml,doi:10.1234/b,"Alphatwo, lately",awaiting,,'
    )
    assert (
        rows(project)[3]
        == "2024-09-01,file: made.xml,NCT01234567,Trial of alphaone in river fever,awaiting,,"
    )
    assert PRIVATE not in "".join(path.read_text("utf-8") for path in project.rglob("*.jsonl"))
    held = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    again = come_in(project, *records)
    assert [arrival.state for arrival in again.arrivals] == ["known"] * 4
    assert again.files == {}
    assert held == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_what_is_known_is_said_and_not_added(project: Path) -> None:
    receipt = come_in(
        project,
        found(pmid="11111111", doi="10.1234/RIVERS.1"),
        found("Something else", pmid="22222222", doi="10.1234/e"),
    )
    assert rows(project) == []
    words = [arrival.words for arrival in receipt.arrivals]
    assert words == [
        "known PMID 11111111: Alphaone in river fever (included as example-2001)",
        "known PMID 22222222: Something else (excluded: another disease)",
    ]
    assert [finding.code for finding in receipt.findings] == ["N281", "N281", "N282"]
    assert "has doi:10.1234/e, which PMID 22222222 lacks" in str(receipt.findings[2])
    assert set(read_found((project / FOUND).read_bytes()).records) == {
        "PMID 11111111",
        "PMID 22222222",
    }


def test_a_later_record_fills_what_an_earlier_one_left_open(project: Path) -> None:
    come_in(project, found(doi="10.1234/n", author=""))
    come_in(project, found(doi="10.1234/N", pmid="77", nct="NCT01234567", title="Another wording"))
    (record,) = read_found((project / FOUND).read_bytes()).records.values()
    assert (str(record.citation.pmid), record.citation.title) == (
        "PMID 77",
        "Alphaone in river fever",
    )
    assert record.citation.authors[0].family == "Kim"
    assert [one.number for one in record.registrations] == ["NCT01234567"]
    receipt = come_in(project, found("Third wording", pmid="77"))
    assert receipt.arrivals[0].state == "known"
    assert len(rows(project)) == 1


def test_one_record_twice_in_a_batch_comes_in_once(project: Path) -> None:
    receipt = come_in(
        project, found(pmid="5"), found(pmid="5", doi="10.1234/five"), found(doi="10.1234/five")
    )
    assert [arrival.state for arrival in receipt.arrivals] == ["new", "known", "known"]
    assert len(rows(project)) == 1


def test_a_clash_comes_in_of_its_own_with_a_warning(project: Path) -> None:
    receipt = come_in(
        project,
        found("Quite another paper", doi="10.1234/rivers.1", pmid="5", author="Li", year=1990),
    )
    assert [finding.code for finding in receipt.findings] == ["W281"]
    assert (
        "doi:10.1234/rivers.1 is also that of example-2001, which has PMID 11111111 and not PMID 5"
        in rows(project)[0]
    )
    assert come_in(project, found(doi="10.1234/rivers.1", pmid="5")).arrivals[0].state == "known"
    assert len(rows(project)) == 1


def test_two_records_that_clash_are_both_kept_and_come_in_once(project: Path) -> None:
    one, other = (
        found("Alphathree in rain", doi="10.1234/r", pmid="53"),
        found("Snow", doi="10.1234/s", pmid="53"),
    )
    states = [come_in(project, record).arrivals[0].state for record in (one, other, one, other)]
    assert states == ["new", "clash", "known", "known"]
    assert [line.split(",")[2:4] for line in rows(project)] == [
        ["PMID 53", "Alphathree in rain"],
        ["doi:10.1234/s", "Snow"],
    ]
    held = read_found((project / FOUND).read_bytes())
    assert {name: record.citation.title for name, record in held.records.items()} == {
        "PMID 53": "Alphathree in rain",
        "doi:10.1234/s": "Snow",
    }
    assert (held.findings, held.unreadable) == ((), ())


def test_what_comes_later_is_added_to_the_record_it_fits_of_two_that_clash(project: Path) -> None:
    come_in(
        project,
        found("Rain", doi="10.1234/r", pmid="53"),
        found("Snow", doi="10.1234/s", pmid="53"),
    )
    come_in(project, found("Rain", doi="10.1234/r", pmid="53", nct="NCT01234567"))
    held = read_found((project / FOUND).read_bytes()).records
    assert {name: len(record.registrations) for name, record in held.items()} == {
        "PMID 53": 1,
        "doi:10.1234/s": 0,
    }


def test_a_look_alike_comes_in_with_a_hint(project: Path) -> None:
    receipt = come_in(project, found("Alphaone in River Fever.", "Example", 2002, pmid="6"))
    assert receipt.arrivals[0].state == "new"
    assert (
        "may be the same report as example-2001: same title, of 2002 and not 2001, same first author Example"
        in rows(project)[0]
    )


def test_a_retraction_of_a_report_of_ours_is_told_and_written(project: Path) -> None:
    notice = RecordNotice("retraction", "J Rivers. 2003;5:1", doi=Doi.parse("10.1234/gone"))
    receipt = come_in(project, found(pmid="11111111", notices=(notice,)))
    (warning,) = [finding for finding in receipt.findings if finding.code == "W282"]
    assert "(example-2001) is marked: retraction (J Rivers. 2003;5:1, doi:10.1234/gone)" in str(
        warning
    )
    assert receipt.arrivals[0].words.startswith("known PMID 11111111: RETRACTED. ")
    holdings, findings = read_holdings(project)
    assert holdings is not None, findings
    (entry,) = holdings.evidence.citation_notices
    assert (entry.citation, entry.is_retracted, entry.concern) == (
        "example-2001",
        True,
        "not yet checked",
    )
    assert (project / NOTICES_FILE).exists()
    assert come_in(project, found(pmid="11111111", notices=(notice,))).files == {}


def published(kind: Any, pmid: str) -> FoundRecord:
    """Return a notice about the report example-2001, as a record of its own."""
    link = RecordLink(kind, "J Rivers. 2001", pmid=Pmid.parse("11111111"))
    return found("A notice", pmid=pmid, links=(link,), volume="9", pages="12")


def the_notice(project: Path) -> CitationNotice:
    holdings, findings = read_holdings(project)
    assert holdings is not None, findings
    (entry,) = holdings.evidence.citation_notices
    return entry


@pytest.mark.parametrize(
    ("kind", "name"),
    [("erratum-for", "erratum"), ("retraction-of", "retraction"), ("concern-for", "concern")],
)
def test_a_published_notice_about_a_report_of_ours_is_told_and_written(
    project: Path, kind: str, name: str
) -> None:
    receipt = come_in(project, published(kind, "70"))
    assert receipt.arrivals[0].state == "new"
    (warning,) = [finding for finding in receipt.findings if finding.code == "W282"]
    assert f"is about example-2001: {name} (J Rivers. 2024;9:12, PMID 70)" in str(warning)
    entry = the_notice(project)
    values = {one: getattr(entry, one) for one in ("retraction", "concern", "erratum")}
    assert values.pop(name) == f"seen: {name} (J Rivers. 2024;9:12, PMID 70)"
    assert set(values.values()) == {"not yet checked"}
    assert (entry.citation, entry.looked_at, entry.date) == (
        "example-2001",
        "PubMed XML record in made.xml",
        "2024-09-01",
    )
    assert come_in(project, published(kind, "70")).files == {}


def test_a_comment_on_a_report_of_ours_is_no_notice(project: Path) -> None:
    assert NOTICES_FILE not in come_in(project, published("comment-on", "70")).files


def test_a_notice_written_by_hand_is_kept_and_what_it_did_not_see_is_added(project: Path) -> None:
    by_hand = (
        "- citation: example-2001 # mine\n  retraction: none seen\n  concern: not yet checked\n"
        '  erratum: "seen: two figures"\n  looked_at: the journal\n  date: 2024-01-02\n'
    )
    (project / NOTICES_FILE).write_text(by_hand, "utf-8")
    assert NOTICES_FILE not in come_in(project, published("erratum-for", "70")).files
    assert (project / NOTICES_FILE).read_text("utf-8") == by_hand
    come_in(project, published("concern-for", "71"))
    words = '"seen: concern (J Rivers. 2024;9:12, PMID 71); read on 2024-09-01 in the PubMed XML record in made.xml"'
    assert (project / NOTICES_FILE).read_text("utf-8") == by_hand.replace("not yet checked", words)


def test_a_log_that_cannot_be_read_whole_is_left_alone(project: Path) -> None:
    log = project / SCREENING
    log.write_bytes(log.read_bytes() + b'2024-08-02,search,"PMID 3,open quotation mark\n')
    holdings, findings = read_holdings(project)
    assert holdings is None
    assert [finding.code for finding in findings] == ["E226"]
    log.write_bytes(
        b"date_found,found_by,identifier,title,decision,reason,study\n2024,s,PMID 3,M\xfcller,awaiting,,\n"
    )
    holdings, findings = read_holdings(project)
    assert holdings is None
    assert [finding.code for finding in findings] == ["E282"]


def test_a_row_notes_the_two_likest_and_stays_a_line_that_can_be_read(project: Path) -> None:
    known = [found("Alphaone in River Fever", "Example", 2001, pmid=f"{n}") for n in (61, 62)]
    come_in(project, *known)
    title = "Alphaone in river fever"
    receipt = come_in(project, found(title, "Example", 2001, pmid="63"))
    (arrival,) = receipt.arrivals
    assert len(arrival.hints) == 3
    row = rows(project)[-1]
    assert "may be the same report as example-2001" in row
    assert row.count("may be ") == 2
    notices = tuple(RecordNotice("erratum", f"J Rivers {'x' * 40} {n}") for n in range(9))
    come_in(project, found("Snow", pmid="64", notices=notices))
    reason = rows(project)[-1].split("awaiting,")[1].removesuffix(",").strip('"')
    assert len(reason) == 300
    assert reason.startswith("erratum (J Rivers ")
    assert reason.endswith("…")


def test_a_record_without_a_title_is_called_by_another_one_or_by_none(project: Path) -> None:
    come_in(
        project,
        found("", pmid="65", translated_title="Translated", original_title="Original"),
        found("", pmid="66", original_title="Original words"),
        found("", "Lone", pmid="67"),
    )
    titles = [row.split(",")[3] for row in rows(project)]
    assert titles == ["Translated", "Original words", "(title not given)"]


def test_what_came_in_is_told_in_one_line(project: Path) -> None:
    receipt = come_in(
        project,
        found("Snow", "Lone", pmid="70"),
        found("Snow", "Lone", pmid="70"),
        found("", "Li", pmid="71", notices=(RecordNotice("retraction"),)),
        found("Rain", "Ro", pmid="5", doi="10.1234/rivers.1", year=1990),
    )
    new, again, untitled, clash = [arrival.words for arrival in receipt.arrivals]
    assert new == "new PMID 70: Snow"
    assert again == "known PMID 70: Snow (awaiting a decision)"
    assert untitled == "new PMID 71: RETRACTED. (no title)"
    assert clash.startswith("clash PMID 5: Rain (doi:10.1234/rivers.1 is also that of example-2001")
    assert [receipt.count(state) for state in ("new", "known", "clash")] == [2, 1, 1]


def test_a_record_of_two_known_reports_names_both(project: Path) -> None:
    come_in(project, found("Snow", "Lone", pmid="72"), found("Rain", "Ro", doi="10.1234/n"))
    receipt = come_in(project, found("Snow", "Lone", pmid="72", doi="10.1234/n"))
    seen = [finding.seen for finding in receipt.findings]
    assert "has identifiers of PMID 72 and of doi:10.1234/n" in seen


def test_nothing_that_came_in_changes_nothing(project: Path) -> None:
    receipt = come_in(project)
    assert (receipt.arrivals, receipt.files, receipt.findings) == ((), {}, ())


def test_a_comment_marks_nothing_and_a_notice_of_a_report_not_ours_is_not_written(
    project: Path,
) -> None:
    link = RecordLink("erratum-for", pmid=Pmid(22222222))
    receipt = come_in(project, found("Mended", "Lone", pmid="73", links=(link,)))
    assert NOTICES_FILE not in receipt.files
    assert receipt.noted == frozenset()
    marked = come_in(project, published("erratum-for", "74"))
    assert marked.noted == {"example-2001"}
