"""A table of decisions: each line is carried out, or is one finding that says what would do."""

from datetime import date
from pathlib import Path

import pytest
from made_records import found, trial

from generator.desk.decision_table import CarriedOut, WrongColumnsError, carry_out
from generator.desk.incoming_records import receive
from generator.desk.screening import Desk
from generator.files.transaction import write_together
from generator.matching.known_records import SCREENING, read_holdings

DAY = date(2024, 9, 1)
HEADER = "identifier,decision,reason,study,evidence,drugs,design,populations\n"


@pytest.fixture
def desk(project: Path) -> Desk:
    """A desk at which four records wait, the last of which has none: it came by hand."""
    holdings, findings = read_holdings(project)
    assert holdings is not None, findings
    records = [
        found("Sleep in river fever", pmid="900", author="Lone"),
        found("Swimming after alphaone", doi="10.1234/a", author="Li"),
        trial("NCT01234567"),
    ]
    write_together(project, receive(holdings, records, "file: made.xml", DAY).files)
    with (project / SCREENING).open("a", encoding="utf-8") as log:
        log.write("2024-08-30,by hand,PMID 901,A letter,awaiting,,\n")
    return Desk(project, DAY)


def carried(desk: Desk, *lines: str, header: str = HEADER) -> CarriedOut:
    return carry_out("".join([header, *(f"{line}\n" for line in lines)]).encode(), "t.csv", desk)


def decision_of(desk: Desk, name: str) -> tuple[str, str, str]:
    (row,) = desk.rows_named(name)
    return row.decision, row.reason, row.study


@pytest.mark.parametrize("word", ["excluded", "Exclude", "e", "E"])
def test_a_line_may_use_the_words_or_the_letters_of_the_desk(desk: Desk, word: str) -> None:
    done = carried(desk, f"900,{word}, another disease ,,,,,")
    assert (done.decided, done.lines, done.findings) == (1, 1, ())
    assert decision_of(desk, "PMID 900") == ("excluded", "another disease", "")


@pytest.mark.parametrize("word", ["awaiting", "later", "l"])
def test_what_is_put_off_stays_as_it_is(desk: Desk, word: str) -> None:
    before = (desk.root / SCREENING).read_bytes()
    assert carried(desk, f"PMID 900,{word},,,,,,").findings == ()
    assert (desk.root / SCREENING).read_bytes() == before


@pytest.mark.parametrize("other", ["example-2001", "10.1234/A"])
def test_a_duplicate_is_one_of_a_known_report(desk: Desk, other: str) -> None:
    assert carried(desk, f"PMID 900,d,{other},,,,,").decided == 1
    decision, reason, _ = decision_of(desk, "PMID 900")
    assert decision == "duplicate"
    name = "doi:10.1234/a" if "/" in other else other
    assert reason == f"the same report as {name}"


def test_a_further_report_joins_its_study_and_is_related_to_the_first_one(desk: Desk) -> None:
    assert carried(desk, "PMID 900,i,,example-2001,,,,").findings == ()
    assert decision_of(desk, "PMID 900") == ("included", "", "example-2001")
    assert desk.studies["example-2001"].reports == ("example-2001", "lone-2024")
    relations = (desk.root / "bibliography/relations.csv").read_text(encoding="utf-8")
    assert "\nlone-2024,report-of,example-2001,https://pubmed.ncbi.nlm.nih.gov/900/\n" in relations


@pytest.mark.parametrize(("study", "name"), [("", "lone-2024"), ("sleep-2024", "sleep-2024")])
def test_a_new_study_is_drafted_under_its_id_or_a_free_one(
    desk: Desk, study: str, name: str
) -> None:
    done = carried(desk, f"PMID 900,i,,{study},treatment,alphaone; alphatwo,open-series,grown-ups")
    assert done.findings == ()
    draft = desk.studies[name]
    assert (draft.drugs, draft.design, draft.populations) == (
        ("alphaone", "alphatwo"),
        "open-series",
        ("grown-ups",),
    )
    assert draft.reports == (name,)


