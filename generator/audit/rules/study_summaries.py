"""The summary of a study names its main figure, whether there was a control, and harms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from generator.audit.check import in_each_study, value_check
from generator.audit.sentence_figures import figures_in
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import NarrativeResult, RateResult, Result, Summary, TimeToEventResult
from generator.model.study import Arm, Harm, Study
from generator.model.vocabulary import SAFETY
from generator.statistics.printed import span
from generator.text.count_words import count_words

# Of reviews, criteria and surveys a summary may tell whatever matters there.
_HELD = frozenset({"treatment", "comparator", "safety"})
_ABSTRACTS = (
    "What an abstract must tell: Hopewell S and others. CONSORT for abstracts. Lancet"
    " 2008;371:281-283"
)
_SPIN = "Boutron I, Dutton S, Ravaud P, Altman DG. JAMA 2010;303:2058-2064, on spin"
_HARMS = "Junqueira DR and others. CONSORT Harms 2022 statement. BMJ 2023;381:e073725"
# A count that is everybody, nobody or half of a group is often told by these words.
_EVERYBODY = re.compile(r"\b(?:all|both|each|every|everyone|everybody)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:no|none|nobody|neither)\b", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b", re.IGNORECASE)
# A disease that is controlled is no control group, and a comparator no comparison.
_CONTROL = r"\b(?:controls?|control groups?|comparisons?|compared)\b"
_COMPARED = re.compile(rf"{_CONTROL}|\b(?:against|versus|than|placebo|matched)\b", re.IGNORECASE)
_OF_A_CONTROL = re.compile(_CONTROL, re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:earlier|historical) (?:patients|people|controls)\b", re.IGNORECASE)
_UNCONTROLLED = re.compile(r"\buncontrolled\b|\bsingle[- ]arm\b", re.IGNORECASE)
_HARM = re.compile(
    r"\b(?:harm\w*|side[- ]effects?|adverse|safety|toxic\w*|tolera\w+)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:no|not|nothing|nobody|none|without|cannot|never)\b", re.IGNORECASE)
# A point between digits ends no sentence.
_SENTENCE = re.compile(r"[^.!?]+(?:\.\d+[^.!?]*)*")
# A length of time or an amount of drug is no finding: 12 weeks are no 12 people.
_AMOUNT = re.compile(r"[\w.]+[ -](?:hours?|days?|weeks?|months?|years?|mg)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")


@value_check(
    "W507",
    "summary-names-figure",
    "A summary does not name the main figure with its denominator",
    checked="Main figure and its denominator in the summary",
    why="A reader who sees only the summary must learn how much, and out of how many.",
    method=_ABSTRACTS,
    reads=("summary", "role", "events", "total", "percent"),
    answers=(Ruling.AGREES, Ruling.TO_READ, Ruling.NOT_TESTABLE),
)
@in_each_study
def summary_names_figure(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary names a main figure of its study, and the people it is out of."""
    if not _is_held(study):
        return
    subject, rows = Subject(study, "summary"), _main_rows(study)
    named = [row for row in rows if _is_named(study, row)]
    if not rows:
        yield subject.not_testable("has no figure to name: the record holds none")
    elif not named:
        yield subject.to_read(
            f"names no figure of {_ids(rows)}",
            "the main figure, as the record has it",
            "Name the figure of the primary outcome, or of the main one, with its denominator.",
        )
    elif not any(_has_denominator(study, row) for row in named):
        yield subject.to_read(
            f"names {_ids(named)} without the number of people",
            "the denominator, which the record has",
            "Say out of how many.",
        )
    else:
        yield subject.agrees(f"names {_ids(named)}")


