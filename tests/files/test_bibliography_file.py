"""BibTeX: entry by entry, accents as letters, groups as groups, one bad entry costs only itself."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.files.bibliography_file import read_bibliography
from generator.formats.bibtex import write_bibtex
from generator.formats.csl_json import csl_item
from generator.formats.ris import write_ris
from generator.html.vancouver import vancouver, vancouver_text
from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.inline import Inline, Span, plain

ENTRY = r"""
@article{muller-2001,
  author = {M{\"u}ller, J{\"o}rg-Peter and van der Berg, A. and {The {River} Group} and others},
  title = {On {RNA} and \emph{in vitro} \& more},
  journal = {J Rivers}, year = 2001, month = mar, volume = {3}, number = {2}, pages = {12--19},
  doi = {https://doi.org/10.1234/AB_c}, pmid = {11111111}, pmcid = {PMC22}, custom = {kept},
}
"""


def test_an_entry_is_read_whole() -> None:
    citations, lines, findings = read_bibliography(ENTRY, "x.bib")
    assert findings == []
    assert lines == {"muller-2001": 2}
    citation = citations["muller-2001"]
    first, second, group = citation.authors
    assert (first.family, first.given, first.initials) == ("Müller", "Jörg-Peter", "JP")
    assert second.surname == "van der Berg"
    assert group.literal == "The River Group"
    assert citation.authors_open
    assert citation.title == "On RNA and in vitro & more"
    assert (citation.year, citation.month, citation.pages) == (2001, 3, "12–19")
    assert str(citation.doi) == "doi:10.1234/AB_c"
    assert citation.field("custom") == "kept"


def test_one_bad_entry_costs_only_itself() -> None:
    text = "@article{one, title = {One}}\n\n@article{two, title = {Two\n\n@article{three, title = {Three}}\n"
    citations, _, findings = read_bibliography(text, "x.bib")
    assert set(citations) == {"one", "three"}
    assert [(finding.code, finding.place.line) for finding in findings] == [("E211", 3)]


def test_a_word_that_stands_for_nothing_is_told_and_kept() -> None:
    text = '@string{jr = "J Rivers"}\n@misc{a, journal = jr, month = mar}\n@misc{b, journal = nowhere}\n'
    citations, _, findings = read_bibliography(text, "x.bib")
    assert (citations["a"].journal, citations["a"].month, citations["b"].journal) == (
        "J Rivers",
        3,
        "nowhere",
    )
    assert [(finding.code, finding.place.line) for finding in findings] == [("W213", 3)]


def test_faults_are_named_with_their_line() -> None:
    text = "@misc{a, year = {soon}, doi = {nonsense}}\n@misc{a, title = {again}}\n"
    citations, _, findings = read_bibliography(text, "x.bib")
    assert set(citations) == {"a"}
    assert {(finding.code, finding.place.line) for finding in findings} == {
        ("E214", 1),
        ("E213", 1),
        ("E212", 2),
    }


def test_the_real_bibliography_survives_being_written_and_read(evidence: Evidence) -> None:
    again, _, findings = read_bibliography(write_bibtex(evidence.citations.values()), "x.bib")
    assert findings == []
    assert again == dict(evidence.citations)


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="`'\"-–—<>?!,"),
    min_size=1,
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(title=WORDS, group=WORDS)
def test_any_text_survives_being_written_and_read(title: str, group: str) -> None:
    citation = Citation(
        key="k", kind="article-journal", title=title, authors=(Author(literal=group),)
    )
    again, _, findings = read_bibliography(write_bibtex([citation]), "x.bib")
    assert findings == []
    assert (again["k"].title, again["k"].authors) == (citation.title, citation.authors)


TREE: tuple[Inline, ...] = (
    "Water in ",
    Span("italic", ("small ", Span("superscript", ("2",)))),
    " rivers: H",
    Span("subscript", ("2",)),
    "O <&",
)


def test_the_looks_of_a_title_survive_and_are_shown() -> None:
    citation = Citation(key="k", title=plain(TREE), title_tree=TREE, journal="J Rivers", year=2001)
    written = write_bibtex([citation])
    again, _, findings = read_bibliography(written, "x.bib")
    assert findings == []
    assert again["k"] == citation
    shown = vancouver(citation)
    assert (
        "Water in <i>small <sup>2</sup></i> rivers&#58; H<sub>2</sub>O &#60;&#38;&#46; J Rivers"
        in shown
    )
    assert html.unescape(shown.striptags()) == vancouver_text(citation)


def test_vancouver_follows_the_rules() -> None:
    people = tuple(
        Author(family=name, given="Anna B.") for name in ("A", "B", "C", "D", "E", "F", "G")
    )
    citation = Citation(
        key="k", kind="article-journal", title="Does it work?", authors=people, journal="J Rivers", year=2001,
        volume="3", number="2", pages="1264–1278",
    )  # fmt: skip
    expected = (
        "A AB, B AB, C AB, D AB, E AB, F AB, et al. Does it work? J Rivers. 2001;3(2):1264–78."
    )
    assert vancouver_text(citation) == expected
    assert vancouver_text(Citation(key="k", title="Only a title")) == "Only a title."


def test_the_seed_is_cited_with_its_identifiers(evidence: Evidence) -> None:
    citation = evidence.citations["paik-2021"]
    shown = {str(item) for item in citation.identifiers}
    assert shown == {"doi:10.1002/art.41602", "PMID 33258553", "PMC8084900"}


def test_ris_records_end_and_stay_on_their_lines(evidence: Evidence) -> None:
    text = write_ris(evidence.citations.values())
    assert text.count("ER  - \r\n") == text.count("TY  - ") == len(evidence.citations)
    hostile = write_ris([Citation(key="k", title="a\r\nER  - \r\nTY  - JOUR")])
    assert hostile.count("\r\nER  - ") == 1


def test_csl_items_have_the_shape_other_programs_read(evidence: Evidence) -> None:
    item = csl_item(evidence.citations["aggarwal-2022"])
    assert item["type"] == "article-journal"
    assert item["issued"] == {"date-parts": [[2022]]}
    assert item["page"] == "1264-1278"
    assert isinstance(item["author"], list)
    assert item["author"][26] == {
        "family": "Kooi",
        "given": "A. J.",
        "non-dropping-particle": "van der",
    }
