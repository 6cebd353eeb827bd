"""Formats are collected from their modules; what they declare decides which of them reads a text."""

from collections import Counter

import pytest

from generator.cli.command_line import command_line
from generator.formats.any_file import read_records
from generator.formats.catalogue import formats, json_formats, text_formats, titles
from generator.formats.format import Format, JsonFormat
from generator.model.citation import Citation

WATER = Citation(key="brook-2020", kind="article-journal", title="Water", year=2020)


def test_every_format_is_found_in_the_order_in_which_it_is_tried() -> None:
    assert [entry.name for entry in formats()] == [
        "pubmed-xml", "json", "clinicaltrials.gov", "europe-pmc", "csl-json",
        "ris", "nbib", "bibtex", "identifiers",
    ]  # fmt: skip
    assert set(text_formats()) | set(json_formats()) == set(formats())


def test_no_two_formats_have_one_name_or_one_place() -> None:
    for values in ([entry.name for entry in formats()], [entry.order for entry in formats()]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_titles_are_listed_as_a_message_lists_them() -> None:
    assert (
        titles(JsonFormat) == "ClinicalTrials.gov JSON, Europe PMC JSON or CSL-JSON (Crossref too)"
    )
    assert titles().endswith("RIS, NBIB, BibTeX or a list of identifiers")


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
