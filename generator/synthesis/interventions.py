"""Which drugs the site is about, in one order and with one place in the colours for each."""

from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.model.vocabulary import Drug

_NOT_INTERVENTIONS = frozenset({"comparator", "control", "class"})
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
    """Return the drug's place among the colours, the same on every page; None where it has none of its own."""
    used = {name for study in evidence.studies.values() for name in study.drugs}
    ids = [drug.id for drug in interventions(evidence) if drug.id in used]
    return ids.index(drug_id) if drug_id in ids[:SLOTS] else None


def studied_drugs(evidence: Evidence, studies: tuple[Study, ...]) -> tuple[Drug, ...]:
    """Return the drugs the studies name: those the topic is about first, then the others."""
    named = {name for study in studies for name in study.drugs}
    known = [drug for drug in evidence.drugs.values() if drug.id in named]
    return tuple(sorted(known, key=lambda drug: not is_intervention(evidence, drug.id)))


def _roles(evidence: Evidence) -> set[str]:
    return {drug.role for drug in evidence.drugs.values()}
