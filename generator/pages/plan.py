"""Which pages and files a site has: what the modules of this room declare, and what guests add."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from generator import pages
from generator.audit.verdict import Audit
from generator.charts.runtime import runtime_script
from generator.exports.sheets import sheets
from generator.history.present import present
from generator.html.currency_line import footer_line
from generator.html.escape import escape_text
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry, Rendered
from generator.html.site_evidence import SiteEvidence
from generator.instruments.installed import switched_on
from generator.model.evidence import Evidence
from generator.pages.breadcrumbs import with_ways
from generator.pages.page_kind import File, Materials, PageKind
from generator.pictures.gallery import Gallery
from generator.synthesis.currency import currency
from generator.synthesis.worked_out_counts import with_worked_out_counts
from generator.text.count_words import count_words


def render_site(
    evidence: Evidence, checks: Audit, progress: Callable[[str], None], cache: Path | None = None
) -> Rendered:
    """Return the whole site as Markdown and data files; `cache` keeps pictures between builds."""
    # What follows from printed figures is worked out once, and marked wherever it is shown.
    evidence = with_worked_out_counts(evidence)
    site, gallery = SiteEvidence(evidence, checks), Gallery()
    state = present(evidence, site.comparisons)
    materials = Materials(site, gallery, sheets(evidence, checks), state)
    modules = page_modules(evidence)
    kinds = kinds_of(modules)
    progress("writing pages")
    # Every page has to be written before the first picture is drawn: all are drawn together.
    written = list(write_pages(materials, kinds))
    progress(f"drawing {count_words(len(gallery.charts), 'picture')}")
    written = gallery.hang(written, cache)
    files = {page.path: page.markdown().encode() for page in written}
    files.update(write_files(materials, modules))
    topic = evidence.topic
    return Rendered(
        # The same bytes out, in whichever order modules were found and pages written.
        files=dict(sorted(files.items())),
        title=topic.title,
        description=topic.question.intervention,
        footer=_footer(materials, written),
        # The day of the data and not that of the build, which must not know the clock.
        epoch=_seconds(evidence.date),
        menu=_menu(kinds, files),
        # Two kinds of pages may share a pattern, as studies and drafts do.
        unlisted=tuple(dict.fromkeys(_source(kind) for kind in kinds if kind.menu is None)),
        guests=tuple(guest.folder for guest in switched_on(topic.instruments)),
    )


def page_modules(evidence: Evidence) -> tuple[ModuleType, ...]:
    """Return the modules that write pages or files: all of this room, and those of guests."""
    prefix = f"{pages.__name__}."
    # By name, so that the order in which pages are written depends on no folder.
    names = sorted(module.name for module in iter_modules(pages.__path__, prefix))
    return tuple(map(import_module, (*names, *_guests(evidence))))


def kinds_of(modules: Iterable[ModuleType]) -> tuple[PageKind, ...]:
    """Return the kinds of pages that modules declare in `PAGES`, one or several each."""
    kinds: list[PageKind] = []
    for module in modules:
        declared = getattr(module, "PAGES", ())
        kinds += [declared] if isinstance(declared, PageKind) else declared
    return tuple(kinds)


def write_pages(materials: Materials, kinds: Sequence[PageKind]) -> Iterator[Page]:
    """Yield every page as it is when its pictures are still to be drawn."""
    by_path = {kind.path: kind for kind in kinds}
    for kind in kinds:
        for path, write in kind.write(materials).items():
            page = OpenPage(materials.site, path)
            written = with_ways(write(page), page, kind, by_path)
            yield replace(written, weight=kind.weight, contents=kind.contents)


def write_files(materials: Materials, modules: Iterable[ModuleType]) -> Iterator[File]:
    """Yield every file that is no page: those of modules with `FILES`, and what draws pictures."""
    # What redraws a picture in the browser when the reader asks for it; no page needs it.
    yield "assets/vega.js", runtime_script()
    for module in modules:
        if files := getattr(module, "FILES", None):
            yield from files(materials)


def _guests(evidence: Evidence) -> Iterator[str]:
    """Yield the modules with pages of the instruments that the topic switches on."""
    for instrument in switched_on(evidence.topic.instruments):
        yield from instrument.pages


def _footer(materials: Materials, written: Iterable[Page]) -> Mapping[str, str]:
    """Return the lines at the foot of every page as inert markup."""
    # The line of the foot leads only to pages that this site has.
    addresses = frozenset(page.path.removesuffix(".md") + ".html" for page in written)
    topic = materials.evidence.topic
    return {
        "status": str(footer_line(currency(materials.evidence), addresses)),
        "version": escape_text(f"{materials.state.version_words}."),
        "disclaimer": escape_text(topic.disclaimer),
        "cite": escape_text(topic.how_to_cite),
    }


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _menu(kinds: Iterable[PageKind], files: Mapping[str, bytes]) -> Mapping[str, MenuEntry]:
    """Return the entries of the navigation by page, of those pages that were written."""
    return {_source(kind): kind.menu for kind in kinds if kind.menu and _source(kind) in files}


def _source(kind: PageKind) -> str:
    return kind.path.removesuffix(".html") + ".md"
