"""Which fields name something of the vocabulary, and the names a project has for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal, Certainty
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.result import Result
from generator.model.study import Arm, Baseline, Patient, Study
from generator.model.topic import ChosenOutcome, ChosenOutcomes
from generator.model.vocabulary import UNLISTED, AppraisalTool, Design, GlossaryTerm

_NAMED: Mapping[str, tuple[tuple[type, str], ...]] = {
    "drug": (
        (Study, "drugs"), (Arm, "drug"), (RegisteredTrial, "drugs"), (SafetyNotice, "drugs"), (ReviewedStudy, "drugs"),
    ),
    "measure": (
        (Result, "measure"), (Baseline, "measure"), (Patient, "measure"), (ChosenOutcome, "measure"),
        (Certainty, "measures"), (GlossaryTerm, "measure"),
    ),
    "population": (
        (Study, "populations"), (RegisteredTrial, "populations"), (ReviewedStudy, "populations"),
        (ChosenOutcomes, "population"), (Certainty, "population"),
    ),
    "design": ((Study, "design"), (AppraisalTool, "designs")),
    "tool": ((Appraisal, "tool"), (Design, "appraisal_tool")),
}  # fmt: skip
_KIND_OF = {place: kind for kind, places in _NAMED.items() for place in places}
NO_TOOL = "none"


def names_of(record: type, field: str) -> str | None:
    """Return what a field of a record names: drug, measure, population, design or tool; None where it names none."""
    return next(
        (_KIND_OF[kind, field] for kind in record.__mro__ if (kind, field) in _KIND_OF), None
    )


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
            "tool": {**tools, NO_TOOL: "no tool fits"} if tools else {},
        }
    )
