"""Notices stand wherever a study or report is named: what was seen, where, when, and whether that is long ago."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

SMALL = Path(__file__).parent.parent / "projects" / "small"
LOOK = """\
- citation: {citation}
  retraction: none seen
  concern: "{concern}"
  erratum: "{erratum}"
  looked_at: {where}
  date: {day}
"""


def doubted(project: Path) -> None:
    looks = (
        LOOK.format(citation="second-2003", concern="seen: the editors look into it", erratum="none seen",
                    where="PubMed, Crossref", day="2024-08-30"),
        LOOK.format(citation="example-2001", concern="none seen", erratum="Seen: table 2",
                    where="'https://example.org/notice; PubMed, Crossref'", day="2024-03-01"),
    )  # fmt: skip
    (project / "bibliography/notices.yml").write_text("".join(looks), encoding="utf-8")


def clear(project: Path) -> None:
    look = LOOK.format(
        citation="default",
        concern="none seen",
        erratum="none seen",
        where="PubMed",
        day="2024-06-02",
    )
    own = LOOK.format(citation="second-2003", concern="not yet checked", erratum="not yet checked", where="PubMed",
                      day="2024-08-01")  # fmt: skip
    (project / "bibliography/notices.yml").write_text(look + own, encoding="utf-8")


@pytest.fixture(scope="module")
def site(built: Callable[..., Path]) -> Path:
    return built("doubted", SMALL, doubted)


@pytest.fixture(scope="module")
def clean(built: Callable[..., Path]) -> Path:
    return built("clean", SMALL, clear)


def main(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / f"{name}.html").getroot().find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


PAGES = ("index", "studies/index", "drugs/alphatwo", "populations/grown-ups", "outcomes/fever-free", "time", "safety",
         "screening", "bibliography", "studies/example-2001")  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("study", "notice"), [("Second 2003", "expression of concern"), ("Example 2001", "erratum")]
)
def test_a_notice_stands_beside_the_name_on_every_page(
    site: Path, name: str, study: str, notice: str
) -> None:
    links = [link for link in main(site, name).iter("a") if words(link) == study]
    for link in links:
        assert notice in words(link.getparent()), html.tostring(link.getparent())
        assert link.find("s") is None, "neither removes a study"
    assert links or name in {"index", "drugs/alphatwo", "studies/example-2001"}


def test_a_study_under_concern_still_counts(site: Path) -> None:
    assert words(main(site, "index").find_class("ev-figures")[0]).startswith("2 treatment studies")


def test_the_download_says_what_was_seen(site: Path) -> None:
    with (site / "data/studies.csv").open(encoding="utf-8", newline="") as file:
        seen = {row["id"]: row["notices"] for row in csv.DictReader(file)}
    assert seen == {"example-2001": "erratum", "second-2003": "concern"}


def test_its_page_says_what_was_seen_where_and_when(site: Path) -> None:
    (note,) = main(site, "studies/second-2003").xpath(".//*[@data-ev-notice]")
    text = words(note)
    assert text.startswith("Expression of concern. Its figures still count here")
    assert (
        "Expression of concern seen: the editors look into it. Retraction and erratum: none seen."
        in text
    )
    assert "Looked on 30 August 2024 in PubMed, Crossref." in text
    (erratum,) = main(site, "studies/example-2001").xpath(".//*[@data-ev-notice]")
    assert erratum.get("data-ev-tone") == "info"
    assert "Erratum seen: table 2." in words(erratum)


def test_a_look_grows_old_by_the_date_of_the_data_and_by_the_reader_s(site: Path) -> None:
    fresh = main(site, "studies/second-2003").xpath(".//*[@data-ev-fresh]")
    assert {one.get("data-ev-fresh") for one in fresh} == {"2024-11-28"}
    old = main(site, "studies/example-2001")
    assert old.xpath(".//*[@data-ev-fresh]") == [], "the build says it already"
    assert "More than 90 days before the day of the record: to be looked at again." in words(old)
    assert "in https://example.org/notice; PubMed, Crossref." in words(old)
    assert "https://example.org/notice" in {link.get("href") for link in old.iter("a")}


def test_none_seen_and_not_looked_are_told_apart(clean: Path) -> None:
    entries = {
        item.get("id"): item
        for item in main(clean, "bibliography").get_element_by_id("_references")
    }
    first, second = entries["example-2001"], entries["second-2003"]
    assert (
        "Retraction, expression of concern and erratum: none seen. Looked on 2 June 2024 in PubMed."
        in words(first)
    )
    assert "Retraction: none seen. Expression of concern and erratum: not yet checked." in words(
        second
    )
    assert (first.get("data-ev-facet-notices"), second.get("data-ev-facet-notices")) == (
        "none seen",
        "not yet checked",
    )
    assert main(clean, "bibliography").xpath(".//*[contains(@class, 'ev-badge')]") == []


def test_a_figure_that_rests_on_a_doubted_study_says_so(site: Path) -> None:
    found = [section for path in sorted((site / "compare").rglob("*.html"))
             for section in html.parse(path).getroot().find(".//main").xpath(".//*[@data-ev-estimate]")]  # fmt: skip
    resting = [
        section
        for section in found
        if "11 of 21" in words(section) or "Second 2003" in words(section)
    ]
    estimates = [
        section
        for section in found
        if "rests on Second 2003: expression of concern" in words(section)
    ]
    assert estimates or not resting
