"""Retracted studies stay visible: named where left out, with a banner on their own page."""

from collections.abc import Iterable, Iterator

from generator.html.element import Child, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.notices import where_looked
from generator.html.open_page import OpenPage
from generator.model.reference import CitationNotice
from generator.model.study import Study
from generator.synthesis.groups import retracted_among

_LEFT_OUT = (
    ". Still shown and linked, but left out of counts of studies and people, main results, maps "
    "and pictures."
)
_COUNTS_NOWHERE = (
    " Its figures are kept here as they were printed, and count nowhere: not among people, main "
    "results, maps or pictures."
)


def left_out(page: OpenPage, studies: Iterable[Study]) -> Safe | None:
    """Return the sentence that names the retracted studies among these; None if there are none."""
    retracted = retracted_among(page.evidence, studies)
    if not retracted:
        return None
    head = tag("strong", "Retracted:")
    return _caution(paragraph(head, Safe(" "), page.studies(retracted), _LEFT_OUT))


def banner(page: OpenPage, study: Study) -> Safe | None:
    """Return the notices by which a study was retracted: of which report, when, where seen."""
    notices = page.evidence.retractions_of(study)
    if not notices:
        return None
    lines = (paragraph(*_notice(page, study, notice)) for notice in notices)
    return _caution(paragraph(tag("strong", "Retracted."), _COUNTS_NOWHERE), *lines)


def _notice(page: OpenPage, study: Study, notice: CitationNotice) -> Iterator[Child]:
    if len(study.reports) > 1 and (citation := page.evidence.citations.get(notice.citation)):
        yield together(("Report: ", page.citation(citation, citation.title or citation.key), ". "))
    yield f"The retraction was seen on {notice.date}: "
    yield where_looked(notice)
    yield f". In the words of the record: {notice.retraction.rstrip('.')}."
    if notice.note:
        yield f" {notice.note}"


def _caution(*paragraphs: Safe) -> Safe:
    return tag(
        "aside",
        *paragraphs,
        class_="ev-note",
        role="note",
        aria_label="Retracted",
        data_ev_tone="caution",
        data_ev_retracted=True,
    )
