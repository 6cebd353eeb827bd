"""What a study offers to a synthesis: a result, the drug taken, its measure, its comparator."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    RateResult,
    Result,
    TimePoint,
)
from generator.model.study import Study
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.complement import counted_alike, repeats_what_is_printed
from generator.synthesis.groups import domain, in_population, of_kind
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import size_of
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import CONTROL, has_control

Form = Literal["share", "rate", "change", "level", "comparison", "words"]
ContrastKind = Literal["single-arm", "comparative"]

# A year of 365.25 days, so that twelve months are a year.
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
    contrast: ContrastKind
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
        people = self.result.total.value if self.result.total else 0
        if self.control and self.control.total:
            return people + self.control.total.value
        # A comparison often prints its estimate alone: its people are those of its two groups.
        return people or self._people_compared()

    def _people_compared(self) -> int:
        """Return how many people are in the two groups of a comparison, if both have a size."""
        if self.form != "comparison":
            return 0
        names = (self.result.arm, self.result.against)
        sizes = [size_of(self.study.arm(name)) for name in names if name]
        # A group of unknown size leaves the number of both unknown; one is never taken for both.
        return 0 if None in sizes else sum(filter(None, sizes))

    @property
    def counts(self) -> tuple[int, int]:
        """Return events and people of a share; ValueError where one of them is not printed."""
        events = getattr(self.result, "events", None)
        if events is None or self.result.total is None:
            raise ValueError(f"{self.address} has no count of people")
        return events.value, self.result.total.value

    @property
    def definition(self) -> tuple[str, str, str, str]:
        """Return what two figures share that measure the same: measure, form, effect, unit."""
        result = self.result
        kind = "two groups" if self.control else self.form
        effect = _effect(result) if isinstance(result, ComparisonResult) else ""
        return (result.measure, kind, effect, result.unit or "")


def candidates(evidence: Evidence, population_id: str, domain_name: str) -> tuple[Candidate, ...]:
    """Return every result of a domain in a population: on a drug of the topic, and on comparators.

    Treatment studies stand before trials of other treatments, the largest first, results in the
    order of the record. Groups that only serve as the control of another result are not candidates
    themselves. Results are counted from the side on which studies are compared.
    """
    kinds = (*of_kind(evidence, "treatment"), *of_kind(evidence, "comparator"))
    studies = in_population(kinds, population_id)
    return tuple(_candidates(evidence, studies, domain_name))


def _candidates(
    evidence: Evidence, studies: Iterable[Study], domain_name: str
) -> Iterator[Candidate]:
    for study in (counted_alike(evidence, study) for study in studies):
        for result in study.results:
            in_domain = domain(evidence, result) == domain_name
            if in_domain and not _is_control_only(evidence, study, result):
                again = repeats_what_is_printed(evidence, study, result)
                once = replace(result, same_as=again) if again else result
                yield candidate(evidence, study, once)


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
    """Return the class of a drug, which is the drug with its role as id; without one, itself."""
    drug = evidence.drugs.get(drug_id or "")
    if drug is None:
        return None
    return drug.role if drug.role in evidence.drugs else drug.id


def weeks_of(time: TimePoint | None) -> Decimal | None:
    """Return a length of time in weeks; None where only words or a bound are given."""
    if time is None or time.value is None or time.unit is None:
        return None
    step, length = _WEEKS.get(time.unit.strip().lower().removesuffix("s")), time.value.exact
    return None if step is None or length is None else length * step


def drugs_of(evidence: Evidence, candidates_: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the drugs of the topic among candidates, in the vocabulary's order: no ranking."""
    named = {candidate.drug for candidate in candidates_}
    return tuple(
        name for name in evidence.drugs if name in named and is_intervention(evidence, name)
    )


def _effect(result: ComparisonResult) -> str:
    """Return the effect measure; one that the record format does not know by its own name."""
    return result.effect_name or result.effect


def _form(result: Result) -> Form:
    match result:
        case ProportionResult():
            return "share"
        case RateResult():
            return "rate"
        case ChangeResult():
            return "change"
        # A level says nothing of what changed; with the value at the start it is a change.
        case ContinuousResult():
            return "change" if result.baseline or result.change else "level"
        case ComparisonResult():
            return "comparison"
        case _:
            return "words"


def _counted_control(evidence: Evidence, study: Study, result: Result) -> ProportionResult | None:
    """Return the count in the one group beside a share; of several groups none is chosen here."""
    # The control is counted whole, so part of the treated has no group to stand beside.
    if not isinstance(result, ProportionResult) or result.subgroup:
        return None
    # People treated earlier are no control group.
    if not has_control(evidence, study):
        return None
    controls = [
        other
        for other in beside_result(evidence, study, result)
        if isinstance(other, ProportionResult) and _is_on_control(evidence, study, other)
    ]
    return controls[0] if len(controls) == 1 else None


def _is_on_control(evidence: Evidence, study: Study, result: Result) -> bool:
    arm = study.arm(result.arm) if result.arm else None
    return arm is not None and not is_intervention(evidence, arm.drug)


def _is_control_only(evidence: Evidence, study: Study, result: Result) -> bool:
    """Tell whether a result describes a group that others of the same study are set against."""
    arm = study.arm(result.arm) if result.arm else None
    drug = evidence.drugs.get(arm.drug or "") if arm else None
    if drug is None or is_intervention(evidence, drug.id):
        return False
    # In a trial of another treatment that treatment is what was studied, and only placebo serves.
    return study.evidence == "treatment" or drug.role == CONTROL
