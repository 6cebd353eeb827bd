"""Whatever stands in a file, reading ends in records and findings, never in an exception; and text stays text."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.files.bibliography_file import read_bibliography
from generator.files.load import load_evidence
from generator.model.text import SLUG_PATTERN
from generator.text.csv_text import read_csv
from generator.text.decode import decode
from generator.text.yaml_text import Mapping, Scalar, read_yaml

QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STUDY = "data/studies/example-2001.yml"
NASTY = {
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "deep nesting": "id: " + "[" * 5000 + "]" * 5000 + "\n",
    "python tag": "id: !!python/object/apply:os.system ['true']\n",
    "merge key": "a: {b: c}\nid: {<<: {d: e}}\n",
    "nul": "id: a\0b\n",
    "tabs": "id:\texample-2001\n\tlabel: x\n",
    "only a comment": "# nothing\n",
    "a list": "- a\n- b\n",
    "a word": "hello\n",
    "huge scalar": "id: " + "x" * 300_000 + "\n",
    "binary": "%PDF-1.4\n\x01\x02",
    "conflict": "<<<<<<< HEAD\nid: a\n=======\nid: b\n>>>>>>> x\n",
}


@QUIET
@given(st.binary(max_size=400))
def test_any_bytes_as_a_study_end_in_findings(project: Path, content: bytes) -> None:
    (project / STUDY).write_bytes(content)
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert "second-2003" in evidence.studies
    assert "example-2001" not in evidence.studies
    assert findings
    assert all("\n" not in str(finding) for finding in findings)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_nasty_file_is_refused_with_its_place(project: Path, text: str) -> None:
    (project / STUDY).write_text(text, encoding="utf-8")
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert "example-2001" not in evidence.studies
    assert {finding.place.file for finding in findings} == {STUDY}
    assert len(findings) < 60


def test_a_folder_in_place_of_a_file_is_a_finding(project: Path) -> None:
    (project / STUDY).unlink()
    (project / STUDY).mkdir()
    _, findings = load_evidence(project)
    assert ("E121", STUDY) in {(finding.code, finding.place.file) for finding in findings}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(project: Path, end: str) -> None:
    before, _ = load_evidence(project)
    path = project / STUDY
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    after, findings = load_evidence(project)
    assert before is not None
    assert after is not None
    assert [finding for finding in findings if str(finding.severity) == "error"] == []
    assert after.studies["example-2001"] == before.studies["example-2001"]


def test_a_byte_order_mark_is_said_and_dropped(project: Path) -> None:
    path = project / STUDY
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    evidence, findings = load_evidence(project)
    assert evidence is not None
    assert "example-2001" in evidence.studies
    assert [finding.code for finding in findings] == ["W232"]


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "1.20",
        "010",
        "0x1F",
        "1e3",
        "null",
        "~",
        "2024-01-01",
        "12:30:45",
        "1_000",
        "yes",
        "<0.001",
    ],
)
def test_scalars_stay_the_text_that_was_written(text: str) -> None:
    node, findings = read_yaml(f"value: {text}\n", "x.yml")
    assert not findings
    assert isinstance(node, Mapping)
    value = node.values["value"]
    assert isinstance(value, Scalar)
    assert value.text == text


@QUIET
@given(st.text(max_size=300))
def test_any_text_as_yaml_csv_or_bibtex_is_read_without_an_exception(text: str) -> None:
    read_yaml(text, "x.yml")
    rows, findings = read_csv(text, "x.csv", ("a", "b"))
    assert all(set(row.cells) >= {"a", "b"} for row in rows) or findings
    read_bibliography(text, "x.bib")


@QUIET
@given(st.binary(max_size=300))
def test_any_bytes_decode_to_text_that_can_be_shown(content: bytes) -> None:
    text, findings = decode(content, "x")
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text
    if content.isascii() and not any(byte < 32 or byte == 127 for byte in content):
        assert (text, findings) == (content.decode(), [])


@QUIET
@given(st.from_regex(SLUG_PATTERN, fullmatch=True))
def test_an_id_holds_nothing_that_could_act(slug: str) -> None:
    assert not set(slug) & set("/.<>&\"' {}")


def test_rows_too_long_or_too_short_are_told_and_no_other_is_lost() -> None:
    rows, findings = read_csv('a,b\n1,2\n1,2,3\n1\n"x, y",4\n', "t.csv", ("a", "b"))
    assert [row.cells for row in rows] == [{"a": "1", "b": "2"}, {"a": "x, y", "b": "4"}]
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("E225", 3),
        ("E225", 4),
    ]
