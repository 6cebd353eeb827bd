"""Which pages and files a site has: the one place that lists them all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from generator.audit.verdict import Audit
from generator.charts.runtime import runtime_script
from generator.exports.browse import browse_scripts
from generator.exports.download import Sheet, sheets, whole
from generator.exports.feeds import feeds
from generator.exports.year_states import states_script
from generator.formats.write_bibtex import write_bibtex
from generator.formats.write_csl_json import write_csl_json
from generator.formats.write_ris import write_ris
from generator.history.present import Present, present
from generator.html.currency_line import footer_line
from generator.html.escape import escape_text
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.site_evidence import SiteEvidence
from generator.instruments.installed import switched_on
from generator.model.evidence import Evidence
from generator.pages.checks import checks_page
from generator.pages.column import PAGE
from generator.pages.compare import address_of, compare_index, compare_page, scripts
from generator.pages.draft import draft_page
from generator.pages.drug import drug_page, drugs_page
from generator.pages.evidence_map import map_page
from generator.pages.home import home_page
from generator.pages.outcome import outcome_page, outcomes_page
from generator.pages.over_time import time_page
from generator.pages.page_order import drugs_with_pages
from generator.pages.population import population_page, populations_page
from generator.pages.records import (
    bibliography_page,
    data_page,
    methods_page,
    safety_page,
    trials_page,
)
from generator.pages.reviews import reviews_page
from generator.pages.screening import screening_page
from generator.pages.side_by_side import columns, side_by_side_page
from generator.pages.studies import studies_page
from generator.pages.study import citation_files, study_page
from generator.pages.style_guide import look_page
from generator.pages.whats_new import whats_new_page
from generator.pictures.gallery import Gallery
from generator.synthesis.currency import currency
from generator.synthesis.groups import shared_measures


@dataclass(frozen=True, slots=True)
class SitePages:
    """Every file of a site below its root, and what its frame says; `footer` is inert markup."""

    files: Mapping[str, bytes]
    title: str
    description: str
    footer: Mapping[str, str]
    epoch: int


def render_site(
    evidence: Evidence, checks: Audit, progress: Callable[[str], None], cache: Path | None = None
) -> SitePages:
    """Return the whole site as Markdown and data files; `cache` keeps pictures between builds."""
    gallery, tables, site = Gallery(), sheets(evidence, checks), SiteEvidence(evidence, checks)
    state = present(evidence, site.comparisons)
    progress("writing pages")
    pages = list(_pages(site, gallery, tables, state))
    progress(f"drawing {len(gallery.charts)} pictures")
    pages = gallery.hang(pages, cache)
    files = {page.path: page.markdown().encode() for page in pages}
    files.update(_downloads(site, tables, state))
    topic = evidence.topic
    addresses = frozenset(page.path.removesuffix(".md") + ".html" for page in pages)
    footer = {
        "status": str(footer_line(currency(evidence), addresses)),
        "version": escape_text(f"{state.version_words}."),
        "disclaimer": escape_text(topic.disclaimer),
        "cite": escape_text(topic.how_to_cite),
    }
    day = evidence.date
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return SitePages(
        dict(sorted(files.items())), topic.title, topic.question.intervention, footer, epoch
    )


def _pages(
    site: SiteEvidence, gallery: Gallery, tables: tuple[Sheet, ...], state: Present
) -> Iterator[Page]:
    evidence = site.evidence

    def on(path: str) -> OpenPage:
        return OpenPage(site, path)

    yield home_page(on("index.html"))
    yield whats_new_page(on("whats-new.html"), state)
    yield studies_page(on("studies/index.html"))
    for study in evidence.studies.values():
        yield study_page(on(f"studies/{study.id}.html"), gallery, study)
    for study in evidence.drafts.values():
        yield draft_page(on(f"studies/{study.id}.html"), study)
    yield drugs_page(on("drugs/index.html"))
    for drug in drugs_with_pages(on("drugs/index.html")):
        yield drug_page(on(f"drugs/{drug.id}.html"), gallery, drug)
    yield outcomes_page(on("outcomes/index.html"))
    for name in shared_measures(evidence):
        yield outcome_page(on(f"outcomes/{name}.html"), gallery, evidence.measures[name])
    yield populations_page(on("populations/index.html"))
    for population in evidence.populations.values():
        yield population_page(on(f"populations/{population.id}.html"), gallery, population)
    yield compare_index(on("compare/index.html"))
    for population_id, domain in site.comparisons:
        yield compare_page(on(address_of(population_id, domain)), gallery, population_id, domain)
    yield side_by_side_page(on(PAGE))
    yield map_page(on("map.html"))
    yield time_page(on("time.html"), gallery, state.citation)
    yield from _pages_of_instruments(site)
    yield safety_page(on("safety.html"))
    yield trials_page(on("trials.html"))
    yield screening_page(on("screening.html"))
    yield bibliography_page(on("bibliography.html"))
    yield reviews_page(on("reviews.html"))
    yield checks_page(on("checks.html"))
    yield methods_page(on("methods.html"))
    yield look_page(on("look.html"), gallery)
    yield data_page(on("data.html"), tables, state.citation)


def _pages_of_instruments(site: SiteEvidence) -> Iterator[Page]:
    for instrument in switched_on(site.evidence.topic.instruments):
        for module in instrument.pages:
            for path, write in import_module(module).PAGES:
                yield write(OpenPage(site, path))


def _downloads(
    site: SiteEvidence, tables: Sequence[Sheet], state: Present
) -> Iterator[tuple[str, bytes]]:
    evidence = site.evidence
    citations = list(evidence.citations.values())
    yield "assets/vega.js", runtime_script()
    yield from browse_scripts(site, state)
    yield "assets/time-states.js", states_script(OpenPage(site, "time.html"), state.citation)
    yield "data/evidence.json", whole(evidence, str(state.version))
    yield "data/references.bib", write_bibtex(citations).encode()
    yield "data/references.ris", write_ris(citations).encode()
    yield "data/references.csl.json", write_csl_json(citations).encode()
    for sheet in tables:
        if sheet.rows:
            yield f"data/{sheet.name}.csv", sheet.csv()
            yield f"data/{sheet.name}.json", sheet.json()
    yield from feeds(state)
    yield from scripts(site)
    yield from columns(site)
    for study in evidence.every_study.values():
        yield from citation_files(study, OpenPage(site, f"studies/{study.id}.html"))
