"""The results on the page of a study: each domain drawn and as a table, and what stands beside."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.html.element import Child, link, together
from generator.html.escape import Safe, escape
from generator.html.open_page import OpenPage
from generator.model.result import Result
from generator.model.study import Study
from generator.pages.background_section import context_section
from generator.pictures.categories import category_picture
from generator.pictures.changes import change_picture
from generator.pictures.gallery import Gallery
from generator.pictures.results import Heading
from generator.pictures.shares import share_pictures
from generator.synthesis.background import Background
from generator.synthesis.groups import Entry
from generator.synthesis.study_account import StudyAccount
from generator.synthesis.study_design import ONGOING
from generator.tables.results import study_results
from generator.wording.background import no_background
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading

_ORDER = "In the order of the record."


class DomainShown(NamedTuple):
    """The results of one domain of outcome: its heading, its pictures and its table."""

    title: str
    pictures: list[Safe]
    table: Safe


class ResultsShown(NamedTuple):
    """The results of a study by domain, and what belongs beside them.

    `context` is what control groups did, `background_words` the way to it or the words that nothing
    is known; `compared` are the comparisons in which results of the study stand beside others.
    """

    domains: list[DomainShown]
    categories: Safe | None
    context: Safe | None
    background_words: Safe | None
    compared: list[Safe]


def results_shown(
    page: OpenPage, gallery: Gallery, study: Study, account: StudyAccount, shows: Child
) -> ResultsShown:
    """Return the results of a study; `shows` counts it and its people."""
    compared = _compared(page, study, account) if study.evidence in ONGOING else ()
    return ResultsShown(
        compared=list(compared),
        domains=[
            _domain(page, gallery, study, name, results, shows)
            for name, results in account.by_domain.items()
        ],
        context=context_section(page, account.background, level=3),
        background_words=_background_words(account.background),
        categories=category_picture(page, gallery, study, shows),
    )


def _background_words(background: Background | None) -> Safe | None:
    """Return the way to what control groups did, or the words that nothing is known of it."""
    if background is None or not background.alone:
        return None
    if not background.besides:
        return escape(no_background(background))
    way = link("#_background", "what happened without the drug in other studies")
    return together(("Read its figures beside ", way, "."))


def _compared(page: OpenPage, study: Study, account: StudyAccount) -> Iterator[Safe]:
    for population, name in page.site.comparisons:
        if population in study.populations and name in account.by_domain:
            label = in_a_sentence(page.evidence, page.evidence.populations[population].label)
            address = page.address(f"compare/{population}/{name}.html")
            yield link(address, f"{heading(name)}, {label}")


def _domain(
    page: OpenPage,
    gallery: Gallery,
    study: Study,
    name: str,
    results: Sequence[Result],
    shows: Child,
) -> DomainShown:
    title = heading(name)
    pictures = list(_pictures(page, gallery, study, name, results))
    caption = f"{title}: every reported result"
    return DomainShown(title, pictures, study_results(page, study, results, name, caption, shows))


def _pictures(
    page: OpenPage, gallery: Gallery, study: Study, name: str, results: Sequence[Result]
) -> Iterator[Safe]:
    entries = [Entry(study, result) for result in results]
    title = f"{study.label}, {heading(name).lower()}"
    yield from share_pictures(page, gallery, entries, Heading(f"shares-{name}", title, _ORDER))
    for measure in dict.fromkeys(result.measure for result in results):
        if measure in page.evidence.measures:
            picture = change_picture(page, gallery, entries, measure, f"change-{measure}", _ORDER)
            if picture:
                yield picture
