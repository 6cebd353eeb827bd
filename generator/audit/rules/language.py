"""Sentences that claim more than the numbers beside them, or give figures that stand nowhere in the record."""

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.audit.check import in_each_study, value_check
from generator.audit.sentence_figures import figures_in
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.study import Study
from generator.statistics.printed import span

_SAFE = re.compile(
    r"\b(?:no|without(?: any)?|free of)\s+(?:\w+\s+){0,2}?(?:adverse|side[- ]effects?|harms?|complications?|safety)"
    r"|\b(?:is|was|were|are|be|proved|seems?|appeared?)\s+(?:\w+\s+)?safe\b|\bwell[- ]tolerated\b|\bsafe and\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:effective|efficacious|cured?|superior|works?|proven?|proved|better than|more effective|saves? lives?)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|cannot|whether|uncertain|unclear|may|might)\b", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+\.\d+")
_SENTENCE = re.compile(r"[^.!?;]+(?:\.\d+[^.!?;]*)*")


_SPIN = "Boutron I, Dutton S, Ravaud P, Altman DG. JAMA 2010;303:2058-2064, on spin"


@value_check(
    "W481",
    "claim-of-safety",
    "A sentence claims safety beyond its numbers",
    why="Small numbers hide rare harm, and silence about harm is not its absence.",
    method=_SPIN,
    reads=("summary", "serious", "events"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def claim_of_safety(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary that speaks of safety has counts of harm behind it, and none of them serious."""
    subject = Subject(study, "summary")
    claims = [one.strip() for one in _SENTENCE.findall(study.summary) if _SAFE.search(one)]
    serious = [
        harm for harm in study.harms if harm.serious and (harm.events is None or harm.events.value)
    ]
    for claim in claims:
        words = f"says “{_short(claim)}”"
        if serious:
            named = "; ".join(harm.event for harm in serious[:3])
            remedy = "Say in the sentence what was seen, with its number."
            yield subject.to_read(
                f"{words} beside serious harms ({named})", "words no wider than the numbers", remedy
            )
        elif not study.harms:
            remedy = "Say that no count of harm could be read."
            yield subject.to_read(
                f"{words} and no harm was counted", "a count behind the claim", remedy
            )
        else:
            yield subject.agrees(f"{words}; {len(study.harms)} harms are counted, none serious")
    if not claims:
        yield subject.agrees("makes no claim of safety")


@value_check(
    "W482",
    "claim-of-effect",
    "A sentence claims an effect without a control group",
    why="Without a control group nobody knows what the drug did.",
    method=_SPIN,
    reads=("summary", "design", "comparative", "evidence"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def claim_of_effect(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary of a study without a control group speaks of an effect."""
    design = evidence.designs.get(study.design)
    if study.evidence != "treatment" or design is None or design.comparative:
        return
    subject = Subject(study, "summary")
    claims = [
        one.strip()
        for one in _SENTENCE.findall(study.summary)
        if _CAUSED.search(one) and not _NOT.search(one)
    ]
    for claim in claims:
        remedy = "Say what happened to the people, not what the drug did."
        yield subject.to_read(
            f"says “{_short(claim)}” without a control group", "what was seen", remedy
        )
    if not claims:
        yield subject.agrees("claims no effect")


@value_check(
    "W483",
    "figures-in-words",
    "A figure in a summary stands nowhere in the record",
    why="A sentence and the value it tells must change together.",
    method="Counting: the figures of the sentence among those of the record",
    reads=("summary",),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def figures_in_words(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each figure in a summary stands in the record itself."""
    known = _known(study) | _of_scales(evidence, study)
    subject = Subject(study, "summary")
    for figure in figures_in(study.summary):
        if _stands_in(figure, known):
            yield subject.agrees(f"names {figure}, which the record holds")
        else:
            remedy = "Mend the sentence or the value; one of the two was changed without the other."
            yield subject.to_read(
                f"names {figure}, which no value of the record is", "figures of the record", remedy
            )


@value_check(
    "W484",
    "figures-of-ratings",
    "A figure of a rating is not in the records it rests on",
    why="A judgement stands on the numbers it names.",
    method="Counting: the figures of the sentence among those of the records",
    reads=("reason", "results", "background", "not_counted"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def figures_of_ratings(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each count in the sentence of a rating is among the numbers it rests on."""
    for place, rating in enumerate(evidence.certainty):
        numbers = [name.partition("#") for name in (*rating.results, *rating.background)]
        numbers += [item.result.partition("#") for item in rating.not_counted]
        named = [evidence.studies[study] for study, _, _ in numbers if study in evidence.studies]
        known = {text for study in named for text in _known(study)}
        known |= set(_sums(evidence, rating.results))
        for figure in figures_in(rating.reason):
            fits = _stands_in(figure, known)
            yield Verdict(
                ruling=Ruling.AGREES if fits else Ruling.TO_READ, study="", path=f"[{place}].reason",
                words=f"names {figure}" + ("" if fits else ", which no number it rests on is"),
                file="data/certainty.yml", expected="figures of the records it rests on",
                remedy="Mend the sentence, or name the record the figure comes from.",
            )  # fmt: skip


def _stands_in(figure: str, known: set[str]) -> bool:
    """Tell whether a figure is known, or is a known one rounded to fewer decimals."""
    if figure in known:
        return True
    near = span(Decimal(figure))
    decimals = len(figure.partition(".")[2])
    return any(
        len(text.partition(".")[2]) > decimals and Decimal(text) in near
        for text in known
        if _DECIMAL.fullmatch(text)
    )


def _of_scales(evidence: Evidence, study: Study) -> set[str]:
    """Return the ends of the scales that a study used, and the figures in their definitions."""
    measures = [
        evidence.measures[result.measure]
        for result in study.results
        if result.measure in evidence.measures
    ]
    return set(_texts([(measure.range, measure.definition, measure.label) for measure in measures]))


def _known(study: Study) -> set[str]:
    """Return every figure of a record, as printed, and the figures inside its words other than the summary."""
    names = [
        item.name
        for item in dataclasses.fields(study)
        if item.name not in {"summary", "extraction"}
    ]
    return set(_texts([getattr(study, name) for name in names]))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Number | Count):
        yield value.text.lstrip("<>≤≥=−-+ ").replace(",", "")
        yield f"{value.value:f}".lstrip("-") if isinstance(value, Number) else str(value.value)
    elif isinstance(value, str):
        yield from figures_in(value)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "items"):
        for item in value.values():  # type: ignore[attr-defined]
            yield from _texts(item)
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from _texts(getattr(value, item.name))


def _sums(evidence: Evidence, addresses: tuple[str, ...]) -> Iterator[str]:
    """Yield the sums of events and of totals over groups of the numbers a rating rests on."""
    counts: dict[str, list[tuple[int, int]]] = {}
    for address in addresses:
        study_id, _, name = address.partition("#")
        study = evidence.studies.get(study_id)
        for row in study.numbers if study else ():
            events, total = getattr(row, "events", None), row.total
            if row.id == name and events and total:
                counts.setdefault("all", []).append((events.value, total.value))
    for pairs in counts.values():
        yield str(sum(events for events, _ in pairs))
        yield str(sum(total for _, total in pairs))


def _short(text: str) -> str:
    return text if len(text) < 120 else f"{text[:117]}..."  # noqa: PLR2004 - one line
