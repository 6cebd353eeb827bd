"""Where values come from: what rests on secondary pages, what reviews say, where sources clash, interim figures."""

from collections.abc import Iterator
from itertools import combinations

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import differs, same_question, subject_of
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.provenance import Rank
from generator.model.result import NarrativeResult, Result
from generator.model.study import Study

_FIGURES = (
    "events",
    "total",
    "percent",
    "baseline",
    "follow_up",
    "change",
    "value",
    "ci_low",
    "ci_high",
)


@value_check(
    "W451",
    "value-has-place",
    "A value has no source or no place in it",
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
    why="News and makers' pages choose what they tell.",
    method="The rank of each kind of page: methods page",
    reads=("source", "kind"),
    answers=(Ruling.AGREES, Ruling.TO_READ, Ruling.NOT_TESTABLE),
)
@in_each_study
def secondary_only(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield how many values of a study rest on secondary pages alone."""
    ranks = [study.sources[row.source].rank for row in study.rows if row.source in study.sources]
    secondary = sum(rank is Rank.SECONDARY for rank in ranks)
    subject = Subject(study, "sources")
    words = f"{secondary} of {len(ranks)} rows of values rest on secondary pages (news, reviews, makers) alone"
    if not ranks:
        yield subject.not_testable("hold no values")
    elif secondary:
        yield subject.to_read(words, "the report itself", "Look for the abstract or the full text.")
    else:
        yield subject.agrees(words)


@value_check(
    "W453",
    "review-as-study",
    "A figure of a review stands as that of a study",
    why="What a review says of a study is second-hand.",
    method="Cochrane Handbook, chapter 5",
    reads=("source", "kind", "report", "reports", "design", "evidence"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def review_as_study(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a value of a study of treatment was read in a review of it by others."""
    for kind in ("results", "harms"):
        for place, row in enumerate(getattr(study, kind)):
            source = study.sources.get(row.source)
            if source is None or study.evidence != "treatment":
                continue
            subject = subject_of(study, kind, place, row, "source")
            foreign = source.report and source.report not in study.reports
            if (
                source.kind == "review"
                and study.design != "systematic-review"
                and foreign is not False
            ):
                words = f"was read in a review ({row.source})"
                yield subject.to_read(
                    words,
                    "the study itself",
                    "Read the study, or move the row to reported_in_reviews.yml.",
                )
            elif foreign and evidence.study_of_report(source.report or ""):
                words = f"was read in a report of another study ({source.report})"
                yield subject.to_read(
                    words, "a report of this study", "Check which study the figure belongs to."
                )
            else:
                yield subject.agrees(f"was read in {source.kind_words}")


@value_check(
    "W454",
    "sources-agree",
    "Two figures for one question differ",
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
        subject = Subject(study, f"results[{place}]", (second.id, first.id))
        differ = [
            key for key in _FIGURES
            if differs(getattr(first, key, None), getattr(second, key, None))
        ]  # fmt: skip
        words = f"asks what {first.id} (results[{first_place}]) asks"
        told = study.discrepancies_about(first.id) or study.discrepancies_about(second.id)
        if not differ:
            yield subject.agrees(f"{words}; no figure differs")
        elif told:
            yield subject.agrees_if(f"{words}; {differ[0]} differs, as told under discrepancies")
        else:
            remedy = "Say what sets the two apart (time, group, subgroup), or tell it under discrepancies."
            yield subject.cannot_be(
                f"{words}, but {differ[0]} differs", "one figure for one question", remedy
            )


@value_check(
    "W455",
    "interim-and-final",
    "An interim figure equals the final one",
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
        subject = subject_of(study, "results", place, result)
        for final in finals:
            if (final.measure, final.arm, final.kind) == (result.measure, result.arm, result.kind):
                yield from _interim(
                    Subject(study, subject.path, (result.id, final.id)), result, final
                )


def _interim(subject: Subject, result: Result, final: Result) -> Iterator[Verdict]:
    before = [
        getattr(result, key, None)
        for key in ("baseline", "follow_up", "change", "events", "percent")
    ]
    after = [
        getattr(final, key, None)
        for key in ("baseline", "follow_up", "change", "events", "percent")
    ]
    if isinstance(result, NarrativeResult) or not any(before):
        return
    if before != after:
        yield subject.agrees(f"differs from the final figure {final.id}")
    elif result.total and final.total and result.total == final.total:
        yield subject.agrees(f"equals {final.id}, of the same number of people")
    else:
        interim, last = result.total or "not printed", final.total or "not printed"
        words = f"equals the final figure {final.id} (people: interim {interim}, final {last})"
        yield subject.cannot_be(words, "other figures for other people")


def _one_question(first: Result, second: Result) -> bool:
    return (
        same_question(first, second)
        and (first.arm, first.against, first.kind, first.unit)
        == (second.arm, second.against, second.kind, second.unit)
        and first.measure != "unlisted"
        and first.reported_as == second.reported_as
        and not isinstance(first, NarrativeResult)
        and getattr(first, "effect", None) == getattr(second, "effect", None)
        and not (first.same_as or second.same_as)
    )
