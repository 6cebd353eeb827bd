"""Which drugs the site is about, in one order and with one place in the colours for each."""

from collections.abc import Iterable
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.model.vocabulary import Drug

# Roles of drugs that a trial gives beside the topic's, or that stand for several.
_NOT_INTERVENTIONS = frozenset({"comparator", "control", "class"})
# As many colours can be told apart; the drugs after them share a grey.
SLOTS = 8


def interventions(evidence: Evidence) -> tuple[Drug, ...]:
    """Return the single drugs the topic is about, in the order of the vocabulary."""
    return tuple(drug for drug in evidence.drugs.values() if drug.role not in _NOT_INTERVENTIONS)


def is_intervention(evidence: Evidence, drug_id: str | None) -> bool:
    """Tell whether a drug is one the topic is about, or the class that stands for several of them.

    A class stands for the drugs whose role is its own id.
    """
    drug = evidence.drugs.get(drug_id or "")
    return drug is not None and (drug.role not in _NOT_INTERVENTIONS or drug.id in _roles(evidence))


def slot(evidence: Evidence, drug_id: str | None) -> int | None:
    """Return the drug's place among the colours, one on every page; None if it has none."""
    # Of all studies, not of those on a page: else a drug would change its colour between pages.
    used = _named(evidence.studies.values())
    ids = [drug.id for drug in interventions(evidence) if drug.id in used]
    return ids.index(drug_id) if drug_id in ids[:SLOTS] else None


def studied_drugs(evidence: Evidence, studies: tuple[Study, ...]) -> tuple[Drug, ...]:
    """Return the drugs the studies name: those the topic is about first, then the others."""
    named = _named(studies)
    known = [drug for drug in evidence.drugs.values() if drug.id in named]
    return tuple(sorted(known, key=lambda drug: not is_intervention(evidence, drug.id)))


def _named(studies: Iterable[Study]) -> set[str]:
    return set(chain.from_iterable(study.drugs for study in studies))


def _roles(evidence: Evidence) -> set[str]:
    return {drug.role for drug in evidence.drugs.values()}
