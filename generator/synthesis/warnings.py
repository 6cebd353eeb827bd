"""What regulators warn of for some drugs: who carries a boxed warning, and which label is unread.

A warning is that of the drugs it names. A class stands for the drugs whose role is its own id, so a
notice about the class is said of each of them, and said to be about the class.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.register import SafetyNotice
from generator.model.vocabulary import Drug
from generator.synthesis.groups import treatment_studies
from generator.synthesis.interventions import interventions, is_intervention, studied_drugs

# What a regulator says in its own name; a label is the maker's text, and stands by itself.
STATEMENTS = frozenset({"safety-communication", "opinion", "announcement"})
# The section of a label that dates its boxed warning.
_BOX = "boxed warning"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A drug on whose label a boxed warning stands, and that label."""

    drug: Drug
    label: SafetyNotice

    @property
    def revised(self) -> PartialDate | None:
        """Return when the boxed warning was last changed; None if no date is known."""
        sections = (section for section in self.label.sections if section.section.lower() == _BOX)
        return next((section.changed for section in sections), None)


@dataclass(frozen=True, slots=True)
class BoxedWarning:
    """A boxed warning with all its headings, whose text it is, and the drugs that carry it."""

    body: str | None
    headings: tuple[str, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """What is known of the labels of some drugs, and what regulators say of them.

    `unread` are drugs whose label was not read, `broken_off` those whose boxed warning was not read
    to its end. `unseen` are those of which no page read tells whether there is one; `without` those
    whose label has none where it would be printed; `unlisted` the drugs of the topic of which the
    record has no label.
    """

    boxed: tuple[BoxedWarning, ...]
    unread: tuple[Drug, ...]
    broken_off: tuple[Drug, ...]
    unseen: tuple[Drug, ...]
    without: tuple[Drug, ...]
    unlisted: tuple[Drug, ...]
    statements: tuple[SafetyNotice, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the record holds no label and no word of a regulator on these drugs."""
        labels = (self.boxed, self.unread, self.broken_off, self.unseen, self.without)
        return not any(labels) and not self.statements


def drugs_warned_of(evidence: Evidence) -> tuple[Drug, ...]:
    """Return the drugs of the topic that a treatment study or a registered trial gives.

    All of them if none gives any.
    """
    studied = studied_drugs(evidence, treatment_studies(evidence))
    tried = chain.from_iterable(trial.drugs for trial in evidence.registered_trials)
    given = {drug.id for drug in studied}.union(tried)
    every = interventions(evidence)
    return tuple(drug for drug in every if drug.id in given) or every


def warnings_for(evidence: Evidence, drugs: Iterable[Drug]) -> Warnings:
    """Return what labels of the drugs and regulators say; a retracted study changes none of it."""
    drugs = tuple(drugs)
    labels = list(_labels(evidence, drugs))
    known = {carrier.drug.id for carrier in labels}
    return Warnings(
        boxed=tuple(_boxed(labels)),
        unread=_with(labels, lambda label: label.complete is False and not label.boxed_warning),
        broken_off=_with(labels, lambda label: label.complete is False and label.boxed_warning),
        unseen=_with(labels, lambda label: label.complete is None),
        without=_with(labels, lambda label: label.complete is True and not label.boxed_warning),
        unlisted=tuple(d for d in drugs if d.id not in known and d in interventions(evidence)),
        statements=tuple(_statements(evidence, drugs)),
    )


def single_drugs(evidence: Evidence, ids: Iterable[str]) -> tuple[Drug, ...]:
    """Return drugs by their ids; for a class, its drugs that are named too, else those given."""
    named = [evidence.drugs[name] for name in ids]
    single: dict[str, Drug] = {}
    for drug in named:
        members = [other for other in named if other.role == drug.id]
        members = members or [o for o in drugs_warned_of(evidence) if o.role == drug.id]
        single |= {other.id: other for other in members or [drug]}
    return tuple(single.values())


def of_the_same_class(evidence: Evidence, drugs: Iterable[Drug]) -> tuple[Drug, ...]:
    """Return the other drugs of the topic that share a class with one of the drugs."""
    drugs = tuple(drugs)
    classes = set(chain.from_iterable(class_of(evidence, drug) for drug in drugs))
    return tuple(
        drug
        for drug in drugs_warned_of(evidence)
        if drug not in drugs and set(class_of(evidence, drug)) & classes
    )


def class_of(evidence: Evidence, drug: Drug) -> tuple[str, ...]:
    """Return the id of the class a drug belongs to, or of the class it is; empty for no class."""
    if drug.role in evidence.drugs:
        return (drug.role,)
    return (drug.id,) if is_class(evidence, drug) else ()


def is_class(evidence: Evidence, drug: Drug) -> bool:
    """Tell whether a drug stands for several of the topic."""
    return drug.role == "class" and is_intervention(evidence, drug.id)


def bears_on(evidence: Evidence, notice: SafetyNotice, drug: Drug) -> bool:
    """Tell whether a notice is about a drug: it names the drug, or the class it belongs to."""
    return bool({drug.id, *class_of(evidence, drug)}.intersection(notice.drugs))


def names_drug(notice: SafetyNotice, drug: Drug) -> bool:
    """Tell whether a notice names a drug: among its drugs, or in what it says of the class."""
    if drug.id in notice.drugs:
        return True
    name = drug.label.partition(" (")[0]
    said = " ".join((notice.fact, *notice.drugs_as_named))
    return re.search(rf"\b{re.escape(name)}\b", said, re.IGNORECASE) is not None


def _labels(evidence: Evidence, drugs: Iterable[Drug]) -> Iterator[Carrier]:
    labels = [notice for notice in evidence.safety_notices if notice.kind == "label"]
    for drug in drugs:
        yield from (Carrier(drug, label) for label in labels if drug.id in label.drugs)


def newest_first(notices: Iterable[SafetyNotice]) -> list[SafetyNotice]:
    """Return notices with the newest first, and what a regulator says itself before any label."""

    def day(notice: SafetyNotice) -> tuple[bool, str]:
        return (notice.kind in STATEMENTS, str(notice.issued or notice.date_reported or ""))

    return sorted(notices, key=day, reverse=True)


def _boxed(labels: Iterable[Carrier]) -> Iterator[BoxedWarning]:
    """Yield each boxed warning once, in the order of the drugs, with all drugs that carry it."""
    groups: dict[tuple[str | None, tuple[str, ...]], list[Carrier]] = {}
    for carrier in labels:
        if carrier.label.has_boxed_warning:
            key = (carrier.label.body, carrier.label.boxed_warning)
            groups.setdefault(key, []).append(carrier)
    for (body, headings), carriers in groups.items():
        yield BoxedWarning(body, headings, tuple(carriers))


def _with(labels: Iterable[Carrier], is_so: Callable[[SafetyNotice], object]) -> tuple[Drug, ...]:
    found = {carrier.drug.id: carrier.drug for carrier in labels if is_so(carrier.label)}
    return tuple(found.values())


def _statements(evidence: Evidence, drugs: tuple[Drug, ...]) -> list[SafetyNotice]:
    """Return what regulators say of the drugs or their class, the newest first."""
    statements = [
        notice
        for notice in evidence.safety_notices
        if notice.kind in STATEMENTS and any(bears_on(evidence, notice, drug) for drug in drugs)
    ]
    return newest_first(statements)
