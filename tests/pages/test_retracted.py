"""A retracted study stays visible, says so wherever it is named, and counts nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

SMALL = Path(__file__).parent.parent / "projects" / "small"
NOTICE = """\
- citation: second-2003
  retraction: "seen: retracted by the editors"
  concern: none seen
  erratum: none seen
  looked_at: https://example.org/notice
  date: 2024-08-03
"""


def retract(project: Path) -> None:
    (project / "bibliography/notices.yml").write_text(NOTICE, encoding="utf-8")


@pytest.fixture(scope="module")
def retracted_site(built: Callable[..., Path]) -> Path:
    return built("retracted", SMALL, retract)


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / f"{name}.html").getroot().find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


PAGES = (
    "index",
    "studies/index",
    "drugs/alphatwo",
    "populations/grown-ups",
    "outcomes/fever-free",
    "time",
    "safety",
)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_it_leaves_out(retracted_site: Path, name: str) -> None:
    notes = page(retracted_site, name).xpath(".//aside[@data-ev-retracted]")
    assert len(notes) == 1
    assert words(notes[0]).startswith("Retracted: Second 2003 retracted")
    assert "left out of counts" in words(notes[0])


@pytest.mark.parametrize("name", [*PAGES, "studies/example-2001", "bibliography"])
def test_its_name_is_struck_through_and_says_so_in_words(retracted_site: Path, name: str) -> None:
    links = [link for link in page(retracted_site, name).iter("a") if words(link) == "Second 2003"]
    assert links
    for link in links:
        assert link.find("s") is not None
        assert "retracted" in words(link.getparent())


def test_its_page_says_when_and_where_that_was_seen(retracted_site: Path) -> None:
    main = page(retracted_site, "studies/second-2003")
    (banner,) = main.xpath(".//aside[@data-ev-retracted]")
    assert words(banner).startswith("Retracted.")
    assert "retracted by the editors" in words(banner)
    assert "2024-08-03" in words(banner)
    assert "https://example.org/notice" in {link.get("href") for link in banner.iter("a")}
    assert main.get_element_by_id("fever-free-two") is not None, (
        "its figures stay at their permanent addresses"
    )
    assert main.find_class("ev-chart") == []


def test_it_counts_nowhere(retracted_site: Path) -> None:
    home = words(page(retracted_site, "index").find_class("ev-figures")[0])
    assert home.startswith("1 treatment study12 people")
    assert "1 treatment study. Each figure" in words(page(retracted_site, "studies/index"))
    rows = (
        page(retracted_site, "studies/index")
        .get_element_by_id("_table-treatment")
        .findall("tbody/tr")
    )
    (row,) = [words(row) for row in rows if "Second 2003" in words(row)]
    assert "left out: retracted" in row
    assert "11 of 21" not in row
    for name in ("index", "populations/grown-ups", "drugs/alphatwo", "outcomes/fever-free"):
        for figure in page(retracted_site, name).iter("figure"):
            assert "11 of 21" not in words(figure), name
            assert "Alphatwo" not in words(figure), name


def test_its_control_group_is_no_background(retracted_site: Path) -> None:
    (context,) = page(retracted_site, "studies/example-2001").xpath(".//*[@data-ev-context]")
    assert "4 of 19" not in words(context)
    assert "No background figures are known." in words(context)
