"""A design that compares groups says whether chance decides who is in which."""

from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.vocabulary import Design

# Cochrane's tools tell by their names for which studies they are: RoB for trials whose groups
# chance makes, ROBINS for studies of other groups.
_TELLING = "rob"


@value_check(
    "W520",
    "design-says-chance",
    "A design compares groups and does not say whether chance makes them",
    checked="Whether a comparative design says if chance decides",
    why="From two on, trials whose groups chance makes are averaged among themselves; one whose "
    "design is silent is taken for a study of other groups, and stands apart.",
    method="Cochrane Handbook, version 6, sections 24.1 and 24.6: studies with and without chance "
    "are not put together",
    reads=("comparative", "randomised", "appraisal_tool"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def design_says_chance(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each design that compares groups says if chance decides, or its tool does."""
    for place, design in enumerate(evidence.designs.values()):
        if design.comparative:
            told = _told(design)
            yield Verdict(
                ruling=Ruling.TO_READ.unless(bool(told)),
                path=f"[{place}]",
                words=f"{design.id} {told or 'does not say whether chance makes its groups'}",
                file="data/vocabulary/designs.yml",
                expected="randomised: true or false, or a tool for one kind of study",
                remedy="Add randomised: true where chance makes the groups, else false.",
            )


def _told(design: Design) -> str:
    if design.randomised is not None:
        return "says that chance decides" if design.randomised else "says that chance does not"
    tells = design.appraisal_tool.casefold().startswith(_TELLING)
    return f"is appraised by {design.appraisal_tool}" if tells else ""
