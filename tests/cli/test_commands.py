"""The commands: what they say to people and to machines, and how they end."""

import html
import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

COMMANDS = (
    "add", "build", "check", "diff", "explain", "import", "new", "pool", "release", "schema", "score", "screen",
    "serve", "update",
)  # fmt: skip


def break_study(project: Path) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_text(
        study.read_text(encoding="utf-8").replace("events: 7", "events: 70"), encoding="utf-8"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_holds_one_real_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.count("example: ") == 1
    example = shown.split("example: ")[1].split(">")[0].split()
    assert example[:2] == ["evidence", command]
    with pytest.raises(SystemExit) as read:
        main([*example[1:], "--help"])
    assert read.value.code == 0


def test_the_help_names_every_command_and_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert all(f" {command} " in shown for command in COMMANDS)
    assert "0 all is well, 1 findings, 2 wrong use, 3 a fault of the program" in shown


def test_a_clean_project_ends_with_0(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(project)]) == 0
    assert capsys.readouterr().out == "2 studies read, 112 checks of figures: no findings.\n"


def test_a_finding_is_one_line_and_ends_with_1(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_study(project)
    assert main(["check", "--root", str(project)]) == 1
    line, count = capsys.readouterr().out.splitlines()
    assert line.startswith("data/studies/example-2001.yml:")
    assert line.endswith("[E321]")
    assert "70" in line
    assert "12" in line
    assert count == "2 studies read, 0 checks of figures: 1 error."


def test_a_warning_does_not_fail(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_bytes(b"\xef\xbb\xbf" + study.read_bytes())
    assert main(["check", "--root", str(project)]) == 0
    assert "1 warning" in capsys.readouterr().out


def test_json_is_one_object_with_every_part_of_a_finding(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_study(project)
    assert main(["check", "--json", "--root", str(project)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["command"], answer["ok"], answer["studies"]) == ("check", False, 2)
    (finding,) = answer["findings"]
    assert finding["code"] == "E321"
    assert finding["file"] == "data/studies/example-2001.yml"
    assert finding["line"] > 1
    assert all(
        finding[part] for part in ("severity", "path", "seen", "expected", "remedy", "message")
    )


def test_a_build_says_what_was_made_to_machines(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--json", "--root", str(project)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"]
    assert (Path(answer["built"]["folder"]) / "index.html").exists()
    assert answer["built"]["pages"] == len(list((project / "site").rglob("*.html")))


def test_a_folder_without_evidence_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "holds no folder data/" in said.err
    assert "--root" in said.err


@pytest.mark.parametrize("arguments", [[], ["bake"], ["check", "--nonsense"], ["serve", "--port", "99999"],
                                       ["serve", "--port", "x"]])  # fmt: skip
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_an_unforeseen_fault_is_told_as_ours_and_ends_with_3(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("generator.cli.reading.load_evidence", fail)
    assert main(["check", "--root", str(project)]) == 3
    said = capsys.readouterr().err
    assert "RuntimeError: unforeseen" in said
    assert "fault of the program" in said


def test_text_of_a_file_cannot_steer_the_terminal(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = project / "data/studies/example-2001.yml"
    study.write_text(
        study.read_text(encoding="utf-8").replace("design: open-series", 'design: "a\\e[31m\\nE"')
    )
    assert main(["check", "--root", str(project)]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert all(line.endswith("]") or "studies read" in line for line in out.splitlines())


def test_the_module_is_the_same_command(project: Path) -> None:
    command = [sys.executable, "-m", "generator", "check", "--root", str(project)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (outcome.returncode, outcome.stdout) == (
        0,
        "2 studies read, 112 checks of figures: no findings.\n",
    )


@pytest.mark.parametrize("missing", ["data/studies", "bibliography", "data/topic.yml"])
def test_a_project_without_a_part_is_told_so_without_a_traceback(
    project: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / missing).rename(project / "elsewhere")
    assert main(["build", "--root", str(project)]) == 1
    said = capsys.readouterr()
    assert missing in said.out
    assert "Traceback" not in said.err
    assert not (project / "site").exists()


def test_a_code_is_explained(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "w411", "--root", str(project)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("W411 percentage-of-count: ")
    assert "Method: Brown NJL" in said
    assert main(["check", "--explain", "W999", "--root", str(project)]) == 2
    assert "no rule has the code 'W999'" in capsys.readouterr().err


def test_a_build_tells_warnings_and_counts_notes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = project / "data/studies/example-2001.yml"
    changed = study.read_text(encoding="utf-8").replace("percent: 58.3", "percent: 63.3")
    study.write_text(changed.replace("kind: abstract", "kind: news"), encoding="utf-8")
    assert main(["build", "--root", str(project)]) == 0
    said = capsys.readouterr().out
    assert "[W411]" in said
    assert "[N452]" not in said
    assert "1 warning, 1 note." in said
    page = html.unescape((project / "site/studies/example-2001.html").read_text(encoding="utf-8"))
    assert "check: cannot both be right" in page
    assert "7 of 12 is 58.33 %, printed 63.3 %" in page


def test_a_reader_that_leaves_early_ends_a_command_quietly(project: Path) -> None:
    command = f"{sys.executable} -m generator explain results.events --root {project} | true; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        outcome = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, check=False
        )
        assert outcome.stderr == ""
        assert outcome.stdout.strip() in {"0", "141"}
    command = f"{sys.executable} -m generator check --json --root {project} | head -c 1"
    outcome = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (outcome.stdout, outcome.stderr) == ("{", "")
