"""The names that the vocabulary of a project offers, by kind: drugs, measures, tools and so on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.instruments.installed import calculators
from generator.model.evidence import Evidence
from generator.model.vocabulary import UNLISTED

NO_TOOL = "none"


class _Labelled(Protocol):
    """Anything that readers know by a label."""

    @property
    def label(self) -> str:
        """Return the label."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a project has, by kind, each with its label."""

    labels: Mapping[str, Mapping[str, str]]

    def of(self, kind: str | None) -> Mapping[str, str]:
        """Return the names of a kind with their labels; nothing where there are none yet."""
        return self.labels.get(kind or "", {})


def vocabulary_of(evidence: Evidence) -> Vocabulary:
    """Return the names of a project, in the order of its files."""
    tools = {tool.label: tool.name for tool in evidence.appraisal_tools}
    # A project without tools may name any; this word alone would forbid them all.
    if tools:
        tools[NO_TOOL] = "no tool fits"
    unlisted = "an outcome the vocabulary does not hold; give its domain"
    return Vocabulary(
        {
            "drug": _labels(evidence.drugs),
            "measure": {**_labels(evidence.measures), UNLISTED: unlisted},
            "population": _labels(evidence.populations),
            "design": _labels(evidence.designs),
            "age group": _labels(evidence.age_groups),
            "calculator": _labels(calculators(evidence.topic.instruments)),
            "tool": tools,
            "settling rule": {rule.id: rule.text for rule in evidence.settling_rules},
        }
    )


def _labels(records: Mapping[str, _Labelled]) -> dict[str, str]:
    return {name: record.label for name, record in records.items()}
