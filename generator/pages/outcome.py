"""Outcomes: an index, and a page for each measure that two or more studies share."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from generator.html.element import facts, link, reported, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.page_read import page_read
from generator.html.regulators import regulators_warn
from generator.html.rendered import MenuEntry
from generator.html.retractions import left_out
from generator.instruments.installed import calculators, switched_on
from generator.model.vocabulary import SAFETY, Measure
from generator.pages.background_section import context_section
from generator.pages.domain_sections import ORDER
from generator.pages.page import make_page
from generator.pages.page_kind import Family, Materials, PageKind, Place, Writer, alone
from generator.pictures.changes import change_picture
from generator.pictures.gallery import Gallery
from generator.pictures.results import Heading
from generator.pictures.shares import share_pictures
from generator.synthesis.background import background_of
from generator.synthesis.groups import domains_in_order, shared_measures, with_measure
from generator.synthesis.selection import is_final
from generator.tables.results import results_across
from generator.wording.inline_figures import capital
from generator.wording.result_names import heading

_BETTER = {"higher": "higher is better", "lower": "lower is better"}


def outcomes_page(page: OpenPage) -> Page:
    """Return the index of outcome measures, by domain."""
    evidence = page.evidence
    shared = [evidence.measures[name] for name in shared_measures(evidence)]
    domains = domains_in_order(evidence, (measure.domain for measure in shared))
    # Measures of a single study have no page of their own: nothing stands beside their results.
    singles = [
        measure.label
        for measure in evidence.measures.values()
        if measure not in shared and with_measure(evidence, measure.id)
    ]
    return make_page(
        page,
        "outcomes.md",
        title="Outcomes",
        description="What was measured, and what two or more studies share",
        instruments=switched_on(evidence.topic.instruments),
        groups=[(heading(domain), _of_domain(page, shared, domain)) for domain in domains],
        singles=sorted(singles, key=str.casefold),
    )


def _of_domain(
    page: OpenPage, measures: Iterable[Measure], domain: str
) -> list[tuple[Measure, int]]:
    """Return the measures of a domain, each with its number of studies."""
    of_domain = (measure for measure in measures if measure.domain == domain)
    return [(measure, _studies(page, measure)) for measure in of_domain]


def outcome_page(page: OpenPage, gallery: Gallery, measure: Measure) -> Page:
    """Return the page of an outcome measure."""
    entries = with_measure(page.evidence, measure.id)
    treated = [entry for entry in entries if entry.study.evidence == "treatment"]
    drawn = [entry for entry in entries if is_final(entry.result)]
    pictures = [
        *share_pictures(page, gallery, drawn, Heading("shares", measure.label, ORDER)),
        change_picture(page, gallery, drawn, measure.id, "changes", ORDER),
    ]
    # The page itself defines this word: its rows need not explain it again.
    page.explained.add(measure.label)
    return make_page(
        page,
        "outcome.md",
        title=measure.label,
        description=measure.definition,
        measure=measure,
        domain=heading(measure.domain),
        about=_about(page, measure),
        warning=regulators_warn(page) if measure.domain == SAFETY else None,
        studies=_studies(page, measure),
        shown=[picture for picture in pictures if picture],
        context=context_section(page, background_of(page.evidence, treated, [measure.id])),
        retracted=left_out(page, {study.id: study for study, _ in entries}.values()),
        table=results_across(
            page,
            entries,
            "results",
            f"{measure.label}: all reported results",
            f"{capital(page.evidence.topic.kind_of_study)} studies first. {ORDER}",
        ),
    )


def _studies(page: OpenPage, measure: Measure) -> int:
    return len({study.id for study, _ in with_measure(page.evidence, measure.id)})


def _about(page: OpenPage, measure: Measure) -> Safe:
    scale = measure.range
    limits = None
    if scale and (scale.low or scale.high):
        limits = together(
            (
                reported(f"{scale.low or '?'} to {scale.high or '?'}"),
                page_read(page.evidence, scale.url) if scale.url else None,
                scale.where,
            ),
            " ",
        )
    return facts(
        (
            ("Range", limits),
            ("Unit", measure.unit),
            ("Direction", _BETTER[measure.better] if measure.better else "not stated"),
            ("Calculator", _calculator(page, measure)),
            ("Note", together((measure.note, scale.note if scale else None), " ") or None),
        )
    )


def _calculator(page: OpenPage, measure: Measure) -> Safe | None:
    """Return the way to where a reader can work the measure out; None where there is none."""
    calculator = calculators(page.evidence.topic.instruments).get(measure.calculator or "")
    if calculator is None:
        return None
    return link(page.address(calculator.address), "work it out for one person")


def _writers(materials: Materials) -> Mapping[str, Writer]:
    measures = materials.evidence.measures
    return {
        f"outcomes/{name}.html": partial(
            outcome_page, gallery=materials.gallery, measure=measures[name]
        )
        for name in shared_measures(materials.evidence)
    }


def _members(page: OpenPage) -> Iterator[Place]:
    for name in shared_measures(page.evidence):
        yield Place(f"outcomes/{name}.html", page.evidence.measures[name].label)


PAGES = (
    PageKind(
        path="outcomes/index.html",
        menu=MenuEntry("Outcomes", 50),
        weight=4,
        write=alone("outcomes/index.html", outcomes_page),
    ),
    PageKind(
        path="outcomes/*.html",
        listed_on="outcomes/index.html",
        family=Family(name="outcome", members=_members),
        weight=4,
        write=_writers,
    ),
)