@pytest.mark.parametrize(
    ("line", "seen", "expected"),
    [
        ("PMID 900,perhaps,,,,,,", "has the decision 'perhaps'", "included, excluded"),
        ("PMID 900,e,,,,,,", "is excluded without a reason", "a reason that readers can check"),
        ("PMID 900,d,,,,,,", "is a duplicate of ''", "the key of another known report"),
        ("PMID 900,d,PMID 900,,,,,", "is a duplicate of 'PMID 900'", "another known report"),
        ("PMID 901,i,,example-2001,,,,", "has no record", "a record, as evidence add brings it"),
        (
            "PMID 900,i,,Not an id,treatment,alphaone,open-series,grown-ups",
            "has the study 'Not an id'",
            "a free id",
        ),
        (
            "PMID 900,i,,,seldom,alphaone,open-series,grown-ups",
            "has the evidence 'seldom'",
            "one of treatment",
        ),
        (
            "PMID 900,i,,,treatment,alphaone alphasix,open-series,grown-ups",
            "has the drugs alphasix",
            "ids of the vocabulary",
        ),
        (
            "PMID 900,i,,,treatment,alphaone,closed,grown-ups",
            "has the design closed",
            "ids of the vocabulary",
        ),
        (
            "PMID 900,i,,,treatment,alphaone,open-series,elves",
            "has the populations elves",
            "ids of the vocabulary",
        ),
        ("PMID 999,e,late,,,,,", "names 'PMID 999', which is not in the log", "an identifier of"),
    ],
)
def test_a_line_that_cannot_be_carried_out_changes_nothing(
    desk: Desk, line: str, seen: str, expected: str
) -> None:
    before = {path: path.read_bytes() for path in desk.root.rglob("*.*") if path.is_file()}
    done = carried(desk, line)
    (finding,) = done.findings
    assert (done.decided, finding.code, finding.place.line) == (0, "E284", 2)
    assert seen in finding.seen
    assert expected in finding.expected
    assert before == {path: path.read_bytes() for path in desk.root.rglob("*.*") if path.is_file()}


def test_what_is_decided_already_is_named_so_and_left_alone(desk: Desk) -> None:
    done = carried(desk, "PMID 900,e,late,,,,,", "PMID 900,e,other,,,,,", "PMID 22222222,i,,,,,,")
    assert (done.decided, done.lines) == (1, 3)
    assert [(finding.code, finding.place.line) for finding in done.findings] == [
        ("N283", 3),
        ("N283", 4),
    ]
    assert decision_of(desk, "PMID 900") == ("excluded", "late", "")


def test_a_line_builds_on_the_one_before_it(desk: Desk) -> None:
    done = carried(
        desk,
        "PMID 900,i,,sleep-2024,treatment,alphaone,open-series,grown-ups",
        "10.1234/a,i,,sleep-2024,,,,",
    )
    assert done.findings == ()
    assert desk.studies["sleep-2024"].reports == ("sleep-2024", "li-2024")


@pytest.mark.parametrize(
    "header", ["identifier,reason\n", "decision\n", "identifier,decision,why\n"]
)
def test_another_table_is_no_table_of_decisions(desk: Desk, header: str) -> None:
    with pytest.raises(WrongColumnsError, match="known are identifier, decision, reason"):
        carried(desk, header=header)


def test_only_two_columns_are_needed_and_an_empty_table_decides_nothing(desk: Desk) -> None:
    done = carried(desk, "PMID 900,l", header="identifier,decision\n")
    assert done.lines == 1
    assert carry_out(b"", "t.csv", desk).lines == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("example-2001", "example-2001"),
        ("11111111", "example-2001"),
        ("doi:10.1234/a", "doi:10.1234/a"),
        ("PMID 900", ""),
        ("900", ""),
        ("nobody-1999", ""),
        ("0", ""),
        ("99", ""),
        ("", ""),
    ],
)
def test_another_report_is_named_by_key_or_identifier_and_never_the_record_itself(
    desk: Desk, typed: str, name: str
) -> None:
    (row,) = desk.rows_named("PMID 900")
    assert desk.name_of(typed, desk.entry(row)) == name


def test_reasons_stand_the_commonest_first_and_keep_their_numbers(desk: Desk) -> None:
    assert desk.reasons() == ["another disease"]
    carried(desk, "PMID 900,e,too late,,,,,", "PMID 901,e,too late,,,,,")
    assert desk.reasons() == ["another disease", "too late"]
    carried(desk, "NCT01234567,e,a register,,,,,")
    assert desk.reasons() == ["another disease", "too late", "a register"]
    assert Desk(desk.root, DAY).reasons() == ["too late", "another disease", "a register"]


def test_a_free_id_is_that_of_no_study_and_no_report(desk: Desk) -> None:
    (row,) = desk.rows_named("PMID 900")
    entry = desk.entry(row)
    assert desk.free_id(entry) == "lone-2024"
    assert not desk.is_free("example-2001")
    carried(desk, "PMID 900,i,,,treatment,alphaone,open-series,grown-ups")
    assert desk.free_id(entry) == "lone-2024-b"


def test_the_last_decision_is_taken_back_unless_the_files_have_changed(desk: Desk) -> None:
    before = (desk.root / SCREENING).read_bytes()
    assert desk.undo() is None
    carried(desk, "PMID 900,e,too late,,,,,")
    entry = desk.undo()
    assert entry is not None
    assert entry.row.identifier == "PMID 900"
    assert (desk.root / SCREENING).read_bytes() == before
    assert desk.undo() is None


def test_what_was_put_off_comes_last_and_can_be_asked_for_by_how_it_was_found(desk: Desk) -> None:
    first = desk.awaiting()[0]
    desk.memory.put_off(first)
    names = [row.identifier for row in desk.awaiting()]
    assert names == ["doi:10.1234/a", "NCT01234567", "PMID 901", "PMID 900"]
    assert [row.identifier for row in desk.awaiting("by hand")] == ["PMID 901"]
    desk.memory.put_off(first, off=False)
    assert desk.awaiting()[0] == first
