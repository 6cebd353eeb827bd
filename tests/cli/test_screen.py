"""`evidence screen`: one record at a time, each decision written at once, nothing lost and nothing asked twice."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from made_records import pubmed, pubmed_file
from misbehaving import serving

from generator.cli import main
from generator.files.load import load_evidence
from generator.model.evidence import Evidence
from generator.model.finding import Severity

LOG = "data/screening.csv"
PRIVATE = "Sixty children swam for a week"
RETRACTED = (
    '<CommentsCorrections RefType="RetractionIn"><RefSource>J Rivers. 2025;1:2</RefSource><PMID Version="1">99</PMID>'
    "</CommentsCorrections>"
)


class Desk:
    """A project with records that wait, and a way to answer."""

    def __init__(
        self, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.project = project
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725148800")

    def add(self, *articles: str) -> None:
        file = self.project.parent / "export.xml"
        file.write_bytes(pubmed_file(*articles))
        assert main(["add", str(file), "--root", str(self.project)]) == 0
        self._capsys.readouterr()

    def screen(self, *answers: str, options: tuple[str, ...] = ()) -> str:
        self._monkeypatch.setattr(
            "sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers))
        )
        assert main(["screen", "--root", str(self.project), *options]) == 0
        return self._capsys.readouterr().out

    def rows(self) -> list[tuple[str, str, str]]:
        """Decision, reason and study of what came in."""
        log = (self.project / LOG).read_text("utf-8")
        return [(cells[4], cells[5], cells[6]) for cells in list(csv.reader(io.StringIO(log)))[4:]]

    def state(self) -> dict[str, bytes]:
        kept = [
            path
            for path in self.project.rglob("*")
            if path.is_file() and ".evidence" not in path.parts
        ]
        return {path.relative_to(self.project).as_posix(): path.read_bytes() for path in kept}

    def evidence(self) -> Evidence:
        evidence, findings = load_evidence(self.project)
        assert evidence is not None
        assert not [one for one in findings if one.severity is Severity.ERROR]
        return evidence


@pytest.fixture
def desk(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    return Desk(project, capsys, monkeypatch)


def test_a_record_is_shown_with_all_that_helps_to_decide(desk: Desk) -> None:
    desk.add(
        pubmed(
            40,
            "Alphaone in river fever",
            "Example",
            2002,
            abstract=PRIVATE,
            links=RETRACTED,
            doi="10.1234/x",
            journal="J Fever",
        )
    )
    shown = desk.screen()
    lines = [line.strip() for line in shown.splitlines()]
    assert lines.index("RETRACTED") < lines.index("Alphaone in river fever")
    assert "Example AB. J Fever. 2002;40:40–9" in lines
    assert "PMID 40 · doi:10.1234/x" in shown or "doi:10.1234/x · PMID 40" in shown
    assert "Found 2024-09-01 by file: export.xml" in lines
    assert any(
        line.startswith("* may be the same report as example-2001: same title, of 2002")
        for line in lines
    )
    assert "Noted" not in shown
    assert PRIVATE in lines
    assert PRIVATE.encode() not in b"".join(
        text for name, text in desk.state().items() if "snapshots/" not in name
    )


def test_of_several_abstracts_of_a_record_the_fullest_is_shown(desk: Desk) -> None:
    for abstract in (f"{PRIVATE}. {'They swam well. ' * 9}", "They swam"):
        desk.add(pubmed(40, "Alphaone in children", abstract=abstract))
    assert PRIVATE in desk.screen()


def test_without_its_snapshot_a_record_says_so_and_asks_no_network(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in children", abstract=PRIVATE))
    for path in (desk.project / "bibliography/snapshots").iterdir():
        path.unlink()
    shown = desk.screen()
    assert PRIVATE not in shown
    assert "The abstract is not on this machine" in shown


def test_a_missing_abstract_is_looked_up_only_where_that_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(pubmed(40, "Alphaone in children", abstract=PRIVATE))
    for path in (desk.project / "bibliography/snapshots").iterdir():
        path.unlink()
    with serving() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.shelf.articles = {40: pubmed(40, "Alphaone in children", abstract=PRIVATE)}
        desk.screen()
        assert server.asked == []
        assert PRIVATE in desk.screen(options=("--fetch",))
        assert len(server.asked) == 1
    assert PRIVATE in desk.screen()


def test_an_exclusion_takes_words_or_the_number_of_an_earlier_reason(desk: Desk) -> None:
    desk.add(*(pubmed(40 + one, f"Swimming of nurses, course {one}") for one in range(4)))
    shown = desk.screen("e", "1", "e no drug", "e 2", "exclude", "", "7", "no people")
    assert shown.count("  Written: excluded, no drug (data/screening.csv).") == 2
    assert desk.rows() == [
        ("excluded", "another disease", ""),
        ("excluded", "no drug", ""),
        ("excluded", "no drug", ""),
        ("excluded", "no people", ""),
    ]


def test_a_slip_of_the_finger_is_no_reason(desk: Desk) -> None:
    desk.add(*(pubmed(40 + one, f"Swimming of nurses, course {one}") for one in range(2)))
    shown = desk.screen("e", "-1", "99", "i", "no people", "e", "q")
    assert shown.count("a number above, or words.") == 3
    assert desk.rows() == [("excluded", "no people", ""), ("awaiting", "", "")]
    desk.screen("d", "q")
    assert desk.rows()[1] == ("awaiting", "", "")


def test_a_new_study_gets_entry_draft_and_row_with_what_was_proposed(desk: Desk) -> None:
    desk.add(
        pubmed(40, "Alphaone in children with river fever: a randomised trial", nct="NCT01234567")
    )
    shown = desk.screen("i", "", "", "treatment", "", "", "")
    assert "alphaone (Alphaone; seen in title)" in shown
    evidence = desk.evidence()
    study = evidence.drafts["kim-2024"]
    assert (study.drugs, study.design, study.populations) == (
        ("alphaone",),
        "randomised-trial",
        ("children",),
    )
    assert (study.evidence, study.reports, study.registrations) == (
        "treatment",
        ("kim-2024",),
        ("NCT01234567",),
    )
    assert str(evidence.citations["kim-2024"].pmid) == "PMID 40"
    assert desk.rows()[0] == ("included", "", "kim-2024")
    assert main(["check", "--root", str(desk.project)]) == 0


def test_what_stands_nowhere_is_not_proposed(desk: Desk) -> None:
    desk.add(pubmed(40, "Swimming", abstract=PRIVATE))
    shown = desk.screen(
        "i",
        "",
        "swim-2024",
        "x",
        "4",
        "alphaone nonsense",
        "alphaone; alphatwo",
        "",
        "open-series",
        "-",
    )
    assert "seen in" in shown  # children, in the abstract
    assert "nonsense: not in the vocabulary" in shown
    study = desk.evidence().drafts["swim-2024"]
    assert (study.drugs, study.populations, study.evidence) == (
        ("alphaone", "alphatwo"),
        (),
        "context",
    )


def test_an_id_that_is_taken_is_not_proposed_and_not_accepted(desk: Desk) -> None:
    desk.add(pubmed(40, "Swimming", "Example", 2001))
    shown = desk.screen(
        "i", "", "second-2003", "Not An Id", "", "c", "context", "", "open-series", ""
    )
    assert "[example-2001-b]" in shown
    assert "second-2003 is taken" in shown
    assert "as in not-an-id" in shown
    assert "example-2001-b" in desk.evidence().drafts


def test_a_further_report_joins_its_study_with_a_relation(desk: Desk) -> None:
    desk.add(pubmed(40, "Sleep of people on alphaone", "Li", nct="NCT00000001"))
    shown = " ".join(desk.screen("i", "1", "").split())
    assert (
        "1 a further report of example-2001? It may be another report of the same trial as example-2001"
        in shown
    )
    evidence = desk.evidence()
    assert evidence.studies["example-2001"].reports == ("example-2001", "li-2024")
    relation = evidence.relations[-1]
    assert (relation.subject, relation.relation, relation.object) == (
        "li-2024",
        "report-of",
        "example-2001",
    )
    assert relation.source == "https://pubmed.ncbi.nlm.nih.gov/40/"
    assert desk.rows()[0] == ("included", "", "example-2001")
    text = (desk.project / "data/studies/example-2001.yml").read_text("utf-8")
    assert "reports: [example-2001, li-2024]\n" in text


def test_a_registered_trial_without_a_study_is_named(desk: Desk) -> None:
    (desk.project / "data/registered_trials.yml").write_text(
        "- {id: t1, registration: NCT01234567, title: A trial, drugs: [alphaone], url: 'https://example.org/t', "
        "where: page, seen: 2024-08-01, extraction: {first: 2024-08-01, status: once}}\n",
        encoding="utf-8",
    )
    desk.add(pubmed(40, "Alphaone in children", nct="NCT01234567"))
    shown = desk.screen("i", "", "", "t", "", "open-series", "")
    assert (
        "NCT01234567 stands in data/registered_trials.yml: add study: kim-2024 there if it is this."
        in shown
    )


def test_a_comment_of_its_own_is_related_where_the_curator_says_so(desk: Desk) -> None:
    desk.add(pubmed(40, "Comment on: Alphaone in river fever", "Li"))
    desk.screen("i", "n", "", "y", "context", "-", "open-series", "-")
    relation = desk.evidence().relations[-1]
    assert (relation.subject, relation.relation, relation.object) == (
        "li-2024",
        "comments-on",
        "example-2001",
    )


def test_a_retraction_of_what_is_included_is_written_as_a_notice(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in children", links=RETRACTED))
    desk.screen("i", "", "", "t", "", "open-series", "")
    (notice,) = desk.evidence().citation_notices
    assert (notice.citation, notice.is_retracted, notice.date) == ("kim-2024", True, "2024-09-01")
    assert "J Rivers. 2025;1:2" in notice.retraction


def erratum_for(pmid: int) -> str:
    return (
        f'<CommentsCorrections RefType="ErratumFor"><RefSource>J Rivers</RefSource><PMID Version="1">{pmid}</PMID>'
        "</CommentsCorrections>"
    )


def test_an_erratum_that_came_in_earlier_is_written_as_a_notice_of_what_is_included(
    desk: Desk,
) -> None:
    desk.add(
        pubmed(40, "Alphaone in children"),
        pubmed(41, "Errors in print", "Li", links=erratum_for(40)),
    )
    desk.screen("i", "", "", "t", "", "open-series", "")
    (notice,) = desk.evidence().citation_notices
    assert (notice.citation, notice.is_retracted, notice.date) == ("kim-2024", False, "2024-09-01")
    assert "erratum (J Rivers. 2024;41:41–49, PMID 41)" in notice.erratum


def test_a_correction_known_by_its_title_is_a_notice_once_the_curator_confirms_it(
    desk: Desk,
) -> None:
    desk.add(pubmed(40, "Correction to: Alphaone in river fever", "Example"))
    assert desk.evidence().citation_notices == ()
    desk.screen("i", "example-2001", "")
    (notice,) = desk.evidence().citation_notices
    assert (notice.citation, notice.retraction) == ("example-2001", "not yet checked")
    assert "PMID 40" in notice.erratum


def test_a_duplicate_needs_another_report_that_is_known(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in river fever", "Example", 2002))
    shown = desk.screen("d", "nobody-1999", "PMID 40", "example-2001")
    assert "'nobody-1999' names nothing that is known here" in shown
    assert "'PMID 40' names nothing" in shown
    assert desk.rows()[0] == ("duplicate", "the same report as example-2001", "")
    desk.add(pubmed(41, "Alphaone in river fever", "Example", 2001))
    desk.screen("d 1")
    assert desk.rows()[1][1].startswith("the same report as ")


def test_back_takes_the_last_decision_back_to_the_byte(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in children"), pubmed(41, "Swimming of nurses"))
    before = desk.state()
    shown = desk.screen("i", "", "", "t", "", "open-series", "", "b", "l", "b", "b")
    assert "Taken back: PMID 40" in shown
    assert "Nothing was decided in this sitting." in shown
    assert desk.state() == before
    desk.screen("e no drug", "b", "e no people", "e no drug")
    assert [reason for _, reason, _ in desk.rows()] == ["no people", "no drug"]


def test_back_leaves_files_alone_that_changed_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(pubmed(40, "Alphaone in children"), pubmed(41, "Swimming of nurses"))
    answers = iter(["e no drug", "b", "q"])

    def answer(_: str = "") -> str:
        typed = next(answers)
        if typed == "b":
            log = desk.project / LOG
            log.write_text(
                log.read_text("utf-8").replace("another disease", "another fever"), encoding="utf-8"
            )
        return typed

    monkeypatch.setattr("builtins.input", answer)
    assert main(["screen", "--root", str(desk.project)]) == 0
    assert "another fever" in (desk.project / LOG).read_text("utf-8")
    assert desk.rows()[0] == ("excluded", "no drug", "")


def test_what_was_answered_is_not_asked_again(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in children"))
    desk.screen("i", "", "", "t")
    assert desk.rows()[0] == ("awaiting", "", "")
    shown = desk.screen("", "open-series", "")
    assert shown.count("(answered before") == 3
    study = desk.evidence().drafts["kim-2024"]
    assert (study.evidence, study.drugs) == ("treatment", ("alphaone",))
    assert desk.screen() == "Nothing awaits a decision.\n"


def test_answers_can_be_taken_back_before_the_record_is_decided(desk: Desk) -> None:
    desk.add(pubmed(40, "Alphaone in children"))
    desk.screen("i", "", "", "t")
    desk.screen("b", "e no drug")
    assert desk.rows()[0] == ("excluded", "no drug", "")
    assert desk.state().get("data/studies/kim-2024.yml") is None


def test_later_comes_after_all_others(desk: Desk) -> None:
    desk.add(*(pubmed(40 + one, f"Swimming of nurses, course {one}") for one in range(3)))
    desk.screen("l", "q")
    shown = desk.screen("q")
    assert "course 1" in shown
    desk.screen("e no drug", "e no drug", "e no people")
    assert [reason for _, reason, _ in desk.rows()] == ["no people", "no drug", "no drug"]


def test_foreign_text_cannot_steer_the_terminal(desk: Desk) -> None:
    (desk.project.parent / "bad.json").write_text(
        json.dumps(
            [
                {
                    "type": "article-journal",
                    "title": "\x1b[2J\x9b1;31mred\u202e",
                    "DOI": "10.1234/\u202e",
                    "author": [{"family": "\x07Kim"}],
                }
            ]
        ),
        encoding="utf-8",
    )
    main(["add", str(desk.project.parent / "bad.json"), "--root", str(desk.project)])
    shown = desk.screen("e \x1b[31mred", "q")
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert all(
        char.isprintable() or char == "\n" for char in (desk.project / LOG).read_text("utf-8")
    )


def test_rows_that_came_in_by_hand_can_be_decided(desk: Desk) -> None:
    log = desk.project / LOG
    rows = "".join(
        f"2024-08-02,search,{name},Fever of {name},awaiting,seen in a table,\n"
        for name in ("none seen", "PMID 70")
    )
    log.write_text(log.read_text("utf-8") + rows + rows.splitlines()[0] + "\n", encoding="utf-8")
    desk.screen(
        "e no page of it was found",
        "i",
        "Ōta",
        "x",
        "2019",
        "",
        "",
        "t",
        "-",
        "open-series",
        "-",
        "l",
    )
    evidence = desk.evidence()
    citation = evidence.citations["ota-2019"]
    assert (citation.title, str(citation.pmid), citation.authors_complete) == (
        "[Fever of PMID 70]",
        "PMID 70",
        False,
    )
    assert "ota-2019" in evidence.drafts
    assert [decision for decision, _, _ in desk.rows()] == ["excluded", "included", "awaiting"]


def test_what_awaits_can_be_listed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(pubmed(40, "Alphaone in children"))
    before = desk.state()
    shown = desk.screen(options=("--list",))
    assert (
        shown == "PMID 40: Alphaone in children (file: export.xml)\n1 record awaits a decision.\n"
    )
    assert desk.screen(options=("--list", "--only", "search: x")) == "0 records await a decision.\n"
    assert main(["screen", "--json", "--root", str(desk.project)]) == 0
    assert json.loads(capsys.readouterr().out)["awaiting"][0]["identifier"] == "PMID 40"
    assert desk.state() == before


def decide(desk: Desk, table: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    path = desk.project.parent / "decisions.csv"
    path.write_text(table, encoding="utf-8")
    status = main(["screen", "--decide", str(path), "--root", str(desk.project)])
    return status, capsys.readouterr().out.splitlines()


def test_a_table_of_decisions_is_carried_out_line_by_line(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.add(*(pubmed(40 + one, f"Swimming of nurses, course {one}") for one in range(5)))
    table = (
        "identifier,decision,reason,study,evidence,drugs,design,populations\n"
        "40,excluded,no drug,,,,,\n"
        "PMID 41,included,,,treatment,alphaone alphatwo,open-series,children\n"
        "PMID 42,included,,example-2001,,,,\n"
        "PMID 43,duplicate,PMID 42,,,,,\n"
        "PMID 44,excluded,,,,,,\n"
        "PMID 99,excluded,x,,,,,\n"
        "PMID 44,included,,,treatment,nonsense,open-series,\n"
    )
    status, lines = decide(desk, table, capsys)
    assert status == 1
    assert [line.split(":")[1] for line in lines[:-1]] == ["6", "7", "8"]
    assert lines[-1] == "4 of 7 decisions written; 1 record awaits a decision."
    assert [decision for decision, _, _ in desk.rows()] == [
        "excluded",
        "included",
        "included",
        "duplicate",
        "awaiting",
    ]
    evidence = desk.evidence()
    assert evidence.drafts["kim-2024"].drugs == ("alphaone", "alphatwo")
    assert evidence.studies["example-2001"].reports == ("example-2001", "kim-2024-b")
    before = desk.state()
    assert decide(desk, table.split("PMID 44", maxsplit=1)[0], capsys)[0] == 0
    assert desk.state() == before


def test_a_line_on_what_is_decided_already_says_so(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.add(pubmed(40, "Swimming of nurses"))
    table = "identifier,decision,reason\nPMID 40,excluded,no drug\n"
    assert decide(desk, table, capsys)[1] == [
        "1 of 1 decision written; 0 records await a decision."
    ]
    status, (why, count) = decide(desk, table.replace("no drug", "other"), capsys)
    assert (status, count) == (0, "0 of 1 decision written; 0 records await a decision.")
    assert "names 'PMID 40', which is excluded already" in why
    assert desk.rows() == [("excluded", "no drug", "")]


@pytest.mark.parametrize("answer", ["e no drug", "d example-2001"])
def test_what_was_left_out_awaits_a_decision_again(desk: Desk, answer: str) -> None:
    desk.add(pubmed(40, "Swimming of nurses"), pubmed(41, "Swimming, again"))
    before = desk.state()
    desk.screen(answer)
    assert desk.state() != before
    assert desk.screen(options=("--reopen", "40")).startswith(
        "PMID 40 awaits a decision again; it was "
    )
    assert desk.state() == before
    assert (
        desk.screen(options=("--reopen", "PMID 40"))
        == "PMID 40 awaits a decision already; nothing was changed.\n"
    )


def test_what_is_included_is_taken_back_by_hand(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.state()
    for name, status, words in (
        ("PMID 11111111", 1, "data/studies/example-2001.yml"),
        ("PMID 98", 2, "is not in the log"),
    ):
        assert main(["screen", "--reopen", name, "--root", str(desk.project)]) == status
        (line,) = capsys.readouterr().err.splitlines()
        assert words in line
    assert desk.state() == before


def test_a_check_ends_with_what_is_open(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.add(
        pubmed(40, "Alphaone in children"),
        pubmed(41, "Swimming of nurses"),
        pubmed(42, "Alphaone in snow"),
    )
    desk.screen("i", "", "", "t", "", "open-series", "")
    main(["check", "--root", str(desk.project)])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "2 records await a decision (evidence screen); 1 study waits for extraction."
    main(["check", "--json", "--root", str(desk.project)])
    facts = json.loads(capsys.readouterr().out)
    assert (facts["awaiting"], facts["to_extract"]) == (2, 1)


def test_a_table_of_other_columns_is_wrong_use(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(desk, "name,verdict\nx,y\n", capsys)[0] == 2
    assert (
        main(["screen", "--decide", str(desk.project / "none.csv"), "--root", str(desk.project)])
        == 2
    )


def test_a_project_in_need_of_mending_is_not_screened(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    desk.add(pubmed(40, "Alphaone in children"))
    (desk.project / "data/topic.yml").write_text("title: [\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("e x\n"))
    assert main(["screen", "--root", str(desk.project)]) == 1
    assert "[E101]" in capsys.readouterr().out


def test_a_record_that_comes_in_later_joins_the_row_that_named_it(desk: Desk) -> None:
    log = desk.project / LOG
    log.write_text(
        log.read_text("utf-8") + "2024-08-02,search,doi 10.1234/x,Named in a table,awaiting,,\n",
        encoding="utf-8",
    )
    desk.add(pubmed(40, "Alphaone in children", doi="10.1234/X", abstract=PRIVATE))
    assert len(desk.rows()) == 1
    shown = desk.screen("i", "", "", "t", "", "open-series", "")
    assert PRIVATE in shown
    assert desk.evidence().citations["kim-2024"].title == "Alphaone in children"
    assert desk.rows() == [("included", "", "kim-2024")]


def test_a_report_of_a_study_stays_one_of_that_study(desk: Desk) -> None:
    log = desk.project / LOG
    log.write_text(
        log.read_text("utf-8") + "2024-08-02,search,second-2003,Alphatwo,awaiting,,\n",
        encoding="utf-8",
    )
    before = desk.state()
    shown = desk.screen("i", "Second", "2003")
    assert "second-2003 is a report of second-2003 already." in shown
    assert desk.rows() == [("included", "", "second-2003")]
    assert {name for name, text in desk.state().items() if text != before.get(name)} == {LOG}


def test_a_report_that_the_bibliography_holds_keeps_its_key(desk: Desk) -> None:
    bibliography = desk.project / "bibliography/references.bib"
    entry = "@article{old-1999, author = {Old, A.}, title = {Fever}, year = {1999}, pmid = {40}}\n"
    bibliography.write_text(bibliography.read_text("utf-8") + entry, encoding="utf-8")
    log = desk.project / LOG
    log.write_text(
        log.read_text("utf-8") + "2024-08-02,search,PMID 40,Fever,awaiting,,\n", encoding="utf-8"
    )
    desk.add(pubmed(40, "Fever of old people", "Old", 1999))
    before = bibliography.read_bytes()
    shown = desk.screen("i", "", "t", "-", "open-series", "-")
    assert "The bibliography has it as old-1999." in shown
    assert bibliography.read_bytes() == before
    assert desk.evidence().drafts["old-1999"].reports == ("old-1999",)
