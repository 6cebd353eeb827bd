"""Other reviews beside this record: what each says, what it shares with us, whether figures agree.

A verdict follows a stated rule and never adds the people of a review to ours.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.reference import Relation
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
    Agreement,
    Answer,
    answer_all,
    answer_cases,
    answer_change,
    answer_comparisons,
    answer_shares,
)
from generator.synthesis.comparison_verdict import Sized, estimated_effect, sized_effects
from generator.synthesis.complement import counted_alike
from generator.synthesis.contrast import (
    Contrast,
    ReportedFigure,
    Row,
    Share,
    contrasts,
    share,
)
from generator.synthesis.groups import Entry, domain, standing, treatment_studies
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import count_once, is_of_others, study_id
from generator.synthesis.selection import drug_taken, is_final
from generator.synthesis.together import kind_of

# Relations by which a review is known to hold a study, and by which it may.
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
    """A review, or a page that retells studies.

    `study` is its own record, `rows` what it says of single studies.
    """

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
    """Return the reviews of the record: those in conflict with it first, then the fullest."""
    studies = evidence.studies.values()
    keys: dict[str, Study | None] = {
        study.id: study for study in studies if is_review(evidence, study)
    }
    rows: dict[str, list[ReviewedStudy]] = {}
    for row in evidence.reported_in_reviews:
        key = _home(evidence, row)
        keys.setdefault(key, evidence.studies.get(key))
        rows.setdefault(key, []).append(row)
    every = [_review(evidence, key, study, tuple(rows.get(key, ()))) for key, study in keys.items()]
    return tuple(sorted(every, key=_order))


def of_population(evidence: Evidence, population: str) -> tuple[Review, ...]:
    """Return the reviews about a population."""
    return tuple(review for review in reviews(evidence) if _is_about(review, population))


def _is_about(review: Review, population: str) -> bool:
    if review.study and population in review.study.populations:
        return True
    return any(population in row.populations for row in review.rows)


def _order(review: Review) -> tuple[bool, bool, bool, bool]:
    conflicts = any(stance.answer.agreement is Agreement.CONFLICTS for stance in review.stances)
    return not conflicts, not review.stances, not review.words, not review.rows


def stands_alone(evidence: Evidence, review: Review) -> bool:
    """Tell whether a review has enough to show for a heading of its own."""
    is_own = review.study is not None and is_review(evidence, review.study)
    is_entry = review.study is None and review.key in evidence.citations
    return bool(review.stances or review.words or (review.rows and (is_own or is_entry)))


def _home(evidence: Evidence, row: ReviewedStudy) -> str:
    """Return what a row is filed under: the study of the review, its report, or its name."""
    report = row.review_report
    if not report:
        return row.review
    return study_id(evidence, report)


def _review(
    evidence: Evidence, key: str, study: Study | None, rows: tuple[ReviewedStudy, ...]
) -> Review:
    known, perhaps = _shared(evidence, key, study, rows)
    figures = list(_reviewed_figures(evidence, study)) if study else []
    words = tuple(figure for figure in figures if isinstance(figure.row, NarrativeResult))
    return Review(
        name=_name(evidence, key, study),
        key=key,
        study=study,
        rows=rows,
        stances=tuple(_stance(evidence, figure) for figure in figures if figure not in words),
        words=words,
        known=known,
        perhaps=perhaps,
    )


def _name(evidence: Evidence, key: str, study: Study | None) -> str:
    if study:
        return study.label
    citation = evidence.citations.get(key)
    return citation.title if citation else key


def _reviewed_figures(evidence: Evidence, study: Study) -> Iterator[ReportedFigure]:
    counted = counted_alike(evidence, study)
    for row in counted.numbers:
        if _is_reviewed(evidence, counted, row):
            yield ReportedFigure(counted, row)


def _is_reviewed(evidence: Evidence, study: Study, row: Row) -> bool:
    """Tell whether a row is about published cases: all of a review, else the groups retold."""
    return is_review(evidence, study) or bool(row.arm and is_of_others(study, study.arm(row.arm)))


def _shared(
    evidence: Evidence, key: str, study: Study | None, rows: tuple[ReviewedStudy, ...]
) -> tuple[tuple[Study, ...], tuple[Study, ...]]:
    """Return the studies of this record that a review holds or names, and those it may hold."""
    names_of_review = {key, *(study.reports if study else ())}
    known = {row.study for row in rows if row.study}
    perhaps = {alike.id for alike in _alike(evidence, study)} if study else set[str]()
    for relation in evidence.relations:
        ends = {study_id(evidence, end) for end in (relation.subject, relation.object)}
        if names_of_review.isdisjoint({relation.subject, relation.object, *ends}):
            continue
        if _cites(relation, names_of_review):
            known |= ends - names_of_review
        elif relation.relation in _PERHAPS:
            perhaps |= ends - names_of_review
    perhaps -= known | names_of_review
    return _in_record(evidence, known), _in_record(evidence, perhaps)


def _cites(relation: Relation, names_of_review: AbstractSet[str]) -> bool:
    if relation.relation == "cited-by":
        return relation.object in names_of_review
    return relation.relation in _NAMES and relation.subject in names_of_review


def _in_record(evidence: Evidence, names: AbstractSet[str]) -> tuple[Study, ...]:
    return tuple(study for study in evidence.studies.values() if study.id in names)


def _alike(evidence: Evidence, review: Study) -> tuple[Study, ...]:
    """Return the earlier treatment studies of the same question, which a review may hold.

    Where no study is about exactly these people, those on the same outcome in other people are
    meant.
    """
    domains = _domains(evidence, review) - _BY_MEASURE_ONLY
    studies = [
        study
        for study in _earlier(evidence, review)
        if _shares_a_drug(evidence, review, study) and domains & _domains(evidence, study)
    ]
    same = [study for study in studies if set(study.populations) & set(review.populations)]
    return tuple(same or studies)


def _earlier(evidence: Evidence, review: Study) -> Iterator[Study]:
    """Yield the treatment studies that were reported before a review, or in an unknown year."""
    year = year_of(evidence, review)
    for study in standing(evidence, treatment_studies(evidence)):
        reported = year_of(evidence, study)
        if study.id != review.id and (year is None or reported is None or reported <= year):
            yield study


def _shares_a_drug(evidence: Evidence, review: Study, study: Study) -> bool:
    drugs = [drug for drug in study.drugs if is_intervention(evidence, drug)]
    return any(_asked(evidence, review.drugs, drug) for drug in drugs)


def _domains(evidence: Evidence, study: Study) -> set[str]:
    return {domain(evidence, result) for result in study.results}


def _asked(evidence: Evidence, asked: tuple[str, ...], drug: str) -> bool:
    """Tell whether a drug is asked about: by name, by its class, or as a class that holds one."""
    roles = {evidence.drugs[name].role for name in (drug, *asked) if name in evidence.drugs}
    role = evidence.drugs[drug].role if drug in evidence.drugs else ""
    return drug in asked or role in asked or drug in roles - {role}


def year_of(evidence: Evidence, study: Study) -> int | None:
    """Return the year in which a study was first reported, where its entries say."""
    years = [evidence.citations[key].year for key in study.reports if key in evidence.citations]
    return min((year for year in years if year), default=None)


def _stance(evidence: Evidence, figure: ReportedFigure) -> Stance:
    row = figure.row
    ours = tuple(_on_the_question(evidence, figure))
    if isinstance(row, ComparisonResult):
        against = tuple(_compared(evidence, figure.study, row, ours))
        answer = answer_all([verdict for _, verdict in against])
        return Stance(figure=figure, ours=(), crude=None, against=against, answer=answer)
    if isinstance(row, ChangeResult):
        changes = tuple(other for other in ours if isinstance(other.row, ChangeResult))
        return Stance(figure=figure, ours=changes, crude=None, against=(), answer=answer_change())
    counted = tuple(other for other in ours if _is_counted(other.row))
    same = tuple(other for other in counted if _is_same_measure(row, other.row))
    crude = _crude(evidence, same)
    answer = answer_shares(share(row), crude.share if crude else None)
    if row.collected:
        answer = answer_cases()
    return Stance(figure=figure, ours=same or counted, crude=crude, against=(), answer=answer)


def _is_counted(row: Row) -> bool:
    return isinstance(row, ProportionResult) and share(row) is not None


def _on_the_question(evidence: Evidence, figure: ReportedFigure) -> list[ReportedFigure]:
    """Return final figures of our treatment studies on the same outcome and drug.

    In the same people, if there are any. Reviews, published cases retold and the study's own
    figures are never ours.
    """
    row, drug = figure.row, figure.arm.drug if figure.arm else None
    asked = (drug,) if drug and is_intervention(evidence, drug) else figure.study.drugs
    controls = isinstance(row, ComparisonResult)
    ours = [
        ReportedFigure(study, result)
        for study, result in _final_results(evidence, figure.study)
        if _is_same_outcome(evidence, row, result)
        and _is_on(evidence, asked, study, result, controls=controls)
    ]
    people = set(figure.study.populations)
    return [other for other in ours if people & set(other.study.populations)] or ours


def _final_results(evidence: Evidence, review: Study) -> Iterator[Entry]:
    for printed in standing(evidence, treatment_studies(evidence)):
        if printed.id == review.id or is_review(evidence, printed):
            continue
        study = counted_alike(evidence, printed)
        for result in study.results:
            retold = result.arm is not None and is_of_others(study, study.arm(result.arm))
            if is_final(result) and not retold:
                yield Entry(study, result)


def _is_on(
    evidence: Evidence, asked: tuple[str, ...], study: Study, row: Result, *, controls: bool
) -> bool:
    """Tell whether the people of a row took a drug asked about; controls count for comparisons."""
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
    evidence: Evidence, review: Study, row: ComparisonResult, figures: tuple[ReportedFigure, ...]
) -> Iterator[tuple[Contrast, Answer]]:
    """Yield each comparison of this record, with whether the review agrees with it."""
    theirs = estimated_effect(evidence, review, row)
    for contrast in contrasts(evidence, figures):
        in_words = all(isinstance(part, NarrativeResult) for part in contrast.rows)
        if contrast.concurrent and not in_words:
            ours = _on_the_same_scale(evidence, theirs, contrast) if theirs else None
            yield contrast, answer_comparisons(theirs, ours)


def _on_the_same_scale(evidence: Evidence, theirs: Sized, contrast: Contrast) -> Sized | None:
    effects = sized_effects(evidence, contrast)
    alike = (sized for sized in effects if kind_of(sized.effect) == kind_of(theirs.effect))
    return next(alike, None)


def _crude(evidence: Evidence, figures: tuple[ReportedFigure, ...]) -> Crude | None:
    """Return events and people added up; None where studies may share people.

    Of each group the first figure counts.
    """
    groups: dict[tuple[str, str | None], Share] = {}
    for study, row in figures:
        counted = share(row)
        if counted is not None:
            groups.setdefault((study.id, row.arm), counted)
    names = tuple(dict.fromkeys(study for study, _ in groups))
    # With one person a study, fewer people than studies means that some may share theirs.
    if not names or count_once(evidence, dict.fromkeys(names, 1)).low < len(names):
        return None
    shares = groups.values()
    together = Share(sum(each.events for each in shares), sum(each.total for each in shares))
    return Crude(together, names)
