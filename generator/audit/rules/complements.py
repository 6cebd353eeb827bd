"""Two measures that count the two sides of one outcome: survivors and deaths, or the like."""

from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.vocabulary import Measure

_FILE = "data/vocabulary/measures.yml"


@value_check(
    "W511",
    "complement-is-other-side",
    "A complement that is not the other side of its measure",
    checked="Whether a complement is the other side of its measure",
    why="Results of the measure are shown as those of its complement: with a wrong one, good and "
    "bad change places on every page that compares studies.",
    method="Same domain, opposite good direction, and a complement that has none itself",
    reads=("complement", "better"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def complement_is_other_side(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each complement counts the other side of its measure."""
    for place, measure in enumerate(evidence.measures.values()):
        other = evidence.measures.get(measure.complement or "")
        if measure.complement and other is not None:
            yield Verdict(
                ruling=Ruling.CANNOT_BE.unless(_is_other_side(measure, other)),
                path=f"[{place}].complement",
                words=f"is {other.id} for {measure.id}",
                file=_FILE,
                expected="a measure of the same domain that is better the other way and has no "
                "complement",
                remedy="Name the measure that counts everybody else, or remove the key.",
            )


def _is_other_side(measure: Measure, other: Measure) -> bool:
    if measure.domain != other.domain or other.complement is not None:
        return False
    return {measure.better, other.better} == {"higher", "lower"}
