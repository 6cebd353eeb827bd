"""Recording versions and setting the files against them, or against the history of the project."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.files.load import load_evidence
from generator.files.published_file import read_published, write_published

STUDY = "data/studies/example-2001.yml"


def run(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root)])


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def record(root: Path, day: str = "2024-09-01") -> None:
    assert run(root, "release", "--date", day) == 0


def told(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    capsys.readouterr()
    assert run(root, "diff", *arguments, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *who, "-C", str(root), *arguments], check=True, capture_output=True, env=quiet
    )


@pytest.fixture
def history(project: Path) -> Path:
    """A project below the root of a repository, with one commit."""
    whole = project.parent / "repository"
    (whole / "reviews").mkdir(parents=True)
    shutil.move(project, whole / "reviews/fever")
    git(whole, "init", "-q", "-b", "main")
    git(whole, "add", ".")
    git(whole, "commit", "-q", "-m", "First")
    return whole / "reviews/fever"


def test_the_first_version_is_recorded_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    assert "Version 2024.0.0 of 1 September 2024 is recorded" in capsys.readouterr().out
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert [str(one) for one in findings] == []
    assert [(str(one.version), one.title) for one in evidence.releases] == [
        ("2024.0.0", "First recorded version")
    ]
    assert run(project, "release", "--date", "2024-09-02") == 0
    assert "Nothing changed since version 2024.0.0" in capsys.readouterr().out
    assert run(project, "check") == 0


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "release", "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2024.0.0"
    assert not (project / "data/releases").exists()
    assert not (project / ".evidence").exists()


def test_a_version_says_whether_results_can_have_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    replace(project / STUDY, "summary: Twelve", "summary: A dozen")
    record(project)
    assert "No result changed" in capsys.readouterr().out
    replace(project / STUDY, "mean: 12.5", "mean: 12.6")
    record(project)
    assert "Results can have changed" in capsys.readouterr().out
    names = sorted(path.stem for path in (project / "data/releases").glob("*.yml"))
    assert names == ["2024.0.0", "2024.0.1", "2024.1.0"]
    text = (project / "data/releases/2024.1.0.yml").read_text(encoding="utf-8")
    assert 'was: "12.5", now: "12.6"' in text
    evidence, _ = load_evidence(project)
    assert evidence is not None
    assert (
        evidence.releases[-1].changed[0].changes[0].at
        == "studies/example-2001#river-4w/follow_up.mean"
    )


def test_errors_are_mended_before_a_version_is_recorded(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project / STUDY, "events: 7,", "events: 70,")
    assert run(project, "release") == 1
    assert "Nothing was recorded" in capsys.readouterr().out
    assert not (project / "data/releases").exists()


def test_a_version_is_never_older_than_the_last(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    replace(project / STUDY, "mean: 12.5", "mean: 12.6")
    assert run(project, "release", "--date", "2024-08-01") == 2
    assert "lies before version 2024.0.0" in capsys.readouterr().err


def test_reasons_of_the_curator_go_into_the_version_and_then_end(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    replace(project / STUDY, "mean: 12.5", "mean: 12.6")
    said = project / "data/releases/next.yml"
    said.write_text(
        "title: A figure mended\nreasons:\n"
        "  - {at: example-2001#river-4w/follow_up, reason: Misread before.}\n"
        "  - {at: studies/none, reason: Nothing.}\n",
        encoding="utf-8",
    )
    answer = told(project, capsys)
    assert [one["code"] for one in answer["findings"]] == ["W371"]  # type: ignore[attr-defined]
    assert answer["changed"][0]["changes"][0]["why"] == "Misread before."  # type: ignore[index]
    record(project)
    text = (project / "data/releases/2024.1.0.yml").read_text(encoding="utf-8")
    assert "A figure mended" in text
    assert "Misread before." in text
    assert said.read_text(encoding="utf-8") == "reasons: []\n"
    assert run(project, "check") == 0


def test_a_value_without_a_reason_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    replace(project / STUDY, "mean: 12.5", "mean: 12.6")
    capsys.readouterr()
    assert run(project, "diff") == 0
    out = capsys.readouterr().out
    assert "River score at 4 weeks, Alphaone 5 mg: mean after treatment: 12.5 → 12.6" in out
    assert "why: no reason given" in out


def test_nothing_changed_is_success(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(project)
    answer = told(project, capsys)
    assert (answer["changed"], answer["version"], answer["results"]) == (
        [],
        "2024.0.0",
        "Nothing changed.",
    )


def test_without_a_version_or_a_repository_one_line_says_what_to_do(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(project, "diff") == 2
    assert "record one with evidence release" in capsys.readouterr().err
    assert run(project, "diff", "main") == 2
    assert "in no git repository" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(project))
    assert run(project, "diff", "main") == 2
    assert capsys.readouterr().err == (
        "evidence diff: git is not installed: without a revision the last recorded version is compared.\n"
    )


def test_a_revision_of_the_history_is_compared(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(history / STUDY, "events: 0, total: 12", "events: 1, total: 12")
    answer = told(history, capsys, "HEAD")
    (one,) = answer["changed"]  # type: ignore[misc]
    assert (one["changes"][0]["was"], one["changes"][0]["now"]) == ("0", "1")
    assert run(history, "diff", "nowhere") == 2
    assert "git knows no revision 'nowhere'" in capsys.readouterr().err
    assert main(["diff", "--root", str(history), "--", "--output=x"]) == 2
    assert "is no revision" in capsys.readouterr().err
    assert sorted(path.name for path in history.iterdir()) == ["bibliography", "data"]


def test_an_older_version_is_found_in_the_history(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(history)
    git(history, "add", ".")
    git(history, "commit", "-q", "-m", "A version")
    replace(history / STUDY, "mean: 12.5", "mean: 12.6")
    record(history)
    replace(history / STUDY, "mean: 12.6", "mean: 12.7")
    last = told(history, capsys)
    assert last["since"] == "version 2024.1.0 of 1 September 2024"
    answer = told(history, capsys, "2024.0.0")
    assert answer["since"] == "version 2024.0.0"
    change = answer["changed"][0]["changes"][0]  # type: ignore[index]
    assert (change["was"], change["now"]) == ("12.5", "12.7")


def test_what_an_old_revision_does_not_let_read_is_named(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (history / STUDY).read_text(encoding="utf-8")
    (history / STUDY).write_text("id: [", encoding="utf-8")
    replace(history / "data/studies/second-2003.yml", "events: 3", "events: 2")
    git(history, "add", ".")
    git(history, "commit", "-q", "-m", "Broken")
    (history / STUDY).write_text(good, encoding="utf-8")
    replace(history / "data/studies/second-2003.yml", "events: 2", "events: 3")
    answer = told(history, capsys, "HEAD")
    assert "studies/example-2001" in answer["not_compared"]  # type: ignore[operator]
    changed = [change["at"] for one in answer["changed"] for change in one["changes"]]  # type: ignore[attr-defined]
    assert changed == ["studies/second-2003#headache/events"]


def test_a_revision_whose_frame_cannot_be_read_is_one_line(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (history / "data/topic.yml").read_text(encoding="utf-8")
    (history / "data/topic.yml").write_text("title: only\n", encoding="utf-8")
    git(history, "add", ".")
    git(history, "commit", "-q", "-m", "Broken")
    (history / "data/topic.yml").write_text(good, encoding="utf-8")
    assert run(history, "diff", "HEAD") == 2
    err = capsys.readouterr().err
    assert "cannot be read" in err
    assert err.count("\n") == 1


def test_markdown_for_a_pull_request_is_inert(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    evil = "<img src=x onerror=alert(1)> | [a](javascript:x) @someone #1 `code` \x1b[31m"
    replace(project / STUDY, "bias_notes: No control group.", f"bias_notes: {json.dumps(evil)}")
    capsys.readouterr()
    assert run(project, "diff", "--markdown") == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "**Since version 2024.0.0 of 1 September 2024:** No new study, no study removed, no value"
    )
    assert "| What | From | To | Why |" in out
    row = next(line for line in out.splitlines() if line.startswith("| bias notes"))
    assert row.count("|") == 5
    assert not re.search(r"<img|\]\(|@\w|#\d\s|`|\x1b", row.replace("&#", ""))


def test_markdown_that_is_too_long_for_a_pull_request_counts_the_rest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(project)
    rows = "".join(
        f"2024-09-01,a,PMID {n},{'A long title ' * 20},excluded,animals,\n"
        for n in range(4000000, 4000200)
    )
    path = project / "data/screening.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    capsys.readouterr()
    assert run(project, "diff", "--markdown") == 0
    out = capsys.readouterr().out
    assert len(out) < 65_536
    assert "more parts do not fit here" in out


def test_what_was_stated_comes_back_as_it_was(project: Path) -> None:
    record(project)
    path = project / "data/releases/published.json"
    text = path.read_text(encoding="utf-8")
    published, findings = read_published(text, "published.json")
    assert published is not None
    assert findings == []
    assert write_published(published.version, published.statements).decode() == text
    assert max(map(len, text.splitlines())) < 400
    before = text.splitlines()
    replace(project / STUDY, "mean: 12.5", "mean: 12.6")
    record(project)
    after = path.read_text(encoding="utf-8").splitlines()
    assert len([line for line in after if line not in set(before)]) <= 4


@pytest.mark.parametrize(
    "text", ["", "[", "[]", "null", "{}", '{"form": "0"}', '{"form": "1", "version": "x", "statements": {}}',
             '{"form": "1", "version": "2024.0.0", "statements": {"a": ["b", {"c": 1}]}}',
             '{"form": "1", "version": "2024.0.0", "statements": {"a": "b"}}', "[" * 100_000],
)  # fmt: skip
def test_a_broken_record_of_the_last_version_is_a_finding(text: str) -> None:
    published, findings = read_published(text, "data/releases/published.json")
    assert published is None
    assert [finding.code for finding in findings] == ["E371"]
    assert findings[0].remedy.endswith(".")
