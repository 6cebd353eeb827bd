"""A result of a study with two groups stands nowhere with one of them: pages, pictures, feeds, downloads."""

from pathlib import Path

import pytest
from arms_walk import (
    Arms,
    Number,
    alone_in,
    alone_in_columns,
    alone_in_downloads,
    alone_in_feeds,
    alone_in_index,
    alone_on_pages,
    arms_in,
)
from lxml import html

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.release import Change, ChangedRecord
from generator.pages.changes import parts_of

PROJECTS = ("own", "small", "vaccines")


@pytest.fixture(params=PROJECTS)
def project(request: pytest.FixtureRequest) -> tuple[Path, Evidence]:
    """The built site and the evidence of each project."""
    names = {"own": ("site", "evidence")}
    site, evidence = names.get(request.param, (f"{request.param}_site", request.param))
    return request.getfixturevalue(site), request.getfixturevalue(evidence)


def test_no_page_or_picture_shows_one_group_alone(project: tuple[Path, Evidence]) -> None:
    site, evidence = project
    arms = arms_in(evidence)
    assert arms.others
    assert alone_on_pages(site, arms) == []


def test_no_column_side_by_side_shows_one_group_alone(project: tuple[Path, Evidence]) -> None:
    site, evidence = project
    assert alone_in_columns(site, arms_in(evidence)) == []


def test_index_downloads_and_feeds_name_the_other_groups(project: tuple[Path, Evidence]) -> None:
    site, evidence = project
    arms = arms_in(evidence)
    assert alone_in_index(site, arms) == []
    assert alone_in_downloads(site, arms) == []
    assert alone_in_feeds(site, arms) == []


def test_every_row_of_a_picture_is_drawn(project: tuple[Path, Evidence]) -> None:
    site, _ = project
    drawn = 0
    for path in sorted((site / "compare").rglob("*.html")):
        for figure in html.parse(path).getroot().find_class("ev-chart"):
            for image in figure.find_class("ev-chart-image"):
                words = "".join("".join(image.itertext()).split())
                for row in figure.iterfind(".//tbody/tr"):
                    printed = row[1].text_content()
                    drawn += 1
                    assert "".join(printed.split()) in words, (path.name, printed)
    assert drawn


@pytest.mark.parametrize(
    ("markup", "alone"),
    [
        ("<table><tr><td><a href='{drug}'>11 of 21</a></td></tr></table>", 1),
        ("<table><tr><td><a href='{control}'>4 of 19</a></td></tr></table>", 1),
        (
            (
                "<table><tr><td><a href='{drug}'>11 of 21</a> against"
                " <a href='{control}'>4 of 19</a></td></tr></table>"
            ),
            0,
        ),
        ("<p><a href='{drug}'>11 of 21</a>, 4 of 19 on a sugar pill</p>", 0),
        ("<p>More in <a href='{drug}'>Second 2003</a></p>", 0),
        ("<p><a href='{drug}'>11 of 21</a></p><p><a href='{control}'>4 of 19</a></p>", 2),
    ],
)
def test_the_walk_finds_a_group_that_stands_alone(small: Evidence, markup: str, alone: int) -> None:
    study = "studies/second-2003.html#fever-free-"
    page = html.fromstring(
        f"<div>{markup.format(drug=f'{study}two', control=f'{study}sugar')}</div>"
    )
    assert len(list(alone_in(page, arms_in(small)))) == alone


def test_groups_of_one_question_know_each_other(evidence: Evidence, vaccines: Evidence) -> None:
    def others(arms: Arms, study: str, name: str) -> set[str]:
        return {number.id for number in arms.others.get(Number(study, name), ())}

    ours = arms_in(evidence)
    valor = "valor-brepocitinib-2025"
    assert others(ours, valor, "tis-adult-placebo-52w") == {"tis-adult-brepo30-52w"}
    # A part of the group has the same part of the other group beside it, and not the whole.
    assert others(ours, valor, "steroids-stopped-of-users-brepo30") == {
        "steroids-stopped-of-users-placebo"
    }
    theirs = arms_in(vaccines)
    assert others(theirs, "west-2011", "fever-none") == {"fever-dalvax", "fever-valvax"}
    assert others(theirs, "isle-2018", "fever-valvax-6m") == {"fever-none-6m"}
    assert others(theirs, "hill-2015", "fever-young-none") == {"fever-young-dalvax"}
    assert others(theirs, "north-1998", "serious-none") == {"serious-valvax"}
    # The trial's own comparison is about both groups already.
    assert others(theirs, "north-1998", "fever-ratio") == set()


@pytest.mark.parametrize(
    ("field", "told"), [("events", True), ("percent", True), ("total", False), ("measure", False)]
)
def test_a_change_of_one_group_tells_what_the_other_reached(
    small: Evidence, field: str, *, told: bool
) -> None:
    at = f"studies/second-2003#fever-free-two/{field}"
    change = Change(at=at, what="Fever free", kind="reported", was="10", now="11")
    record = ChangedRecord(
        at="studies/second-2003", title="Second 2003", group="values", turn="changed",
        changes=(change,),
    )  # fmt: skip
    page = OpenPage(SiteEvidence(small, Audit(())), "whats-new.html")
    (part,) = parts_of(page, [record], "next")
    assert ("4 of 19" in part.content.striptags()) is told
