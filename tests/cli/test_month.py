"""A curator's month: ten records become ten decisions, two new studies and a site; only judgements are typed."""

import io
from pathlib import Path

import pytest
from made_records import pubmed, pubmed_file

from generator.cli import main
from generator.files.load import load_evidence

PRIVATE = "Nobody but the curator reads this sentence about swimming"
RECORDS = (
    pubmed(
        51,
        "Alphaone in children with river fever: an open series",
        "Abe",
        abstract=PRIVATE,
        doi="10.1234/m.51",
    ),
    pubmed(
        52, "Alphatwo for grown-ups: a randomised trial", "Bas", abstract=PRIVATE, nct="NCT07654321"
    ),
    pubmed(53, "Two years of sleep on alphaone", "Cho", nct="NCT00000001"),
    pubmed(54, "Alphaone in River Fever", "Example", 2001, journal="Index of Rivers"),
    pubmed(55, "Fever of cats", "Dee"),
    pubmed(56, "Fever of dogs", "Eng"),
    pubmed(57, "Rivers without fever", "Fox"),
    pubmed(58, "A map of rivers", "Gil"),
    pubmed(59, "Comment on: Alphaone in river fever", "Hay", types="Comment|Letter"),
    pubmed(60, "Bridges", "Ito"),
)
# Everything that is typed: a line an answer, an empty one where a proposal is taken.
TYPED = (
    "i", "", "", "t", "", "", "",  # a new study; drug, design and population stand in its title
    "i", "", "", "t", "", "", "",  # another
    "i", "1", "",  # a further report of the trial whose number it names
    "d 1",  # a report known already
    "e another disease", "e another disease", "e no people", "e no people",
    "e comment without own figures", "e no people",
)  # fmt: skip


def test_ten_records_become_a_site(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725148800")
    root = ["--root", str(project)]
    assert main(["release", "--date", "2024-08-31", *root]) == 0
    export = tmp_path / "pubmed.xml"
    export.write_bytes(pubmed_file(*RECORDS))
    assert main(["add", str(export), *root]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in TYPED)))
    assert main(["screen", *root]) == 0
    said = capsys.readouterr().out
    assert "10 records: 10 new" in said
    assert (
        "1 duplicate, 6 excluded, 1 included, 2 included as a new study; 0 still await a decision."
        in said
    )

    assert main(["check", *root]) == 0
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert findings == []
    decided = [(row.decision, row.study) for row in evidence.screening[3:]]
    assert decided[:4] == [
        ("included", "abe-2024"),
        ("included", "bas-2024"),
        ("included", "example-2001"),
        ("duplicate", ""),
    ]
    assert [decision for decision, _ in decided[4:]] == ["excluded"] * 6
    drafts = evidence.drafts
    assert set(drafts) == {"abe-2024", "bas-2024"}
    assert [(one.drugs, one.design, one.populations) for one in drafts.values()] == [
        (("alphaone",), "open-series", ("children",)),
        (("alphatwo",), "randomised-trial", ("grown-ups",)),
    ]
    assert evidence.studies["example-2001"].reports == ("example-2001", "cho-2024")

    capsys.readouterr()
    assert main(["diff", *root]) == 0
    counts = (
        "2 new studies waiting to be extracted, no study removed, no value, no estimate, no rating"
    )
    said = capsys.readouterr().out
    assert counts in said
    assert "10 screened citations" in said
    assert "cho-2024 – report-of – example-2001" in said.replace("report of", "report-of")
    assert main(["build", *root]) == 0
    assert counts in (project / "site/whats-new.html").read_text("utf-8")
    pages = {
        path.relative_to(project / "site").as_posix(): path
        for path in (project / "site").rglob("*.html")
    }
    assert "studies/abe-2024.html" in pages
    everything = "".join(
        path.read_text("utf-8")
        for path in (project / "site").rglob("*")
        if path.suffix in {".html", ".json", ".csv"}
    )
    assert "Bas 2024" in everything
    assert PRIVATE not in everything
    stored = [
        path for path in project.rglob("*") if path.is_file() and "snapshots" not in path.parts
    ]
    assert not [path for path in stored if PRIVATE.encode() in path.read_bytes()]
