"""Other reviews beside this record: what each says, which studies it shares with us, and whether the figures agree.

A verdict follows a stated rule and never adds the people of a review to ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.register import ReviewedStudy
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    NarrativeResult,
    ProportionResult,
    Result,
)
from generator.model.study import Harm, Study
from generator.model.vocabulary import OTHER, SAFETY, UNLISTED
from generator.synthesis.agreement import (
    DIFFERING,
    Answer,
    answer_all,
    answer_change,
    answer_comparisons,
    answer_shares,
    overlap,
)
from generator.synthesis.contrast import (
    Contrast,
    ReportedFigure,
    Row,
    Share,
    contrasts,
    estimate_said,
    judge,
    share,
)
from generator.synthesis.groups import domain, standing, treatment_studies
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import count_once, is_of_others, study_id
from generator.synthesis.selection import drug_taken, is_final

_NAMES = frozenset({"cites", "report-of"})
_PERHAPS = frozenset({"overlaps"})
# Outcomes of these domains are compared on the same measure only; elsewhere the same domain will do
# for comparisons.
_BY_MEASURE_ONLY = frozenset({SAFETY, OTHER})


class Crude(NamedTuple):
    """People with an outcome of all people asked, over our studies: added up, not pooled."""

    share: Share
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One figure of a review beside what this record says on the same question."""

    figure: ReportedFigure
    ours: tuple[ReportedFigure, ...]
    crude: Crude | None
    against: tuple[tuple[Contrast, Answer], ...]
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review, or a page that retells studies; `study` is its own record, `rows` what it says of single studies."""

    name: str
    key: str
    study: Study | None
    rows: tuple[ReviewedStudy, ...]
    stances: tuple[Stance, ...]
    words: tuple[ReportedFigure, ...]
    known: tuple[Study, ...]
    perhaps: tuple[Study, ...]


def is_review(evidence: Evidence, study: Study) -> bool:
    """Tell whether a study is a review: by the tool that fits it, or by the name of its design."""
    design = evidence.designs.get(study.design)
    return design is not None and (
        design.appraisal_tool.startswith("AMSTAR") or "review" in design.label.casefold()
    )


def reviews(evidence: Evidence) -> tuple[Review, ...]:
    """Return the reviews of the record: those in conflict with it first, then by how much there is to compare."""
    keys: dict[str, Study | None] = {
        study.id: study for study in evidence.studies.values() if is_review(evidence, study)
    }
    rows: dict[str, list[ReviewedStudy]] = {}
    for item in evidence.reported_in_reviews:
        key = _home(evidence, item)
        keys.setdefault(key, evidence.studies.get(key))
        rows.setdefault(key, []).append(item)
    found = [_review(evidence, key, study, tuple(rows.get(key, ()))) for key, study in keys.items()]
    return tuple(sorted(found, key=_order))


def of_population(evidence: Evidence, population: str) -> tuple[Review, ...]:
    """Return the reviews about a population."""
    return tuple(
        one
        for one in reviews(evidence)
        if (one.study and population in one.study.populations)
        or any(population in row.populations for row in one.rows)
    )


def _order(review: Review) -> tuple[bool, bool, bool, bool]:
    conflicts = any(one.answer.agreement in DIFFERING for one in review.stances)
    return not conflicts, not review.stances, not review.words, not review.rows


def stands_alone(evidence: Evidence, review: Review) -> bool:
    """Tell whether a review has enough to show for a heading of its own."""
    is_own = review.study is not None and is_review(evidence, review.study)
    is_entry = review.study is None and review.key in evidence.citations
    return bool(review.stances or review.words or (review.rows and (is_own or is_entry)))


def _home(evidence: Evidence, item: ReviewedStudy) -> str:
    report = item.review_report
    study = evidence.study_of_report(report) if report else None
    return study.id if study else report or item.review


def _review(
    evidence: Evidence, key: str, study: Study | None, rows: tuple[ReviewedStudy, ...]
) -> Review:
    citation = evidence.citations.get(key)
    known, perhaps = _shared(evidence, key, study, rows)
    own = (
        [ReportedFigure(study, row) for row in study.numbers if _is_reviewed(evidence, study, row)]
        if study
        else []
    )
    return Review(
        name=study.label if study else citation.title if citation else key,
        key=key,
        study=study,
        rows=rows,
        stances=tuple(
            _stance(evidence, one) for one in own if not isinstance(one.row, NarrativeResult)
        ),
        words=tuple(one for one in own if isinstance(one.row, NarrativeResult)),
        known=known,
        perhaps=perhaps,
    )


def _is_reviewed(evidence: Evidence, study: Study, row: Row) -> bool:
    """Tell whether a row is about published cases: all of a review, and of other reports the groups they retell."""
    return is_review(evidence, study) or bool(row.arm and is_of_others(study, study.arm(row.arm)))


def _shared(
    evidence: Evidence, key: str, study: Study | None, rows: tuple[ReviewedStudy, ...]
) -> tuple[tuple[Study, ...], tuple[Study, ...]]:
    """Return the studies of this record a review is known to hold or name, and those it may hold."""
    own = {key, *(study.reports if study else ())}
    known = {row.study for row in rows if row.study}
    perhaps: set[str] = set()
    for relation in evidence.relations:
        ends = [study_id(evidence, end) for end in (relation.subject, relation.object)]
        names = {relation.subject, relation.object, *ends}
        if names & own:
            cited = relation.relation in _NAMES and relation.subject in own
            cited |= relation.relation == "cited-by" and relation.object in own
            target = known if cited else perhaps if relation.relation in _PERHAPS else set()
            target |= set(ends) - own
    if study:
        perhaps |= {one.id for one in _alike(evidence, study)}
    return (
        tuple(one for one in evidence.studies.values() if one.id in known),
        tuple(one for one in evidence.studies.values() if one.id in perhaps - known - own),
    )


def _alike(evidence: Evidence, review: Study) -> Iterator[Study]:
    """Yield earlier treatment studies of the same drugs, people and outcome, which a review may hold.

    Where no study is about exactly these people, those on the same measure in other people are
    meant.
    """
    domains = {domain(evidence, row) for row in review.results} - _BY_MEASURE_ONLY
    year = year_of(evidence, review)
    found = [
        study
        for study in standing(evidence, treatment_studies(evidence))
        if study.id != review.id
        and any(
            is_intervention(evidence, drug) and _asked(evidence, review.drugs, drug)
            for drug in study.drugs
        )
        and domains & {domain(evidence, row) for row in study.results}
        and (year is None or (year_of(evidence, study) or 0) <= year)
    ]
    same = [study for study in found if set(study.populations) & set(review.populations)]
    yield from same or found


def _asked(evidence: Evidence, asked: tuple[str, ...], drug: str) -> bool:
    """Tell whether a drug is among those asked about: by name, by its class, or as a class that holds one of them."""
    roles = {evidence.drugs[name].role for name in (drug, *asked) if name in evidence.drugs}
    own = evidence.drugs[drug].role if drug in evidence.drugs else ""
    return drug in asked or own in asked or drug in roles - {own}


def year_of(evidence: Evidence, study: Study) -> int | None:
    """Return the year in which a study was first reported, where its entries say."""
    years = [evidence.citations[key].year for key in study.reports if key in evidence.citations]
    return min((year for year in years if year), default=None)


def _stance(evidence: Evidence, figure: ReportedFigure) -> Stance:
    row = figure.row
    others = tuple(_on_the_question(evidence, figure))
    if isinstance(row, ComparisonResult):
        against = tuple(_compared(evidence, row, others))
        return Stance(
            figure=figure,
            ours=(),
            crude=None,
            against=against,
            answer=answer_all([one for _, one in against]),
        )
    if isinstance(row, ChangeResult):
        changes = tuple(one for one in others if isinstance(one.row, ChangeResult))
        return Stance(figure=figure, ours=changes, crude=None, against=(), answer=answer_change())
    counted = tuple(
        one for one in others if isinstance(one.row, ProportionResult) and share(one.row)
    )
    same = tuple(one for one in counted if _is_same_measure(row, one.row))
    crude = _crude(evidence, same)
    answer = answer_shares(share(row), crude.share if crude else None)
    return Stance(figure=figure, ours=same or counted, crude=crude, against=(), answer=answer)


def _on_the_question(evidence: Evidence, figure: ReportedFigure) -> Iterator[ReportedFigure]:
    """Yield final figures of our treatment studies on the same outcome and drug, in the same people if there are any.

    Reviews, published cases retold and the study's own figures are never ours.
    """
    row, arm = figure.row, figure.arm
    drug = arm.drug if arm else None
    asked = (drug,) if drug and is_intervention(evidence, drug) else figure.study.drugs
    found = [
        ReportedFigure(study, other)
        for study in standing(evidence, treatment_studies(evidence))
        if study.id != figure.study.id and not is_review(evidence, study)
        for other in study.results
        if is_final(other)
        and _is_same_outcome(evidence, row, other)
        and not (other.arm and is_of_others(study, study.arm(other.arm)))
        and _is_on(evidence, asked, study, other, controls=isinstance(row, ComparisonResult))
    ]
    same = [one for one in found if set(one.study.populations) & set(figure.study.populations)]
    yield from same or found


def _is_on(
    evidence: Evidence, asked: tuple[str, ...], study: Study, row: Result, *, controls: bool
) -> bool:
    """Tell whether the people of a row took a drug that is asked about; control groups count for comparisons."""
    drug = drug_taken(evidence, study, row)
    if drug is None:
        return False
    return _asked(evidence, asked, drug) if is_intervention(evidence, drug) else controls


def _is_same_outcome(evidence: Evidence, row: Row, other: Result) -> bool:
    if isinstance(row, Harm):
        return False
    name = domain(evidence, row)
    return _is_same_measure(row, other) or (
        name == domain(evidence, other) and name not in _BY_MEASURE_ONLY
    )


def _is_same_measure(row: Row, other: Row) -> bool:
    return (
        isinstance(row, Result)
        and isinstance(other, Result)
        and row.measure == other.measure != UNLISTED
    )


def _compared(
    evidence: Evidence, row: ComparisonResult, figures: tuple[ReportedFigure, ...]
) -> Iterator[tuple[Contrast, Answer]]:
    """Yield each comparison of this record on the outcome with whether the review agrees with it."""
    for one in contrasts(evidence, figures):
        if one.concurrent and not all(isinstance(part, NarrativeResult) for part in one.rows):
            theirs, ours = estimate_said(evidence, row), judge(evidence, one).said
            yield one, answer_comparisons(theirs, ours, intervals_overlap=_overlap(row, one))


def _overlap(row: ComparisonResult, one: Contrast) -> bool | None:
    found = [
        _limits(estimate) for estimate in one.estimates if isinstance(estimate, ComparisonResult)
    ]
    limits, own = [other for other in found if other], _limits(row)
    return any(overlap(own, other) for other in limits) if own and limits else None


def _limits(row: ComparisonResult) -> tuple[float, float] | None:
    low, high = (number.exact if number else None for number in (row.ci_low, row.ci_high))
    return None if low is None or high is None else (float(low), float(high))


def _crude(evidence: Evidence, figures: tuple[ReportedFigure, ...]) -> Crude | None:
    """Return events and people added up, the first figure of each group; None where studies may share people."""
    first: dict[tuple[str, str | None], Share] = {}
    for study, row in figures:
        if (found := share(row)) is not None:
            first.setdefault((study.id, row.arm), found)
    names = tuple(dict.fromkeys(study for study, _ in first))
    if not names or count_once(evidence, dict.fromkeys(names, 1)).low < len(names):
        return None
    return Crude(
        Share(sum(one.events for one in first.values()), sum(one.total for one in first.values())),
        names,
    )
