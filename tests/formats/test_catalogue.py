"""Formats are collected from their modules; what they declare decides which of them reads a text."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.cli.command_line import command_line
from generator.formats import any_file
from generator.formats.any_file import read_records
from generator.formats.catalogue import formats, json_formats, text_formats, titles
from generator.formats.format import Format, JsonFormat
from generator.model.citation import Citation

WATER = Citation(key="brook-2020", kind="article-journal", title="Water", year=2020)


def test_formats_are_found_and_tried_in_their_order() -> None:
    names = [entry.name for entry in formats()]
    known = ["pubmed-xml", "json", "csl-json", "ris", "nbib", "bibtex", "identifiers"]
    assert [name for name in names if name in known] == known
    assert set(text_formats()) | set(json_formats()) == set(formats())


def test_the_format_of_the_contributor_s_guide_works(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition("## Add an import format")[2].partition("\n## ")[0]
    module: dict[str, Any] = {}
    exec(section.partition("```python\n")[2].partition("```")[0], module)  # noqa: S102 - our own text
    added = tuple(sorted((*text_formats(), module["FORMAT"]), key=lambda entry: entry.order))
    monkeypatch.setattr(any_file, "text_formats", lambda: added)
    collection = any_file.read_records(b"10.5555/a\tWater\nno tab\n", "x.txt")
    assert [record.citation.title for record in collection.records] == ["Water"]
    assert [(finding.code, finding.place.line) for finding in collection.findings] == [("E262", 2)]
    assert collection.format == "doi-lines"


def test_no_two_formats_have_one_name_or_one_place() -> None:
    for values in ([entry.name for entry in formats()], [entry.order for entry in formats()]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_titles_are_listed_as_a_message_lists_them() -> None:
    named = [entry.title for entry in formats() if entry.title]
    assert titles() == f"{', '.join(named[:-1])} or {named[-1]}"
    assert titles(JsonFormat).endswith("JSON or CSL-JSON (Crossref too)")


@pytest.mark.parametrize(
    "entry", [entry for entry in formats() if entry.write], ids=lambda entry: entry.name
)
def test_what_a_format_writes_it_recognises_and_reads_again(entry: Format) -> None:
    assert entry.write is not None
    (record,) = read_records(entry.write([WATER]).encode(), "x").records
    assert record.origin.format == entry.name
    assert (record.citation.title, record.citation.year) == ("Water", 2020)


@pytest.mark.parametrize("command", ["add", "import"])
def test_the_help_of_a_command_that_reads_records_lists_their_formats(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command_line().parse_args([command, "--help"])
    assert titles() in " ".join(capsys.readouterr().out.replace("-\n", "-").split())
