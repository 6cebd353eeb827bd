"""`evidence pool`: numbers for readers and for programs, files where asked, one line for each fault."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from generator.cli import main

TRIALS = (
    "study,year,x1,n1,x2,n2\nA & B,2001,4,123,11,139\nC,1999,6,306,29,303\nD,2000,3,231,11,220\n"
)


@pytest.fixture
def trials(tmp_path: Path) -> Path:
    path = tmp_path / "trials.csv"
    path.write_text(TRIALS, encoding="utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_programs_get_one_object_with_every_method(
    trials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", str(trials), "--json"]) == 0
    found = answer(capsys)
    assert {name: found[name] for name in ("command", "ok", "findings", "id", "type", "k", "cumulative_order")} == {
        "command": "pool", "ok": True, "findings": [], "id": "trials", "type": "two_group_binary", "k": 3,
        "cumulative_order": "year, then row",
    }  # fmt: skip
    analyses = found["analyses"]
    assert isinstance(analyses, dict)
    assert list(analyses) == ["RR", "OR", "RD", "AS", "PETO", "GLMM_OR"]
    assert list(analyses["RR"]["fits"]) == ["FE", "DL", "PM", "REML", "ML", "EB", "HE", "SJ"]
    assert list(analyses["RR"]["fits"]["REML"]) == ["z", "knha", "adhoc"]


def test_one_measure_in_any_case_gives_one_measure(
    trials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", str(trials), "--json", "--measure", "rd"]) == 0
    analyses = answer(capsys)["analyses"]
    assert isinstance(analyses, dict)
    assert list(analyses) == ["RD"]


def test_readers_get_rounded_numbers_with_tau_before_i_squared(
    trials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pool", str(trials), "--measure", "RR"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "trials: 3 studies, events out of a total in two groups"
    assert said[2] == "risk ratio (RR), 3 studies"
    assert said[3].split()[-4:] == ["0.26", "(0.14", "to", "0.48)"]
    names = [line.strip() for line in said]
    tau, i2 = (
        next(place for place, name in enumerate(names) if name.startswith(word))
        for word in ("tau", "I²")
    )
    assert tau < i2
    assert any(name.startswith("Remark: fewer than 5 studies") for name in names)


def test_a_forest_plot_and_a_script_are_written_where_asked(
    trials: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    svg, script = tmp_path / "trials.svg", tmp_path / "trials.R"
    assert main(["pool", str(trials), "--forest", str(svg), "--script", str(script)]) == 0
    said = capsys.readouterr().out
    assert f"Wrote {svg}: a forest plot of risk ratio (RR)." in said
    root = etree.fromstring(svg.read_bytes())
    words = " ".join("".join(root.itertext()).split())
    assert "A & B: 0.41 (0.13 to 1.26)" in words
    assert "var(" not in svg.read_text(encoding="utf-8")
    assert 'escalc(measure = "RR"' in script.read_text(encoding="utf-8")
    first = svg.read_bytes()
    assert main(["pool", str(trials), "--forest", str(svg)]) == 0
    assert svg.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing.csv"], "cannot be read"),
        (["."], "cannot be read"),
        (["trials.csv", "--measure", "PLO"], "fit RR, OR, RD, AS, PETO, GLMM_OR"),
        (["trials.csv", "--forest", "none/there.svg"], "cannot be written"),
        (["trials.csv", "--script", "none/there.R"], "cannot be written"),
    ],
)
def test_wrong_use_is_one_line_and_ends_with_2(
    trials: Path,
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(trials.parent)
    assert main(["pool", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("as_json", [False, True])
def test_faults_in_a_file_end_with_1(
    trials: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    trials.write_text("x,n\n11,10\nfive,3\n", encoding="utf-8")
    assert main(["pool", str(trials), *(["--json"] if as_json else [])]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    if as_json:
        found = json.loads(said.out)
        assert [(item["code"], item["line"]) for item in found["findings"]] == [
            ("E243", 2),
            ("E242", 3),
        ]
        assert not found["ok"]
    else:
        assert [line.rpartition(" ")[2] for line in said.out.splitlines()] == ["[E243]", "[E242]"]


def test_a_study_left_out_is_told_and_does_not_fail(
    trials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trials.write_text("study,x,n\nA,1,10\nB,,10\nC,3,10\n", encoding="utf-8")
    assert main(["pool", str(trials), "--measure", "PLO"]) == 0
    said = capsys.readouterr().out
    assert "[W241]" in said
    assert "2 studies" in said


def test_no_project_is_needed_and_the_drawing_library_only_for_a_drawing(trials: Path) -> None:
    code = (
        "import sys; from generator.cli import main; "
        f"status = main(['pool', {str(trials)!r}]); "
        "sys.exit(status or sorted({'altair', 'pandas', 'scipy.stats', 'scipy.optimize'} & set(sys.modules)) or 0)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_text_of_a_file_cannot_steer_the_terminal(
    trials: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trials.write_text(
        'study,n1,m1,sd1,n2,m2,sd2\n"a\x1b[31mb\u202e",10,1,0,10,2,0\nB,10,1,1,10,2,1\n',
        encoding="utf-8",
    )
    main(["pool", str(trials)])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
