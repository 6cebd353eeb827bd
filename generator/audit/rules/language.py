"""Sentences that claim more than their numbers, or give figures that the record does not hold."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.audit.check import in_each_study, value_check
from generator.audit.sentence_figures import figures_in
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.few import named
from generator.model.judgement import Certainty
from generator.model.number import Count, Number
from generator.model.result import RateResult
from generator.model.study import Harm, Study
from generator.statistics.printed import span
from generator.text.count_words import count_words

# That no count could be read is no claim that there was nothing to count.
_SAFE = re.compile(
    r"\b(?:no|without(?: any)?|free of)\s+(?!(?:count|figure|number)s?\b)(?:\w+\s+){0,2}?"
    r"(?:adverse|side[- ]effects?|harms?|complications?|safety)"
    r"|\b(?:is|was|were|are|be|proved|seems?|appeared?)\s+(?:\w+\s+)?safe\b"
    r"|\bwell[- ]tolerated\b|\bsafe and\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:effective|efficacious|cured?|superior|works?|proven?|proved|better than|more effective"
    r"|saves? lives?)\b",
    re.IGNORECASE,
)
# A sentence with one of these words claims nothing: it doubts, or says that nobody knows.
_NOT = re.compile(r"\b(?:not|no|never|cannot|whether|uncertain|unclear|may|might)\b", re.IGNORECASE)
# Enough of a sentence to find it again, on one line of a finding.
_LONGEST = 119
_DECIMAL = re.compile(r"\d+\.\d+")
# A point between digits ends no sentence; a semicolon parts two claims.
_SENTENCE = re.compile(r"[^.!?;]+(?:\.\d+[^.!?;]*)*")


_SPIN = "Boutron I, Dutton S, Ravaud P, Altman DG. JAMA 2010;303:2058-2064, on spin"


@value_check(
    "W481",
    "claim-of-safety",
    "A sentence claims safety beyond its numbers",
    checked="Claims of safety in a sentence",
    why="Small numbers hide rare harm, and silence about harm is not its absence.",
    method=_SPIN,
    reads=("summary", "serious", "events"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def claim_of_safety(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each claim of safety has counts of harm behind it, none of them serious."""
    subject = Subject(study, "summary")
    claims = _claims(study.summary, _SAFE)
    serious = [harm.event for harm in study.harms if _is_serious(harm)]
    for claim in claims:
        words = f"says “{_short(claim)}”"
        if serious:
            seen = f"{words} beside serious harms ({named(serious, _MOST_NAMED, '; ')})"
            remedy = "Say in the sentence what was seen, with its number."
            yield subject.to_read(seen, "words no wider than the numbers", remedy)
        elif not study.harms:
            remedy = "Say that no count of harm could be read."
            seen = f"{words} and no harm was counted"
            yield subject.to_read(seen, "a count behind the claim", remedy)
        else:
            counted = count_words(len(study.harms), "harm is", "harms are")
            yield subject.agrees(f"{words}; {counted} counted, none serious")
    if not claims:
        yield subject.agrees("makes no claim of safety")


_MOST_NAMED = 3


def _is_serious(harm: Harm) -> bool:
    """Tell whether a serious harm happened; one whose count is not printed is taken to have."""
    return bool(harm.serious and (harm.events is None or harm.events.value))


