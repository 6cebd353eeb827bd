"""`evidence import`: exactly the JSON that was promised, a list for people, and no traceback whatever the file."""

import json
from pathlib import Path

import pytest

from generator.cli import main

BIB = (
    "@article{a, title={Water}, author={Brook, Ada and Ford, F and Well, W and Spring, S}, journal={J Rivers}, "
    "year={2020}, pmid={90000001}}\n"
)
KEYS = [
    "title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid", "pmcid", "registrations",
    "notices", "source",
]  # fmt: skip


def test_json_holds_records_and_findings_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.bib"
    path.write_text(BIB + "@misc{b, title={Lost\n", encoding="utf-8")
    assert main(["import", str(path), "--dry-run", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["records", "findings"]
    (record,), (finding,) = answer["records"], answer["findings"]
    assert list(record)[: len(KEYS)] == KEYS
    assert (record["title"], record["pmid"], record["year"]) == ("Water", "90000001", 2020)
    assert record["source"] == {"file": str(path), "line": 1, "format": "bibtex"}
    assert list(finding) == ["code", "file", "line", "message"]
    assert (finding["code"], finding["file"], finding["line"]) == ("E211", str(path), 2)


def test_people_get_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # outside any project
    path = tmp_path / "x.txt"
    path.write_text(BIB.replace("Water", "RETRACTED: Water"), encoding="utf-8")
    assert main(["import", str(path), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "RETRACTED: Water",
        "  Brook, Ford, Well, et al.; J Rivers 2020",
        "  PMID 90000001",
        "  ! retraction: marked in the record",
        "1 record, no findings.",
    ]
    assert main(["import", str(path)]) == 0
    assert "evidence add" in capsys.readouterr().out


def test_files_that_cannot_be_read_are_one_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "binary").write_bytes(b"\x00\x01\x02")
    good = tmp_path / "good.bib"
    good.write_text(BIB, encoding="utf-8")
    names = [
        str(tmp_path),
        str(tmp_path / "none"),
        str(tmp_path / "empty"),
        str(tmp_path / "binary"),
        str(good),
    ]
    assert main(["import", *names, "--dry-run"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("[")[2] for line in lines[3:7]] == ["E261]", "E261]", "N261]", "E261]"]
    assert lines[-1] == "1 record, 3 errors, 1 note."


def test_the_command_needs_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.bib").write_text(BIB, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["import", "x.bib", "--dry-run", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["records"]) == 1
