"""`evidence add`: files and identifiers become records that await a decision, each told in one line."""

import json
from pathlib import Path

import pytest
from made_records import pubmed, pubmed_file
from misbehaving import article, serving, trial

from generator.cli import main

PRIVATE = "Sixty children swam for a week"


@pytest.fixture(autouse=True)
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every service stands at an address of this machine where nobody listens."""
    for name in ("PUBMED", "REGISTER", "CROSSREF", "EUROPE_PMC"):
        monkeypatch.setenv(f"EVIDENCE_{name}", "http://127.0.0.1:9/")
    monkeypatch.setenv("EVIDENCE_DEADLINE", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725148800")


def add(
    project: Path, *arguments: object, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[str]]:
    status = main(["add", *map(str, arguments), "--root", str(project)])
    return status, capsys.readouterr().out.splitlines()


def state(project: Path) -> dict[str, bytes]:
    kept = [path for path in project.rglob("*") if path.is_file() and ".evidence" not in path.parts]
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in kept}


def test_a_file_comes_in_and_a_second_time_brings_nothing(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    known = pubmed(11111111, "Alphaone in river fever.")
    file.write_bytes(
        pubmed_file(pubmed(40, "Alphaone in children with river fever.", abstract=PRIVATE), known)
    )
    status, lines = add(project, file, capsys=capsys)
    assert status == 0
    assert lines == [
        "new PMID 40: Alphaone in children with river fever",
        "known PMID 11111111: Alphaone in river fever (included as example-2001)",
        "2 records: 1 new, 1 known already.",
        "Next: evidence screen",
    ]
    first = state(project)
    assert PRIVATE not in "".join(
        text.decode()
        for name, text in first.items()
        if "snapshots/" not in name and name.startswith(("data/", "bib"))
    )
    assert (
        "2024-09-01,file: export.xml,PMID 40,Alphaone in children with river fever,awaiting,,"
        in first["data/screening.csv"].decode()
    )
    status, lines = add(project, file, file, capsys=capsys)
    assert (status, lines[-1]) == (0, "4 records: 0 new, 4 known already.")
    assert state(project) == first


def test_the_next_step_is_named_with_what_waits_beside_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / name for name in ("one.xml", "two of it.xml", "three.xml", "four.xml")]
    for number, file in enumerate(files):
        file.write_bytes(
            pubmed_file(
                pubmed(40 + number, f"Fever of the river in town {number}", f"Author{number}")
            )
        )
    assert add(project, files[0], capsys=capsys)[1][-1] == "Next: evidence screen"
    assert add(project, files[1], capsys=capsys)[1][-1] == (
        "Next: evidence screen --only 'two of it.xml' "
        "(1 found before awaits a decision too; without --only it comes first)"
    )
    assert add(project, files[2], files[3], capsys=capsys)[1][-1] == (
        "Next: evidence screen (2 found before await a decision too)"
    )
    assert main(["screen", "--list", "--only", "two of it.xml", "--root", str(project)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 record awaits a decision."


def test_without_a_network_files_come_in_and_identifiers_are_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(pubmed_file(pubmed(40, "Alphaone in children with river fever.")))
    (tmp_path / "list.txt").write_text("PMID: 77\n78\n", encoding="utf-8")
    status, lines = add(
        project, "NCT01234567", file, tmp_path / "list.txt", "10.1234/new", capsys=capsys
    )
    assert status == 1
    missing = [line for line in lines if line.startswith("missing")]
    assert missing == [
        f"missing {one}: gave no record"
        for one in ("PMID 77", "PMID 78", "NCT01234567", "doi:10.1234/new")
    ]
    assert "new PMID 40: Alphaone in children with river fever" in lines
    assert lines[-2:] == [
        "1 record: 1 new, 0 known already; 4 identifiers gave no record.",
        "Next: evidence screen",
    ]


def test_identifiers_are_looked_up_once(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as server:
        for name, value in {**server.environment, "EVIDENCE_DEADLINE": "20"}.items():
            monkeypatch.setenv(name, value)
        server.shelf.articles = {pmid: article(pmid) for pmid in (70, 71)}
        server.shelf.trials = {"NCT01234567": trial("NCT01234567")}
        status, lines = add(
            project, "70", "NCT01234567", "https://pubmed.ncbi.nlm.nih.gov/71/", "72", capsys=capsys
        )
        assert status == 1
        assert [line for line in lines if line.startswith(("new", "missing"))] == [
            "new PMID 70: Made-up report 70",
            "new NCT01234567: Made-up trial NCT01234567",
            "new PMID 71: Made-up report 71",
            "missing PMID 72: gave no record",
        ]
        assert b",identifier given,PMID 70," in state(project)["data/screening.csv"]
        asked, first = len(server.asked), state(project)
        add(
            project, "70", "NCT01234567", "https://pubmed.ncbi.nlm.nih.gov/71/", "72", capsys=capsys
        )
        assert len(server.asked) == asked
        assert state(project) == first


def test_a_dry_run_changes_nothing(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    before = state(project)
    status, lines = add(project, file, "--dry-run", capsys=capsys)
    assert (status, lines[-1]) == (0, "Nothing was changed (--dry-run).")
    assert state(project) == before


def test_import_in_a_project_adds_and_a_dry_run_of_it_only_reads(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    before = state(project)
    assert main(["import", str(file), "--dry-run", "--root", str(project)]) == 0
    assert state(project) == before
    assert main(["import", str(file), "--root", str(project)]) == 0
    assert "new PMID 40" in capsys.readouterr().out
    assert b"PMID 40" in state(project)["data/screening.csv"]


def test_machines_get_one_object(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(pubmed_file(pubmed(40, "Alphaone in river fever", "Example", 2002)))
    status, lines = add(project, file, "--json", capsys=capsys)
    answer = json.loads("\n".join(lines))
    assert (status, answer["command"], answer["ok"], answer["missing"]) == (0, "add", True, [])
    (record,) = answer["records"]
    assert (record["name"], record["state"], record["known_as"]) == ("PMID 40", "new", None)
    assert record["may_be"][0]["known_as"] == "example-2001"


@pytest.mark.parametrize("argument", ["no-such-file.xml", "paik-2021", "10.1234", "", "\x1b[2J"])
def test_what_is_neither_file_nor_identifier_is_wrong_use_and_nothing_comes_in(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], argument: str
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    before = state(project)
    assert main(["add", str(file), argument, "--root", str(project)]) == 2
    said = capsys.readouterr()
    assert (said.out, state(project)) == ("", before)
    assert len(said.err.splitlines()) == 1
    assert "is neither a file nor an identifier" in said.err
    assert "\x1b" not in said.err


def test_files_of_no_records_are_findings_and_the_others_come_in(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.xml").write_bytes(b"%PDF-1.4 no records")
    (tmp_path / "good.xml").write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    status, lines = add(project, tmp_path / "bad.xml", tmp_path / "good.xml", capsys=capsys)
    assert status == 1
    assert "bad.xml: is a PDF" in lines[0]
    assert "new PMID 40: Alphaone in children" in lines


def test_a_project_in_need_of_mending_is_left_alone(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.xml").write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    (project / "bibliography/references.bib").write_text(
        "@article{broken, title = {X\n", encoding="utf-8"
    )
    before = state(project)
    status, lines = add(project, tmp_path / "good.xml", capsys=capsys)
    assert status == 1
    assert any(line.endswith("[E211]") for line in lines)
    assert {
        name: text for name, text in state(project).items() if "snapshots" not in name
    } == before


def test_two_commands_do_not_write_at_once(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator.files.transaction import desk  # noqa: PLC0415

    (tmp_path / "good.xml").write_bytes(pubmed_file(pubmed(40, "Alphaone in children.")))
    with desk(project):
        assert main(["add", str(tmp_path / "good.xml"), "--root", str(project)]) == 1
    assert "another command is changing the files of this project" in capsys.readouterr().err