def _claims(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Return the sentences, or parts up to a semicolon, in which a pattern is found."""
    return [part.strip() for part in _SENTENCE.findall(text) if pattern.search(part)]


@value_check(
    "W482",
    "claim-of-effect",
    "A sentence claims an effect without a control group",
    checked="Claims of an effect in a sentence",
    why="Without a control group nobody knows what the drug did.",
    method=_SPIN,
    reads=("summary", "design", "comparative", "evidence"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def claim_of_effect(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary of a study without a control group speaks of an effect."""
    design = evidence.designs.get(study.design)
    # With a control group an effect may be claimed; its figures are held elsewhere.
    if study.evidence != "treatment" or design is None or design.comparative:
        return
    subject = Subject(study, "summary")
    claims = [claim for claim in _claims(study.summary, _CAUSED) if not _NOT.search(claim)]
    for claim in claims:
        remedy = "Say what happened to the people, not what the drug did."
        seen = f"says “{_short(claim)}” without a control group"
        yield subject.to_read(seen, "what was seen", remedy)
    if not claims:
        yield subject.agrees("claims no effect")


# With one of these words a sentence says what was shown, not what is.
_SHOWN = re.compile(
    r"\b(?:shown|showed|seen|found|clear|clearly|room|compatible|cannot|whether|fits?"
    r"|includes?|reach(?:es)?)\b",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"\b(?:is|are|was|were)\s+(?:no|not)\s+"
    r"(?:different|higher|lower|more|less|better|worse|fewer)\b"
    r"|\bno (?:different|difference|effect|increase|excess|reduction)\b"
    r"|\bdid not differ\b|\b(?:is|are|was|were|occurred|happened)\s+(?:just |equally )?"
    r"as (?:frequent|often|common|high|low|good|likely)\b",
    re.IGNORECASE,
)
_NOT_SHOWN = "A difference that was not shown may still be there; only its interval says how large."
_ABSENCE = "Altman DG, Bland JM. Absence of evidence is not evidence of absence. BMJ 1995;311:485"
_LIMITS = "what was shown, with its limits"
_SAY_LIMITS = "Say that no difference was shown, and how large one may be."
_NO_CLAIM = "claims no absence of a difference"


@value_check(
    "W510",
    "claim-of-no-difference",
    "A sentence claims that there is no difference",
    checked="Claims of no difference in a sentence",
    why=_NOT_SHOWN,
    method=_ABSENCE,
    reads=("summary", "design", "comparative"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def claim_of_no_difference(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary of a study that compares groups calls them alike."""
    design = evidence.designs.get(study.design)
    if design is None or not design.comparative:
        return
    subject = Subject(study, "summary")
    claims = [part for part in _claims(study.summary, _ALIKE) if not _SHOWN.search(part)]
    for claim in claims:
        yield subject.to_read(f"says “{_short(claim)}”", _LIMITS, _SAY_LIMITS)
    if not claims:
        yield subject.agrees(_NO_CLAIM)


@value_check(
    "W515",
    "rating-claims-no-difference",
    "A reason of a rating claims that there is no difference",
    checked="Claims of no difference in a reason of a rating",
    why=_NOT_SHOWN,
    method=_ABSENCE,
    reads=("reason", "down", "up", "settled_because"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def rating_claims_no_difference(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether a reason of each rating of certainty calls two groups alike."""
    for place, rating in enumerate(evidence.certainty):
        for path, reason in _reasons(rating):
            claims = [part for part in _claims(reason, _ALIKE) if not _SHOWN.search(part)]
            words = f"says “{_short(claims[0])}”" if claims else _NO_CLAIM
            yield Verdict(
                ruling=Ruling.TO_READ.unless(not claims),
                path=f"[{place}].{path}",
                words=words,
                file="data/certainty.yml",
                expected=_LIMITS,
                remedy=_SAY_LIMITS,
            )


def _reasons(rating: Certainty) -> Iterator[tuple[str, str]]:
    """Yield each reason of a rating with its path."""
    yield "reason", rating.reason
    for name in ("down", "up"):
        for number, step in enumerate(getattr(rating, name)):
            yield f"{name}[{number}].reason", step.reason
    if rating.settled_because:
        yield "settled_because", rating.settled_because


@value_check(
    "W483",
    "figures-in-words",
    "A figure in a summary stands nowhere in the record",
    checked="Figures of the summary against the record",
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
    checked="Figures of a rating against the records it rests on",
    why="A judgement stands on the numbers it names.",
    method="Counting: the figures of the sentence among those of the records",
    reads=("reason", "results", "background", "not_counted"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def figures_of_ratings(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each count in the sentence of a rating is among the numbers it rests on."""
    for place, rating in enumerate(evidence.certainty):
        known = _known_to(evidence, rating)
        for figure in figures_in(rating.reason):
            fits = _stands_in(figure, known)
            words = f"names {figure}"
            yield Verdict(
                ruling=Ruling.TO_READ.unless(fits),
                path=f"[{place}].reason",
                words=words if fits else f"{words}, which no number it rests on is",
                file="data/certainty.yml",
                expected="figures of the records it rests on",
                remedy="Mend the sentence, or name the record the figure comes from.",
            )


def _known_to(evidence: Evidence, rating: Certainty) -> set[str]:
    """Return the figures of the studies a rating names, and the sums of its results."""
    left_out = (entry.result for entry in rating.not_counted)
    known = set(_sums(evidence, rating.results))
    for address in (*rating.results, *rating.background, *left_out):
        study = evidence.studies.get(address.partition("#")[0])
        if study:
            known |= _known(study)
    return known


def _stands_in(figure: str, known: set[str]) -> bool:
    """Tell whether a figure is known, or is a known one rounded to fewer decimals."""
    if figure in known:
        return True
    # 58.33 in the record may be told as 58.3; 58 in the record is not told as 58.3.
    near = span(Decimal(figure))
    decimals = len(figure.partition(".")[2])
    return any(
        len(text.partition(".")[2]) > decimals and Decimal(text) in near
        for text in known
        if _DECIMAL.fullmatch(text)
    )


def _of_scales(evidence: Evidence, study: Study) -> set[str]:
    """Return the ends of the scales that a study used, and the figures in their definitions."""
    measures = (evidence.measures.get(result.measure) for result in study.results)
    parts = [(m.range, m.definition, m.label) for m in measures if m]
    return set(_texts(parts))


def _known(study: Study) -> set[str]:
    """Return every figure of a record, as printed, and those in its words.

    The summary is left out, for it is what is checked, and so are the days of reading.
    """
    names = {field.name for field in dataclasses.fields(study)} - {"summary", "extraction"}
    return set(_texts([getattr(study, name) for name in names]))


def _texts(value: object) -> Iterator[str]:
    """Yield the figures of a value and of all that is inside it."""
    if isinstance(value, Number | Count):
        # As printed without its sign, and as read: .50 is 0.50.
        yield value.text.lstrip("<>≤≥=−-+ ").replace(",", "")
        yield f"{Decimal(value.value):f}".lstrip("-")
    elif isinstance(value, str):
        yield from figures_in(value)
    else:
        for part in _parts(value):
            yield from _texts(part)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    if dataclasses.is_dataclass(value):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return value if isinstance(value, tuple | list) else ()


def _sums(evidence: Evidence, addresses: tuple[str, ...]) -> Iterator[str]:
    """Yield the sum of events and the sum of totals over the numbers a rating rests on."""
    counts = []
    for address in addresses:
        study_id, _, name = address.partition("#")
        study = evidence.studies.get(study_id)
        for row in study.numbers if study else ():
            events, total = getattr(row, "events", None), row.total
            # Events in time may be more than there are people, and are no share of them.
            if row.id == name and events and total and not isinstance(row, RateResult):
                counts.append((events.value, total.value))
    if counts:
        yield from (str(sum(column)) for column in zip(*counts, strict=True))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}..."
