"""`evidence score`: every step is told, no score is made of too little, and faults are one line each."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main

HEADER = "patient,measure,baseline,follow_up,scale,upper_limit\n"
WHOLE = """1,physician-global,7.2,3.1,10,
1,patient-global,64,40,100,
1,mmt8,64,72,80,
1,haq,1.5,1,,
1,ck,300,100,,200
1,ast,120,84,,40
1,extramuscular,5,2.5,10,
"""


def scored(tmp_path: Path, text: str, *arguments: str) -> int:
    path = tmp_path / "patients.csv"
    path.write_text(text, encoding="utf-8")
    return main(["score", str(path), *arguments])


def test_every_step_of_a_patient_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, HEADER + WHOLE) == 0
    out = capsys.readouterr().out
    rows = {line[:36].strip(): line[36:].split() for line in out.splitlines()}
    assert rows["Physician global activity"] == [
        "7.2",
        "3.1",
        "10",
        "4.1",
        "41",
        "20",
        "about",
        "56.9444",
    ]
    assert rows["AST"] == ["120", "84", "120", "36", "30", "7.5", "30"]
    assert (
        "AST counts: most abnormal at baseline, in upper limits of normal (Creatine kinase 1.5, AST 3)."
        in out
    )
    assert "(2016 ACR/EULAR, adult): 62.5 of 100, major improvement (60 or more)." in out
    assert "IMACS definition of improvement: improved. Measures: 5 better by 20 % or more" in out


def test_the_juvenile_criteria_have_their_own_thresholds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        scored(tmp_path, HEADER + WHOLE.replace("haq", "chaq"), "--juvenile", "--criteria", "tis")
        == 0
    )
    out = capsys.readouterr().out
    assert "juvenile): 62.5 of 100, moderate improvement (45 or more)." in out
    assert "IMACS" not in out


def test_too_few_measures_give_no_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scored(tmp_path, HEADER + WHOLE.replace("64,72", ",72"), "--json") == 0
    (patient,) = json.loads(capsys.readouterr().out)["patients"]
    total = patient["total_improvement_score"]
    assert (total["score"], total["category"], total["missing"]) == (None, None, ["strength"])
    assert total["attainable"] == ["52.5", "85"]
    assert total["possible_categories"] == ["moderate improvement", "major improvement"]
    assert patient["imacs"]["verdict"] == "undetermined"


def test_machines_get_decimals_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scored(tmp_path, HEADER + WHOLE, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["command"], answer["ok"], answer["findings"]) == ("score", True, [])
    (patient,) = answer["patients"]
    assert patient["total_improvement_score"]["score"] == "62.5"
    assert {row["measure"]: row.get("points") for row in patient["measures"]}["strength"] == "10"
    assert patient["imacs"]["verdict"] == "improved"


def test_patients_stay_apart_and_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = WHOLE.replace("1,", "Zoë,", 1).replace("\n1,", "\nZoë,")
    assert scored(tmp_path, HEADER + second + WHOLE, "--json") == 0
    patients = json.loads(capsys.readouterr().out)["patients"]
    assert [patient["patient"] for patient in patients] == ["Zoë", "1"]
    assert patients[0]["total_improvement_score"] == patients[1]["total_improvement_score"]


def test_measures_may_be_given_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("physician-global=5.0001%", "patient_global=5%", "mmt8=64:72:80", "haq=1.5:1", "ck=300:100:200",
             "extramuscular=5:2.5:10")  # fmt: skip
    assert main(["score", *(part for text in given for part in ("--measure", text)), "--json"]) == 0
    (patient,) = json.loads(capsys.readouterr().out)["patients"]
    points = {row["measure"]: row["points"] for row in patient["measures"]}
    assert (points["physician_global"], points["patient_global"]) == ("7.5", "0")


def test_percentages_may_stand_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "measure,absolute_percent,relative_percent\nstrength,10.0001,20\n"
    assert scored(tmp_path, text, "--json") == 0
    (patient,) = json.loads(capsys.readouterr().out)["patients"]
    strength = next(row for row in patient["measures"] if row["measure"] == "strength")
    assert (strength["absolute_percent"], strength["points"]) == ("10.0001", "20")
    assert patient["imacs"]["improved"] == ["strength"]


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO((HEADER + WHOLE).encode())))
    assert main(["score", "-"]) == 0
    assert "62.5 of 100" in capsys.readouterr().out


def test_what_is_only_remembered_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, HEADER + WHOLE.replace("64,72,80", "120,138,150")) == 0
    assert (
        "Remembered, not seen in a source: the range 150 of Manual muscle testing (MMT8)."
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("64,72,80", "81,72,80", 4, "has a baseline of 81; expected 0 to 80."),
        ("64,72,80", "64,72,", 4, "has no scale; expected 80 (one side"),
        ("haq,1.5", "haq,high", 5, "'high' is no number"),
        ("haq", "hak", 5, "is 'hak'; expected one of"),
        ("haq", "chaq", 5, "an instrument for children"),
        ("120,84,,40", "60,84,,40", 6, "equally abnormal at baseline"),
        ("1,ast,120,84,,40", "1,mmt8,64,72,80,", 7, "is one of 2 for one measure"),
        ("1,haq", ",haq", 5, "names no patient"),
    ],
)
def test_a_fault_is_one_line_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int, words: str
) -> None:
    assert scored(tmp_path, (HEADER + WHOLE).replace(old, new, 1)) == 1
    said = [row for row in capsys.readouterr().out.splitlines() if words in row]
    assert len(said) == 1, said
    assert said[0].startswith(f"{tmp_path / 'patients.csv'}:{line}: ")
    assert said[0].endswith("]")


def test_all_faults_come_in_one_run_and_nothing_is_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEADER + WHOLE.replace("64,72,80", "81,72,80") + "2,haq,4,1,,\n3,haq,2,1,,\n"
    assert scored(tmp_path, text) == 1
    assert [line[-6:] for line in capsys.readouterr().out.splitlines()] == [
        "[E252]",
        "[E252]",
        "cored.",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "E221"), (HEADER, "E251"), ("patient,value\n1,2\n", "E223"), (HEADER + "1,haq\n", "E225"),
     (HEADER + '1,"haq,1,2,,\n', "E226"), ("measure,baseline,follow_up,dose\nhaq,1,2,3\n", "E224")],
)  # fmt: skip
def test_a_broken_table_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: str
) -> None:
    assert scored(tmp_path, text) == 1
    assert f"[{code}]" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(tmp_path / "none.csv")]) == 1
    assert "[E121]" in capsys.readouterr().out


def test_neither_file_nor_measures_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score"]) == 2
    assert "give a file" in capsys.readouterr().err
    assert main(["score", "file.csv", "--measure", "haq=1:2"]) == 2


@pytest.mark.parametrize(
    "arguments", [["--measure", "haq"], ["--measure", "grip=1:2"], ["--worsened-from", "0", "f"],
                  ["--worsened-from", "x", "f"], ["--criteria", "none", "f"], ["--measure", "haq=1:2:3:4"]],
)  # fmt: skip
def test_wrong_arguments_end_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["score", *arguments])
    assert ended.value.code == 2


def test_it_needs_no_project(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(HEADER + WHOLE, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "score", "p.csv"], cwd=tmp_path, capture_output=True, text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3])}, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "62.5 of 100" in ran.stdout


def test_a_name_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = '"a\u202eb\nc"'
    assert (
        scored(tmp_path, HEADER + WHOLE.replace("1,", f"{name},", 1).replace("\n1,", f"\n{name},"))
        == 0
    )
    assert capsys.readouterr().out.startswith("Patient a\ufffdb c\n")


def test_rows_without_text_are_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, HEADER + WHOLE + ",,,,,\n\n") == 0
    assert "62.5 of 100" in capsys.readouterr().out


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=200) | st.text(alphabet=',"\n;1.-%aqh', max_size=80).map(str.encode),
    st.booleans(),
)
def test_whatever_stands_in_a_file_is_scored_or_told(
    tmp_path: Path, tail: bytes, with_header: bool
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes((HEADER + WHOLE).encode() * with_header + tail)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["score", str(path)]) in {0, 1}
    assert out.getvalue()


def test_a_cell_too_long_to_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scored(tmp_path, "a" * 200_000 + "\n1,2\n") == 1
    assert "[E226]" in capsys.readouterr().out


@pytest.mark.parametrize("function", ["cmas,30,40,,", "chaq,1.5,1.0,,"])
def test_cmas_gives_the_imacs_verdict_that_chaq_gives(
    function: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "child.csv"
    path.write_text(
        "patient,measure,baseline,follow_up,scale,upper_limit\n"
        "1,physician-global,6,4,10,\n1,patient-global,6,4,10,\n1,mmt8,60,60,80,\n"
        f"1,{function}\n1,ck,200,200,,200\n1,extramuscular,2,2,10,\n",
        encoding="utf-8",
    )
    assert main(["score", "--juvenile", "--criteria", "imacs", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "IMACS definition of improvement: improved." in printed
    assert "(physician global, patient global, function)" in printed
    assert "Remembered" not in printed
