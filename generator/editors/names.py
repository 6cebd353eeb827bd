"""The names that a project's vocabulary offers for drugs, measures, populations, designs and tools."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.instruments.installed import calculators
from generator.model.evidence import Evidence
from generator.model.vocabulary import UNLISTED

NO_TOOL = "none"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a project has, by kind, each with its label."""

    labels: Mapping[str, Mapping[str, str]]

    def of(self, kind: str | None) -> Mapping[str, str]:
        """Return the names of a kind with their labels; nothing where there are none yet."""
        return self.labels.get(kind or "", {})


def vocabulary_of(evidence: Evidence) -> Vocabulary:
    """Return the names of a project, in the order of its files."""
    measures = {name: item.label for name, item in evidence.measures.items()}
    tools = {tool.label: tool.name for tool in evidence.appraisal_tools}
    return Vocabulary(
        {
            "drug": {name: item.label for name, item in evidence.drugs.items()},
            "measure": {
                **measures,
                UNLISTED: "an outcome the vocabulary does not hold; give its domain",
            },
            "population": {name: item.label for name, item in evidence.populations.items()},
            "design": {name: item.label for name, item in evidence.designs.items()},
            "age group": {name: item.label for name, item in evidence.age_groups.items()},
            "calculator": {
                name: item.label for name, item in calculators(evidence.topic.instruments).items()
            },
            "tool": {**tools, NO_TOOL: "no tool fits"} if tools else {},
        }
    )
