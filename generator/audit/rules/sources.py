"""Where values come from: secondary pages, reviews, sources that clash, interim figures."""

from collections.abc import Iterator
from itertools import combinations

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import (
    FIGURES,
    first_difference,
    in_question,
    same_question,
    subject_of,
)
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.provenance import Rank, Source
from generator.model.result import NarrativeResult, Result
from generator.model.study import Study
from generator.text.count_words import count_words


@value_check(
    "W451",
    "value-has-place",
    "A value has no source or no place in it",
    checked="Source and place of a value",
    why="A number that cannot be followed home cannot be checked.",
    method="Each row carries source and where: data/README.md",
    reads=("source", "where"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def value_has_place(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether every row of values names a source of the study and a place in it."""
    for kind in ("results", "harms", "baseline", "patients"):
        for place, row in enumerate(getattr(study, kind)):
            subject = subject_of(study, kind, place, row)
            if row.source in study.sources and row.where.strip():
                yield subject.agrees(f"was read in {row.source}: {row.where}")
            else:
                yield subject.cannot_be(
                    "has no source or no place in it", "a source of this file and a place in it"
                )


@value_check(
    "N452",
    "secondary-only",
    "Values rest on secondary pages alone",
    checked="Rank of the sources of values",
    why="News and makers' pages choose what they tell.",
    method="The rank of each kind of page: methods page",
    reads=("source", "kind"),
    answers=(Ruling.AGREES, Ruling.TO_READ, Ruling.NOT_TESTABLE),
)
@in_each_study
def secondary_only(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield how many values of a study rest on secondary pages alone."""
    subject = Subject(study, "sources")
    ranks = [study.sources[row.source].rank for row in study.rows if row.source in study.sources]
    if not ranks:
        yield subject.not_testable("hold no values")
        return
    secondary = ranks.count(Rank.SECONDARY)
    pages = "secondary pages (news, reviews, makers)"
    rows = count_words(len(ranks), "row of values", "rows of values")
    words = f"{secondary} of {rows} rest on {pages} alone"
    if secondary:
        yield subject.to_read(words, "the report itself", "Look for the abstract or the full text.")
    else:
        yield subject.agrees(words)


@value_check(
    "W453",
    "review-as-study",
    "A figure of a review stands as that of a study",
    checked="Whether a figure of a review stands as that of a study",
    why="What a review says of a study is second-hand.",
    method="Cochrane Handbook, chapter 5",
    reads=("source", "kind", "report", "reports", "design", "evidence"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def review_as_study(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a value of a study of treatment was read in a review of it by others."""
    if study.evidence != "treatment":
        return
    for kind in ("results", "harms"):
        for place, row in enumerate(getattr(study, kind)):
            source = study.sources.get(row.source)
            if source is not None:
                subject = subject_of(study, kind, place, row, "source")
                yield _second_hand(evidence, subject, row.source, source)


def _second_hand(evidence: Evidence, subject: Subject, name: str, source: Source) -> Verdict:
    study = subject.study
    is_own = source.report in study.reports
    if source.kind == "review" and study.design != "systematic-review" and not is_own:
        remedy = "Read the study, or move the row to reported_in_reviews.yml."
        return subject.to_read(f"was read in a review ({name})", "the study itself", remedy)
    if source.report and not is_own and evidence.study_of_report(source.report):
        remedy = "Check which study the figure belongs to."
        words = f"was read in a report of another study ({source.report})"
        return subject.to_read(words, "a report of this study", remedy)
    return subject.agrees(f"was read in {source.kind_words}")


@value_check(
    "W454",
    "sources-agree",
    "Two figures for one question differ",
    checked="Figures for one question against each other",
    why="Two figures for one group at one time cannot both be right.",
    method="Cochrane Handbook, section 5.2.1, on several reports of one study",
    reads=(
        "measure",
        "reported_as",
        "time",
        "arm",
        "events",
        "total",
        "percent",
        "value",
        "ci_low",
        "ci_high",
        "same_as",
    ),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE),
)
@in_each_study
def sources_agree(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether two rows on one question, of one group at one time, give the same figures."""
    for (first_place, first), (place, second) in combinations(enumerate(study.results), 2):
        if not _one_question(first, second):
            continue
        subject = in_question(study, f"results[{place}]", second, first)
        differing = first_difference(first, second, FIGURES)
        words = f"asks what {first.id} (results[{first_place}]) asks"
        if not differing:
            yield subject.agrees(f"{words}; no figure differs")
        elif study.discrepancies_about(first.id) or study.discrepancies_about(second.id):
            yield subject.agrees_if(f"{words}; {differing} differs, as told under discrepancies")
        else:
            yield subject.cannot_be(
                f"{words}, but {differing} differs",
                "one figure for one question",
                "Say what sets the two apart (time, group, subgroup), or tell it under"
                " discrepancies.",
            )


@value_check(
    "W455",
    "interim-and-final",
    "An interim figure equals the final one",
    checked="Interim figure against the final one",
    why="The same means for fewer people and for all of them cannot both be right.",
    method="Cochrane Handbook, section 5.2.1",
    reads=(
        "interim",
        "measure",
        "arm",
        "total",
        "events",
        "percent",
        "baseline",
        "follow_up",
        "change",
    ),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def interim_and_final(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether an interim figure equals the final one although other people were counted."""
    finals = [result for result in study.results if not result.interim]
    for place, result in enumerate(study.results):
        if not result.interim:
            continue
        asked = (result.measure, result.arm, result.kind)
        for final in finals:
            if (final.measure, final.arm, final.kind) == asked:
                subject = in_question(study, f"results[{place}]", result, final)
                yield from _interim(subject, result, final)


def _interim(subject: Subject, result: Result, final: Result) -> Iterator[Verdict]:
    before = [getattr(result, key, None) for key in _OF_PEOPLE]
    after = [getattr(final, key, None) for key in _OF_PEOPLE]
    # Words may well be the same at the interim look and at the end.
    if isinstance(result, NarrativeResult) or not any(before):
        return
    if before != after:
        yield subject.agrees(f"differs from the final figure {final.id}")
    elif result.total and result.total == final.total:
        yield subject.agrees(f"equals {final.id}, of the same number of people")
    else:
        interim, last = result.total or "not printed", final.total or "not printed"
        words = f"equals the final figure {final.id} (people: interim {interim}, final {last})"
        yield subject.cannot_be(words, "other figures for other people")


# The figures that change when other people are counted; a total is what tells the people apart.
_OF_PEOPLE = ("baseline", "follow_up", "change", "events", "percent")


def _effect(result: Result) -> tuple[str | None, ...]:
    return tuple(getattr(result, key, None) for key in ("effect", "effect_name"))


def _one_question(first: Result, second: Result) -> bool:
    return (
        same_question(first, second)
        and (first.arm, first.against, first.kind, first.unit)
        == (second.arm, second.against, second.kind, second.unit)
        and first.measure != "unlisted"
        and first.reported_as == second.reported_as
        and not isinstance(first, NarrativeResult)
        and _effect(first) == _effect(second)
        # A figure of the first period and one of both periods are about other time.
        and first.crossover == second.crossover
        # One that repeats another is held to its figures by W406.
        and not (first.same_as or second.same_as)
    )
