"""How far a study can be trusted: what its sources disagree on, checks, bias, appraisals."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.html.check_marks import Agreements, study_agreements, study_line
from generator.html.element import (
    Child,
    computed_number,
    fold,
    link,
    paragraph,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.provenance import extraction_words
from generator.html.signs import light
from generator.model.result import Result
from generator.model.study import Discrepancy, Harm, Study
from generator.synthesis.appraisal import Appraised, RatedTwice, Unappraised, rated_twice
from generator.synthesis.study_account import StudyAccount
from generator.tables.checks import study_checks
from generator.tables.judgements import appraisal_table, corrections_table
from generator.tables.raters import agreements, raters_table
from generator.wording.raters import blind_words, same_words

_CHECKS = "What the checks found, and what agrees only under a condition"


class AppraisalShown(NamedTuple):
    """An appraisal: the sign of its overall, what it is about, its table, and who rated it."""

    appraised: Appraised
    sign: Safe | None
    about: Safe | None
    table: Safe
    raters: Safe


class TrustShown(NamedTuple):
    """What bears on how far a study can be trusted.

    `discrepancies` stand with links to the numbers they are about.
    """

    discrepancies: list[tuple[Discrepancy, list[Safe]]]
    corrections: Safe | None
    bias: Safe | None
    appraisals: list[AppraisalShown]
    unappraised: Unappraised | None
    checks_line: str
    checks: Safe | None
    agreements: list[Agreements]
    extraction: str


def trust_shown(page: OpenPage, study: Study, account: StudyAccount, shows: Child) -> TrustShown:
    """Return what bears on how far a study can be trusted; `shows` counts it and its people."""
    names = _names(study)
    appraisal = account.appraisal
    twice = {rated.settled.place: rated for rated in rated_twice(page.evidence, study)}
    return TrustShown(
        discrepancies=[(noted, _links(names, noted.about)) for noted in study.discrepancies],
        corrections=_corrections(page, study),
        checks=study_checks(page, study, "checks", _CHECKS, shows),
        bias=explain(page, study.bias_notes) if study.bias_notes else None,
        appraisals=[
            _appraisal(page, appraised, twice.get(appraised.place), names, shows)
            for appraised in account.appraisals
        ],
        unappraised=appraisal if isinstance(appraisal, Unappraised) else None,
        checks_line=study_line(page, study),
        agreements=study_agreements(page, study),
        extraction=extraction_words(study.extraction),
    )


def _names(study: Study) -> dict[str, str]:
    """Return each number of the study by its name and time."""
    return {row.id: _name(row) for row in study.numbers}


def _name(row: Result | Harm) -> str:
    if isinstance(row, Harm):
        return row.event
    return f"{row.reported_as} ({row.time})" if row.time else row.reported_as


def _links(names: Mapping[str, str], numbers: Iterable[str]) -> list[Safe]:
    """Return links to numbers of this page by their names; by the id if there is no such row."""
    return [link(f"#{number}", names.get(number, number)) for number in numbers]


def _appraisal(
    page: OpenPage,
    appraised: Appraised,
    twice: RatedTwice | None,
    names: Mapping[str, str],
    shows: Child,
) -> AppraisalShown:
    sign = None
    if appraised.overall_symbol:
        sign = light(appraised.overall_symbol, appraised.overall_level)
    known = (number for number in appraised.about if number in names)
    return AppraisalShown(
        appraised=appraised,
        sign=sign,
        about=together(_links(names, known), "; ") or None,
        table=appraisal_table(page, appraised, f"appraisal-{appraised.place}", shows),
        raters=_raters(page, twice, shows),
    )


def _raters(page: OpenPage, twice: RatedTwice | None, shows: Child) -> Safe:
    """Return both raters' answers side by side, one step away, or that one person rated."""
    if twice is None:
        return paragraph("One person has rated this so far.")
    same, questions = agreements(twice)
    table = raters_table(page, twice, f"raters-{twice.settled.place}", shows)
    summary = together(("Both raters: ", computed_number(same_words(same, questions))))
    return fold(summary, paragraph(blind_words(twice.blind)), table)


def _corrections(page: OpenPage, study: Study) -> Safe | None:
    corrections = [
        correction
        for correction in page.evidence.corrections
        if any(number.partition("/")[0] == study.id for number in correction.about)
    ]
    return corrections_table(page, corrections, "corrections", "Known faults of the sources")
