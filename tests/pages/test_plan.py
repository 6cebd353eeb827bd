"""A page declares itself: its place, its list and its writer stand in one statement, which the site follows."""

from fnmatch import fnmatchcase
from types import ModuleType

import pytest

from generator.audit.catalogue import audit
from generator.exports.sheets import sheets
from generator.history.present import present
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.page import make_page
from generator.pages.page_kind import Materials, PageKind, alone
from generator.pages.plan import kinds_of, page_modules, render_site, write_files, write_pages
from generator.pictures.gallery import Gallery


@pytest.fixture(scope="module")
def materials(small: Evidence) -> Materials:
    checks = audit(small)
    site = SiteEvidence(small, checks)
    state = present(small, site.comparisons)
    return Materials(site, Gallery(), sheets(small, checks), state)


@pytest.fixture(scope="module")
def kinds(small: Evidence) -> tuple[PageKind, ...]:
    return kinds_of(page_modules(small))


def test_each_page_is_written_where_its_kind_says(
    materials: Materials, kinds: tuple[PageKind, ...]
) -> None:
    for kind in kinds:
        paths = list(kind.write(materials))
        assert all(fnmatchcase(path, kind.path) for path in paths), kind.path
        assert "*" in kind.path or paths == [kind.path]


def test_no_two_pages_and_no_two_files_have_one_path(
    materials: Materials, kinds: tuple[PageKind, ...], small: Evidence
) -> None:
    paths = [path for kind in kinds for path in kind.write(materials)]
    paths += [path for path, _ in write_files(materials, page_modules(small))]
    assert len(paths) == len(set(paths)) > 60


def test_pages_in_the_navigation_have_a_title_and_a_place_of_their_own(
    kinds: tuple[PageKind, ...],
) -> None:
    entries = [kind.menu for kind in kinds if kind.menu]
    assert len({entry.title for entry in entries}) == len(entries)
    assert len({entry.order for entry in entries}) == len(entries)
    assert all("*" not in kind.path for kind in kinds if kind.menu)


def test_a_page_is_listed_on_a_page_of_the_navigation(kinds: tuple[PageKind, ...]) -> None:
    lists = {kind.path for kind in kinds if kind.menu}
    assert {kind.listed_on for kind in kinds if kind.listed_on} <= lists
    assert {kind.path for kind in kinds if not kind.menu and not kind.listed_on} == set()


def test_pages_of_a_family_are_all_written(
    materials: Materials, kinds: tuple[PageKind, ...]
) -> None:
    for kind in kinds:
        paths = list(kind.write(materials))
        if kind.family and paths:
            members = [
                place.path
                for path in paths
                for place in kind.family.members(OpenPage(materials.site, path))
            ]
            assert set(members) == set(paths), kind.path


def test_a_module_with_a_page_is_all_that_a_page_needs(
    monkeypatch: pytest.MonkeyPatch, small: Evidence, materials: Materials
) -> None:
    def toy_page(page: OpenPage) -> Page:
        return make_page(page, "trials.md", "Toy", "A toy", table=None, trials=(), known="")

    class Toy(ModuleType):
        PAGES = PageKind(
            path="toy.html",
            menu=MenuEntry("Toy", 25, "Compare"),
            listed_on="compare/index.html",
            weight=2,
            contents=False,
            write=alone("toy.html", toy_page),
        )
        FILES = staticmethod(
            lambda materials: [("assets/toy.js", materials.evidence.topic.title.encode())]
        )

    modules = (*page_modules(small), Toy("toy"))
    monkeypatch.setattr("generator.pages.plan.page_modules", lambda _: modules)
    site = render_site(small, audit(small), lambda _: None)
    text = site.files["toy.md"].decode()
    assert "boost: 2" in text
    assert "hide:" in text
    assert "compare/index.html" in text
    assert site.menu["toy.md"] == MenuEntry("Toy", 25, "Compare")
    assert site.files["assets/toy.js"] == small.topic.title.encode()
    (page,) = [page for page in write_pages(materials, kinds_of(modules)) if page.path == "toy.md"]
    assert page.title == "Toy"


def test_only_pages_that_were_written_stand_in_the_navigation(small: Evidence) -> None:
    site = render_site(small, audit(small), lambda _: None)
    assert set(site.menu) <= set(site.files)
    assert "/studies/*.md" in {f"/{pattern}" for pattern in site.unlisted}
