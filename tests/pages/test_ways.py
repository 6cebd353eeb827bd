"""The way up, on and back: every page below a list leads to it, to its neighbours, and from a number to others."""

from pathlib import Path

import pytest
from lxml import html

from generator.audit.catalogue import audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages import study as study_module
from generator.pages.study import study_page
from generator.pictures.gallery import Gallery

LISTS = ("studies", "drugs", "outcomes", "populations", "compare")


def page(site: Path, path: str) -> html.HtmlElement:
    return html.parse(site / path).getroot()


def below_lists(site: Path) -> list[str]:
    found = [
        path.relative_to(site).as_posix()
        for name in LISTS
        for path in (site / name).rglob("*.html")
    ]
    return sorted(path for path in found if not path.endswith("index.html"))


def links(element: html.HtmlElement, at: str, site: Path) -> list[str]:
    """Return where the links of an element lead, as paths below the site's root."""
    folder = (site / at).parent
    return [
        (folder / link.get("href").partition("#")[0])
        .resolve()
        .relative_to(site.resolve())
        .as_posix()
        for link in element.iter("a")
    ]


def test_every_page_below_a_list_leads_back_to_it(site: Path) -> None:
    paths = below_lists(site)
    assert len(paths) > 100
    for path in paths:
        trails = page(site, path).find_class("ev-crumbs")
        assert len(trails) == 1, path
        steps = links(trails[0], path, site)
        assert steps[:2] == ["index.html", f"{path.partition('/')[0]}/index.html"], path
        assert trails[0].find(".//li[@aria-current='page']") is not None


def test_a_comparison_leads_back_to_its_people(site: Path) -> None:
    trail = page(site, "compare/anti-mda5-ild/survival.html").find_class("ev-crumbs")[0]
    assert (
        links(trail, "compare/anti-mda5-ild/survival.html", site)[-1]
        == "populations/anti-mda5-ild.html"
    )


def test_going_on_passes_every_page_of_a_kind_once(site: Path, evidence: Evidence) -> None:
    for group, start in (
        ("studies", None),
        ("drugs", None),
        ("outcomes", None),
        ("populations", None),
    ):
        firsts = [
            path
            for path in below_lists(site)
            if path.startswith(f"{group}/") and not _to(site, path, "prev")
        ]
        assert len(firsts) == 1, (group, start)
        seen, here = [], firsts[0]
        while here:
            assert here not in seen
            seen.append(here)
            following = _to(site, here, "next")
            if following:
                assert _to(site, following, "prev") == here
            here = following
        assert sorted(seen) == [path for path in below_lists(site) if path.startswith(f"{group}/")]
    assert len(seen) == len(evidence.populations)


def test_studies_follow_each_other_as_in_their_list(evidence: Evidence) -> None:
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "studies/paik-2021.html")
    assert study_module.PAGES.family is not None
    places = list(study_module.PAGES.family.members(page))
    sizes = [
        study.size.value if study.size else -1
        for place in places
        for study in [
            evidence.every_study[place.path.removeprefix("studies/").removesuffix(".html")]
        ]
        if study.evidence == "treatment" and study.is_extracted
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert len(places) == len(evidence.studies)


def test_a_number_leads_to_the_same_outcome_in_other_studies_and_back(site: Path) -> None:
    root = page(site, "studies/paik-2021.html")
    row = root.get_element_by_id("cdasi-activity-12w")
    ways = [link.get("href") for link in row.find_class("ev-beside")]
    assert ways == ["../compare/adult-skin/skin.html#paik-2021--cdasi-activity-12w"]
    target = page(site, "compare/adult-skin/skin.html").get_element_by_id(
        "paik-2021--cdasi-activity-12w"
    )
    assert "../../studies/paik-2021.html#cdasi-activity-12w" in [
        link.get("href") for link in target.iter("a")
    ]


def test_rows_are_listed_by_name_and_led_to(site: Path, evidence: Evidence) -> None:
    for name in ("paik-2021", "fan-2022", "aggarwal-2022"):
        root = page(site, f"studies/{name}.html")
        listed = [
            link.get("href") for fold in root.find_class("ev-rows") for link in fold.iter("a")
        ]
        assert sorted(listed) == sorted(f"#{row.id}" for row in evidence.studies[name].numbers)


def test_every_part_of_the_site_is_at_the_foot_of_every_page(site: Path) -> None:
    for path in (
        "index.html",
        "studies/paik-2021.html",
        "compare/adult-skin/skin.html",
        "curating/adding.html",
    ):
        parts = links(page(site, path).find_class("ev-parts")[0], path, site)
        assert {
            "studies/index.html",
            "compare/index.html",
            "time.html",
            "reviews.html",
            "methods.html",
        } <= set(parts)


@pytest.mark.parametrize(
    ("path", "tab", "second"),
    [
        ("studies/paik-2021.html", "Studies", None),
        ("compare/adult-skin/skin.html", "Compare", "By outcome"),
        ("time.html", "Compare", "Over time"),
        ("curating/adding.html", "About", "Curating"),
        ("index.html", "Home", None),
    ],
)
def test_the_reader_s_own_part_is_marked(
    site: Path, path: str, tab: str, second: str | None
) -> None:
    rows = page(site, path).find_class("md-tabs")
    marked = [
        [link.text_content() for link in row.iter("a") if link.get("aria-current")] for row in rows
    ]
    assert marked == [[tab]] + ([[second]] if second else [])


def test_a_study_without_relations_has_no_picture_of_them(small: Evidence) -> None:
    site = SiteEvidence(small, audit(small))
    linked = {name for one in small.relations for name in (one.subject, one.object)}
    for study in small.studies.values():
        body = study_page(OpenPage(site, f"studies/{study.id}.html"), Gallery(), study).body
        related = study.id in linked or bool(linked.intersection(study.reports))
        assert ("ev-cited-svg" in body) == related, study.id


def _to(site: Path, path: str, rel: str) -> str | None:
    found = [link for pager in page(site, path).find_class("ev-pager") for link in pager.iter("a")]
    wanted = [link for link in found if link.get("rel") == rel]
    return (
        (site / path)
        .parent.joinpath(wanted[0].get("href"))
        .resolve()
        .relative_to(site.resolve())
        .as_posix()
        if wanted
        else None
    )
