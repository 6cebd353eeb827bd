"""Judgements follow their own arithmetic, and corrections stand while their reason does."""

import re
from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.judgement import Correction, Guard
from generator.model.rated import arrived_since
from generator.model.study import Study

_RATINGS = "data/certainty.yml"
# From the least sure to the surest: a step is one place in this order.
_LEVELS = ("very low", "low", "moderate", "high")


@value_check(
    "W496",
    "rating-adds-up",
    "A rating of certainty is not its start and its steps",
    checked="Rating of certainty against its start and its steps",
    why="GRADE counts in steps; a rating that skips one hides its reason.",
    method="Guyatt G and others. BMJ 2008;336:924-926; Murad MH and others. BMJ Evid Based "
    "Med 2017;22:85-87",
    reads=("rating", "start", "level", "levels", "down", "up"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def rating_adds_up(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating is its start less the steps down, plus the steps up."""
    for place, rating in enumerate(evidence.certainty):
        start, stated = rating.start.level, rating.rating
        ruling, expected = Ruling.NOT_TESTABLE, ""
        words = f"is {stated}, started at {start}"
        if start in _LEVELS and stated in _LEVELS:
            down = sum(step.levels.value for step in rating.down)
            up = sum(step.levels.value for step in rating.up)
            level = _LEVELS.index(start) - down + up
            # Nothing is rated below very low or above high, however many steps there are.
            expected = _LEVELS[min(max(level, 0), len(_LEVELS) - 1)]
            ruling = Ruling.CANNOT_BE.unless(stated == expected)
            words = f"is {stated}: {start} less {down}, plus {up}"
        yield Verdict(
            ruling=ruling,
            path=f"[{place}].rating",
            words=words,
            file=_RATINGS,
            expected=expected,
            remedy="Count the steps again, or change the rating.",
        )


@value_check(
    "W503",
    "rating-stands",
    "A rating of certainty rests on a retracted study",
    checked="Whether a rating of certainty rests on a retracted study",
    why="A judgement made with a study that has been retracted since has to be made again.",
    method="GRADE rates what a body of evidence holds; a retracted report holds nothing",
    reads=("results", "retraction", "reports"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def rating_stands(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating of certainty rests on studies that stand, none retracted."""
    for place, rating in enumerate(evidence.certainty):
        rests_on = {address.partition("#")[0] for address in rating.results}
        retracted = sorted(rests_on & evidence.retracted_studies)
        yield Verdict(
            ruling=Ruling.CANNOT_BE.unless(not retracted),
            path=f"[{place}].results",
            words=f"rests on {', '.join(retracted) or 'studies that stand'}",
            file=_RATINGS,
            expected="no retracted study",
            remedy="Judge it again, and name its results under not_counted.",
        )


@value_check(
    "W504",
    "rating-is-current",
    "A rating of certainty is older than a study of its outcome",
    checked="Age of a rating of certainty against the studies of its outcome",
    why="A new study may change what was judged without it.",
    method="GRADE rates the whole body of evidence on an outcome",
    reads=("date", "measures", "results", "populations", "first"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def rating_is_current(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating was judged after the studies of its outcome were read."""
    for place, rating in enumerate(evidence.certainty):
        late = arrived_since(evidence, rating)
        when = f"before {', '.join(study.id for study in late)} came in"
        if not late:
            when = "after its studies"
        yield Verdict(
            ruling=Ruling.TO_READ.unless(not late),
            path=f"[{place}].date",
            words=f"is {rating.date}, {when}",
            file=_RATINGS,
            expected="a judgement made with every study of the outcome",
            remedy="Judge it again with the study, under results or not_counted, and give the new"
            " date.",
        )


@value_check(
    "W495",
    "correction-holds",
    "A correction no longer fits its record",
    checked="Correction against its record",
    why="A fault that was mended at the source must not be corrected for ever.",
    method="The conditions under `holds` in data/corrections.yml",
    reads=("holds", "at", "key", "value"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def correction_holds(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the fault that a correction answers is still as it was: its guard holds."""
    for place, correction in enumerate(evidence.corrections):
        if not correction.holds:
            words = "its guard is in words only"
            yield _of_correction(place, correction, Ruling.NOT_TESTABLE, words)
        for guard in correction.holds:
            seen = sorted(set(_values(evidence, guard)))
            wanted = [] if guard.value is None else [guard.value]
            yield _of_correction(
                place,
                correction,
                Ruling.CANNOT_BE.unless(seen == wanted),
                f"guards {guard.at} {guard.key}: {', '.join(seen) or 'absent'}",
                f"{guard.value or 'absent'}, as when the correction was made",
            )


def _of_correction(
    place: int, correction: Correction, ruling: Ruling, seen: str, expected: str = ""
) -> Verdict:
    study, _, number = correction.about[0].partition("/") if correction.about else ("", "", "")
    return Verdict(
        ruling=ruling,
        study=study,
        path=f"[{place}].holds",
        words=seen,
        file="data/corrections.yml",
        numbers=(number,) if number else (),
        expected=expected,
        remedy="The source or the record has changed: look at both, then change or end the"
        " correction.",
    )


def _values(evidence: Evidence, guard: Guard) -> Iterator[str]:
    """Yield what stands at the place that a guard watches.

    A star in the id of a number stands for any ending.
    """
    name, _, number = guard.at.partition("#")
    if name in evidence.citations and not number and guard.key in _OF_A_CITATION:
        yield from _at(evidence.citations[name], [guard.key])
    elif name in evidence.studies:
        for record in _rows(evidence.studies[name], number):
            yield from _at(record, guard.key.split("."))


# A study and its main report often share a name; these keys only a citation has.
_OF_A_CITATION = frozenset({"pmid", "pmcid", "doi"})


def _rows(study: Study, number: str) -> Iterator[object]:
    if not number:
        yield study
        return
    # The rest of a guard's id is taken as it stands, dots and brackets included.
    pattern = re.compile(re.escape(number).replace(r"\*", ".*"))
    for row in (*study.numbers, *study.arms):
        if pattern.fullmatch(row.id):
            yield row


def _at(value: object, keys: list[str]) -> Iterator[str]:
    """Yield the texts that a way of keys leads to; a way through a list leads to each entry."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _at(entry, keys)
    elif keys:
        yield from _at(getattr(value, keys[0], None), keys[1:])
    elif isinstance(value, bool):
        yield str(value).lower()
    elif value is not None:
        yield str(value)