@value_check(
    "W508",
    "summary-tells-control",
    "A summary does not tell whether there was a control group",
    checked="Control group in the summary",
    why="Without a control group nobody knows what the drug did; readers must see which it is.",
    method=_SPIN,
    reads=("summary", "design", "comparative", "arms"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def summary_tells_control(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary names both groups, or says that there was no control group."""
    design = evidence.designs.get(study.design)
    if not _is_held(study) or design is None:
        return
    subject = Subject(study, "summary")
    if design.comparative:
        told = _COMPARED.search(study.summary) or _names_two_groups(evidence, study)
        expected = "the control group beside the other"
    else:
        told = _is_one_person(study) or _says_no_control(study)
        expected = "that there was no control group"
    if told:
        yield subject.agrees("tells what was compared, or that nothing was")
    else:
        yield subject.to_read(
            "does not tell whether there was a control group",
            expected,
            "Say in the sentence what was compared with what, or that nothing was.",
        )


@value_check(
    "W509",
    "summary-tells-harms",
    "A summary does not tell what is known of harms",
    checked="Harms in the summary",
    why="Silence about harm reads like its absence.",
    method=_HARMS,
    reads=("summary", "harms", "event"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def summary_tells_harms(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a summary names harms where some were counted, and else says that none were."""
    # The figures of a study of safety are harms themselves.
    if not _is_held(study) or study.evidence == "safety":
        return
    subject = Subject(study, "summary")
    general = [part for part in _sentences(study.summary) if _HARM.search(part)]
    named = _names_harm(evidence, study)
    if not general and not named:
        yield subject.to_read(
            "does not tell of harms",
            "harms that were counted" if study.harms else "that no count of harms could be read",
            "Name the harms with their number, or say that they were not counted or not read.",
        )
    elif study.harms and not named and all(_NOT.search(part) for part in general):
        yield subject.to_read(
            "says that harms are not known",
            f"the harms that the record holds: {count_words(len(study.harms), 'row')}",
            "Name the harms that were counted.",
        )
    else:
        yield subject.agrees("tells what is known of harms")


def _is_held(study: Study) -> bool:
    # Of a study without a result nothing can be claimed.
    return study.evidence in _HELD and bool(study.results)


def _main_rows(study: Study) -> Sequence[Result | Harm]:
    """Return the rows whose figure is the main one: those of the primary outcome, else any."""
    results = [row for row in study.results if not row.interim and _has_figure(row)]
    primary = [row for row in results if row.role == "primary"]
    harms = [harm for harm in study.harms if _has_figure(harm)]
    return primary or results or (harms if study.evidence == "safety" else [])


def _has_figure(row: Result | Harm) -> bool:
    # A count of 0 is a figure too.
    return next(_figures(row), None) is not None


def _ids(rows: Iterable[Result | Harm]) -> str:
    names = [row.id for row in rows]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}"


def _figures(row: Result | Harm) -> Iterator[Decimal]:
    """Yield the figures by which a row can be named: counts, percentages, estimates, values."""
    if isinstance(row, NarrativeResult):
        return
    for name in ("events", "percent", "value"):
        yield from _values(getattr(row, name, None))
    for name in ("follow_up", "change"):
        summary = getattr(row, name, None)
        if isinstance(summary, Summary):
            yield from _values(summary.centre)
            yield from _values(summary.percent)


def _values(figure: object) -> Iterator[Decimal]:
    if isinstance(figure, Number | Count):
        yield abs(Decimal(figure.value))


def _is_named(study: Study, row: Result | Harm) -> bool:
    # The figures of a time to an event are lengths of time themselves.
    text = study.summary if isinstance(row, TimeToEventResult) else _AMOUNT.sub("", study.summary)
    told = [Decimal(figure) for figure in figures_in(text, smallest=1)]
    if any(figure in span(number) for figure, number in product(_figures(row), told)):
        return True
    words = _words_for(row)
    return bool(words and words.search(study.summary))


def _words_for(row: Result | Harm) -> re.Pattern[str] | None:
    """Return the words that tell a share which is everybody, nobody or half of a group."""
    events, percent = getattr(row, "events", None), getattr(row, "percent", None)
    if isinstance(row, RateResult):
        return None
    if isinstance(events, Count) and row.total:
        share = Decimal(events.value) / max(row.total.value, 1)
    elif isinstance(percent, Number):
        share = percent.value / 100
    else:
        return None
    return {Decimal(0): _NOBODY, Decimal(1): _EVERYBODY, Decimal("0.5"): _HALF}.get(share)


def _has_denominator(study: Study, row: Result | Harm) -> bool:
    """Tell whether the people of a named figure stand in the summary, if their number is known."""
    arm = study.arm(row.arm) if row.arm else None
    own = _counts(row.total, arm.total if arm else None)
    people = study.participants
    whole = _counts(*(getattr(people, name) for name in _PEOPLE)) if people else set()
    both = {group.total.value for group in study.arms if group.total}
    told = {Decimal(figure) for figure in figures_in(study.summary, smallest=1)}
    known = own | whole
    # The one person of a report is told in other words than a number.
    return not known or max(known) == 1 or not told.isdisjoint(known | both)


_PEOPLE = ("enrolled", "treated", "analysed", "completed")


def _counts(*counts: Count | None) -> set[int]:
    return {count.value for count in counts if count is not None}


def _names_two_groups(evidence: Evidence, study: Study) -> bool:
    words = _stems(study.summary)
    named = {frozenset(words & _words_of(evidence, arm)) for arm in study.arms}
    # Two doses of a drug that are told by its name alone are one group to a reader.
    return any(one - other and other - one for one, other in combinations(named, 2))


def _words_of(evidence: Evidence, arm: Arm) -> set[str]:
    drug = evidence.drugs.get(arm.drug or "")
    # What stands in brackets tells of a group and does not name it.
    label = arm.label.partition("(")[0]
    return _stems(f"{label} {drug.label if drug else ''}")


def _is_one_person(study: Study) -> bool:
    sizes = _counts(*(arm.total for arm in study.arms))
    return sizes == {1}


def _says_no_control(study: Study) -> bool:
    """Tell whether a summary denies a control group, or names earlier patients beside its own."""
    if _UNCONTROLLED.search(study.summary):
        return True
    parts = [part for part in _sentences(study.summary) if _OF_A_CONTROL.search(part)]
    if any(_NOT.search(part) for part in parts):
        return True
    return len(study.arms) > 1 and bool(_EARLIER.search(study.summary))


def _names_harm(evidence: Evidence, study: Study) -> bool:
    """Tell whether a summary names a harm of the record, or a result about safety."""
    events = [harm.event.partition("(")[0] for harm in study.harms]
    events += [row.reported_as for row in study.results if _is_of_safety(evidence, row)]
    return not _stems(study.summary).isdisjoint(_stems(" ".join(events)) - _NO_HARM)


def _is_of_safety(evidence: Evidence, row: Result) -> bool:
    measure = evidence.measures.get(row.measure)
    return (row.domain or (measure.domain if measure else "")) == SAFETY


# So much of a word is alike in infection, infections and infected.
_STEM = 6
# Words of an event that name none.
_NO_HARM = frozenset({
    "after", "been", "both", "drug", "from", "group", "least", "more", "other", "people", "patien",
    "person", "severe", "stoppe", "than", "that", "those", "treatm", "were", "with",
})  # fmt: skip


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)
