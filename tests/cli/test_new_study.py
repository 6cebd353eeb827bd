"""`evidence new study`: a draft that reads without an error, never over a file, never with a used address."""

import json
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.files.load import load_evidence

Capture = pytest.CaptureFixture[str]


def new(project: Path, *arguments: str) -> int:
    return main(["new", "study", *arguments, "--root", str(project)])


def test_a_draft_reads_without_an_error_and_counts_nowhere(project: Path, capsys: Capture) -> None:
    assert new(project, "river-2026", "--design", "open-series") == 0
    said = capsys.readouterr().out
    assert "data/studies/river-2026.yml is a draft" in said
    assert "evidence explain study" in said
    evidence, findings = load_evidence(project)
    assert findings == []
    assert evidence is not None
    draft = evidence.drafts["river-2026"]
    assert not draft.is_extracted
    assert draft.rows == ()
    assert main(["check", "--root", str(project)]) == 0


def test_a_report_of_the_bibliography_fills_what_it_can(project: Path) -> None:
    assert (
        new(
            project,
            "again-2003",
            "--design",
            "open-series",
            "--report",
            "second-2003",
            "--evidence",
            "safety",
        )
        == 0
    )
    held = yaml.safe_load((project / "data/studies/again-2003.yml").read_text("utf-8"))
    assert held["reports"] == ["second-2003"]
    assert held["evidence"] == "safety"
    assert held["label"] != "again-2003"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["example-2001", "--design", "open-series"], "is there already"),
        (["River 2026", "--design", "open-series"], "is no id"),
        (["river--2026", "--design", "open-series"], "is no id"),
        (["../river", "--design", "open-series"], "is no id"),
        (["river-2026"], "the designs are open-series, randomised-trial"),
        (["river-2026", "--design", "guess"], "the designs are open-series, randomised-trial"),
        (["river-2026", "--design", "open-series", "--report", "none"], "references.bib"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    project: Path, arguments: list[str], words: str, capsys: Capture
) -> None:
    before = sorted(path.name for path in (project / "data/studies").iterdir())
    assert new(project, *arguments) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert words in err
    assert sorted(path.name for path in (project / "data/studies").iterdir()) == before


def test_the_address_of_a_published_study_is_never_given_away(
    project: Path, capsys: Capture
) -> None:
    assert main(["release", "--root", str(project)]) == 0
    study = project / "data/studies/second-2003.yml"
    study.unlink()
    log = project / "data/screening.csv"
    log.write_text(
        log.read_text("utf-8").replace("included,,second-2003", "excluded,withdrawn,"), "utf-8"
    )
    assert new(project, "second-2003", "--design", "open-series") == 2
    assert "published study" in capsys.readouterr().err
    assert new(project, "second-2003", "--design", "open-series", "--force-free") == 0


def test_the_same_for_other_programs(project: Path, capsys: Capture) -> None:
    assert new(project, "river-2026", "--design", "open-series", "--json") == 0
    assert json.loads(capsys.readouterr().out)["file"] == "data/studies/river-2026.yml"
