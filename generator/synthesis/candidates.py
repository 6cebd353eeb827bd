"""What a study offers to a synthesis: one result, the drug its people took, how it is measured, against what."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    Result,
    TimePoint,
)
from generator.model.study import Study
from generator.synthesis.groups import domain, in_population, of_kind
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import size_of
from generator.synthesis.selection import drug_taken, set_against
from generator.synthesis.study_design import CONTROL, has_control

Form = Literal["share", "change", "level", "comparison", "words"]
Contrast = Literal["single-arm", "comparative"]

_WEEKS = {
    "day": Decimal(1) / 7,
    "week": Decimal(1),
    "month": Decimal("365.25") / 12 / 7,
    "year": Decimal("365.25") / 7,
}


@record
class Candidate:
    """One result that could enter a synthesis.

    `control` is the same outcome at the same time in the group beside it, where a study that
    compares groups counts both. `weeks` is None where the source states no length of time.
    `drug_class` is the class the drug belongs to, or the drug itself where it belongs to none.
    """

    study: Study
    result: Result
    drug: str | None
    drug_class: str | None
    form: Form
    contrast: Contrast
    weeks: Decimal | None
    control: ProportionResult | None = None
    comparator: str | None = None

    @property
    def address(self) -> str:
        """Return the permanent address of the number."""
        return f"{self.study.id}#{self.result.id}"

    @property
    def people(self) -> int:
        """Return how many people the figure stands on; 0 where the source does not say."""
        own = self.result.total.value if self.result.total else 0
        beside = self.control.total.value if self.control and self.control.total else 0
        if self.form == "comparison" and not own:
            arms = [self.study.arm(name) for name in (self.result.arm, self.result.against) if name]
            sizes = [size_of(arm) for arm in arms]
            return 0 if None in sizes else sum(size for size in sizes if size)
        return own + beside

    @property
    def counts(self) -> tuple[int, int]:
        """Return events and people of a share; ValueError where one of them is not printed."""
        events = getattr(self.result, "events", None)
        if events is None or self.result.total is None:
            raise ValueError(f"{self.address} has no count of people")
        return events.value, self.result.total.value

    @property
    def definition(self) -> tuple[str, ...]:
        """Return what has to be alike for two figures to measure the same: measure, form, effect measure, unit."""
        result = self.result
        kind = "two groups" if self.control else self.form
        effect = result.effect if isinstance(result, ComparisonResult) else ""
        return (result.measure, kind, effect, result.unit or "")


def candidates(evidence: Evidence, population_id: str, domain_name: str) -> tuple[Candidate, ...]:
    """Return every result of a domain in a population: of people on a drug of the topic, and of its comparators.

    Treatment studies stand before trials of other treatments, the largest first, results in the
    order of the record. Groups that only serve as the control of another result are not candidates
    themselves.
    """
    studies = in_population(
        (*of_kind(evidence, "treatment"), *of_kind(evidence, "comparator")), population_id
    )
    return tuple(
        candidate(evidence, study, result)
        for study in studies
        for result in study.results
        if domain(evidence, result) == domain_name and not _is_control_only(evidence, study, result)
    )


def candidate(evidence: Evidence, study: Study, result: Result) -> Candidate:
    """Return what a result offers to a synthesis."""
    drug = drug_taken(evidence, study, result)
    control = _counted_control(evidence, study, result)
    beside = result.against or (control.arm if control else None)
    return Candidate(
        study=study,
        result=result,
        drug=drug,
        drug_class=class_of(evidence, drug),
        form=_form(result),
        contrast="comparative" if has_control(evidence, study) else "single-arm",
        weeks=weeks_of(result.time),
        control=control,
        comparator=study.arm(beside).drug if beside else None,
    )


def class_of(evidence: Evidence, drug_id: str | None) -> str | None:
    """Return the class a drug belongs to: the drug whose id is its role; without one, the drug is its own class."""
    drug = evidence.drugs.get(drug_id or "")
    if drug is None:
        return None
    return drug.role if drug.role in evidence.drugs else drug.id


def weeks_of(time: TimePoint | None) -> Decimal | None:
    """Return a length of time in weeks, a month being a twelfth of 365.25 days; None where only words are given."""
    if time is None or time.value is None or time.unit is None:
        return None
    step, length = _WEEKS.get(time.unit.strip().lower().removesuffix("s")), time.value.exact
    return None if step is None or length is None else length * step


def drugs_of(evidence: Evidence, found: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the drugs of the topic that candidates are about, in the order of the vocabulary, which ranks nothing."""
    named = {one.drug for one in found if one.drug and is_intervention(evidence, one.drug)}
    return tuple(name for name in evidence.drugs if name in named)


def _form(result: Result) -> Form:
    match result:
        case ProportionResult():
            return "share"
        case ChangeResult():
            return "change"
        case ContinuousResult():
            return "change" if result.baseline or result.change else "level"
        case ComparisonResult():
            return "comparison"
        case _:
            return "words"


def _counted_control(evidence: Evidence, study: Study, result: Result) -> ProportionResult | None:
    """Return the count in the one group beside a share; with several groups beside it, none is chosen here."""
    if not isinstance(result, ProportionResult):
        return None
    others = [
        other
        for other in set_against(evidence, study, result)
        if isinstance(other, ProportionResult) and other.subgroup == result.subgroup
        and other.arm and not is_intervention(evidence, study.arm(other.arm).drug)
    ]  # fmt: skip
    return others[0] if len(others) == 1 else None


def _is_control_only(evidence: Evidence, study: Study, result: Result) -> bool:
    """Tell whether a result describes a group that others of the same study are set against."""
    arm = study.arm(result.arm) if result.arm else None
    drug = evidence.drugs.get(arm.drug or "") if arm else None
    if drug is None or is_intervention(evidence, drug.id):
        return False
    return study.evidence == "treatment" or drug.role == CONTROL
