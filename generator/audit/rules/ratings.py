"""Judgements follow their own arithmetic, and corrections stand while their reason does."""

import re
from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.judgement import Correction, Guard
from generator.model.rated import arrived_since
from generator.model.study import Study

_LEVELS = ("very low", "low", "moderate", "high")


@value_check(
    "W496",
    "rating-adds-up",
    "A rating of certainty is not its start and its steps",
    why="GRADE counts in steps; a rating that skips one hides its reason.",
    method="Guyatt G and others. BMJ 2008;336:924-926; Murad MH and others. BMJ Evid Based "
    "Med 2017;22:85-87",
    reads=("rating", "start", "level", "levels", "down", "up"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def rating_adds_up(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating of certainty is its start less the steps down, plus the steps up."""
    for place, rating in enumerate(evidence.certainty):
        down, up = (sum(step.levels.value for step in steps) for steps in (rating.down, rating.up))
        if rating.start.level not in _LEVELS or rating.rating not in _LEVELS:
            yield _of_rating(
                place, Ruling.NOT_TESTABLE, f"is {rating.rating}, started at {rating.start.level}"
            )
            continue
        level = min(max(_LEVELS.index(rating.start.level) - down + up, 0), len(_LEVELS) - 1)
        words = f"is {rating.rating}: {rating.start.level} less {down}, plus {up}"
        fits = _LEVELS[level] == rating.rating
        yield _of_rating(place, Ruling.AGREES if fits else Ruling.CANNOT_BE, words, _LEVELS[level])


@value_check(
    "W503",
    "rating-stands",
    "A rating of certainty rests on a retracted study",
    why="A judgement made with a study that has been retracted since has to be made again.",
    method="GRADE rates what a body of evidence holds; a retracted report holds nothing",
    reads=("results", "retraction", "reports"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def rating_stands(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating of certainty rests on studies that were not retracted since it was judged."""
    for place, rating in enumerate(evidence.certainty):
        rests_on = {address.partition("#")[0] for address in rating.results}
        gone = sorted(rests_on & evidence.retracted_studies)
        yield Verdict(
            ruling=Ruling.CANNOT_BE if gone else Ruling.AGREES, study="", path=f"[{place}].results",
            words=f"rests on {', '.join(gone) or 'studies that stand'}", file="data/certainty.yml",
            expected="no retracted study", remedy="Judge it again, and name its results under not_counted.",
        )  # fmt: skip


@value_check(
    "W504",
    "rating-is-current",
    "A rating of certainty is older than a study of its outcome",
    why="A new study may change what was judged without it.",
    method="GRADE rates the whole body of evidence on an outcome",
    reads=("date", "measures", "results", "populations", "first"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def rating_is_current(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each rating of certainty was judged after the studies of its outcome were read."""
    for place, rating in enumerate(evidence.certainty):
        late = arrived_since(evidence, rating)
        names = ", ".join(study.id for study in late)
        yield Verdict(
            ruling=Ruling.TO_READ if late else Ruling.AGREES, study="", path=f"[{place}].date",
            words=f"is {rating.date}, before {names} came in" if late else f"is {rating.date}, after its studies",
            file="data/certainty.yml", expected="a judgement made with every study of the outcome",
            remedy="Judge it again with the study, under results or not_counted, and give the"
            " new date.",
        )  # fmt: skip


@value_check(
    "W495",
    "correction-holds",
    "A correction no longer fits its record",
    why="A fault that was mended at the source must not be corrected for ever.",
    method="The conditions under `holds` in data/corrections.yml",
    reads=("holds", "at", "key", "value"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
def correction_holds(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the fault that a correction answers is still as it was: its guard holds."""
    for place, correction in enumerate(evidence.corrections):
        if not correction.holds:
            yield _of_correction(
                place, correction, Ruling.NOT_TESTABLE, "its guard is in words only"
            )
        for guard in correction.holds:
            seen = sorted(set(_values(evidence, guard)))
            expected = "absent" if guard.value is None else guard.value
            shown = ", ".join(seen) or "absent"
            holds = seen == [] if guard.value is None else seen == [guard.value]
            words = f"guards {guard.at} {guard.key}: {shown}"
            ruling = Ruling.AGREES if holds else Ruling.CANNOT_BE
            yield _of_correction(
                place, correction, ruling, words, f"{expected}, as when the correction was made"
            )


def _of_rating(place: int, ruling: Ruling, words: str, expected: str = "") -> Verdict:
    return Verdict(
        ruling=ruling, study="", path=f"[{place}].rating", words=words, file="data/certainty.yml",
        expected=expected, remedy="Count the steps again, or change the rating.",
    )  # fmt: skip


def _of_correction(
    place: int, item: Correction, ruling: Ruling, words: str, expected: str = ""
) -> Verdict:
    study, _, number = item.about[0].partition("/") if item.about else ("", "", "")
    return Verdict(
        ruling=ruling, study=study, path=f"[{place}].holds", words=words, file="data/corrections.yml",
        numbers=(number,) if number else (), expected=expected,
        remedy="The source or the record has changed: look at both, then change or end the "
        "correction.",
    )  # fmt: skip


def _values(evidence: Evidence, guard: Guard) -> Iterator[str]:
    """Yield what stands at the place a guard watches; a star in the id of a number stands for any ending."""
    study_id, _, number = guard.at.partition("#")
    if study_id in evidence.citations and not number and guard.key in {"pmid", "pmcid", "doi"}:
        found: list[object] = [evidence.citations[study_id]]
    else:
        study = evidence.studies.get(study_id)
        found = list(_rows(study, number)) if study else []
    for record in found:
        yield from _at(record, guard.key.split("."))


def _rows(study: Study, number: str) -> Iterator[object]:
    if not number:
        yield study
        return
    pattern = re.compile(re.escape(number).replace(r"\*", ".*"))
    for row in (*study.numbers, *study.arms):
        if pattern.fullmatch(row.id):
            yield row


def _at(value: object, keys: list[str]) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _at(item, keys)
    elif keys:
        yield from _at(getattr(value, keys[0], None), keys[1:])
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)
