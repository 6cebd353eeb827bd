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
from generator.synthesis.complement import counted_alike, repeats_what_is_printed
from generator.synthesis.group_means import people_measured
from generator.synthesis.groups import domain, in_population, of_kind
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import size_of
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import CONTROL, has_control, is_randomised
from generator.synthesis.two_groups import Side, sides_against, treated_side

Form = Literal["share", "rate", "change", "level", "comparison", "words"]
ContrastKind = Literal["single-arm", "comparative", "randomised"]
# What two groups are compared by where the study prints no effect measure of its own.
_EFFECTS: dict[Form, str] = {
    "share": "risk-ratio",
    "rate": "rate-ratio",
    "change": "mean-difference",
    "level": "mean-difference",
}
TWO_GROUPS = "two groups"
_NOBODY = Side(None, ())

# A year of 365.25 days, so that twelve months are a year.
_WEEKS = {
    "day": Decimal(1) / 7,
    "week": Decimal(1),
    "month": Decimal("365.25") / 12 / 7,
    "year": Decimal("365.25") / 7,
}


@record
class Candidate:
    """One result that could enter a synthesis, in one population.

    `treated` are the groups on the drug that are counted together: the result alone, or with those
    of other doses. `controls` are the groups on one other treatment that a study sets against them,
    on the same outcome at the same time; `comparator` is that treatment. `joined_to` is the result
    that holds the people of this one. `is_further` marks the same result set against one more
    treatment. `weeks` is None where the source states no length of time. `drug_class` is the class
    the drug belongs to, or the drug itself where it belongs to none. `construct` is what several
    scales measure alike, where a result stands among those on other scales, in standard deviations;
    it is `turned` where its scale runs the other way.
    """

    study: Study
    result: Result
    drug: str | None
    drug_class: str | None
    form: Form
    contrast: ContrastKind
    weeks: Decimal | None
    population: str = ""
    treated: tuple[Result, ...] = ()
    controls: tuple[Result, ...] = ()
    comparator: str | None = None
    joined_to: str | None = None
    is_further: bool = False
    construct: str = ""
    turned: bool = False

    @property
    def address(self) -> str:
        """Return the permanent address of the number."""
        return f"{self.study.id}#{self.result.id}"

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells candidates apart: the number, and what it is set against."""
        return self.address, self.comparator or ""

    @property
    def control(self) -> Result | None:
        """Return the first result of the groups beside it; None without any."""
        return self.controls[0] if self.controls else None

    @property
    def compares(self) -> bool:
        """Tell whether it sets two groups against each other."""
        return bool(self.controls) or self.form == "comparison"

    @property
    def effect(self) -> str:
        """Return the effect measure of two groups; nothing for one group."""
        if isinstance(self.result, ComparisonResult):
            # One that the record format does not know goes by its own name.
            return self.result.effect_name or self.result.effect
        effect = _EFFECTS.get(self.form, "") if self.controls else ""
        in_deviations = self.construct and effect == "mean-difference"
        return "standardised-mean-difference" if in_deviations else effect

    @property
    def people(self) -> int:
        """Return how many people the figure stands on; 0 where the source does not say."""
        groups = [*(self.treated or (self.result,)), *self.controls]
        people = sum(_people_of(self.study, result) for result in groups)
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
        return _added(self.study, self.treated or (self.result,))

    @property
    def control_counts(self) -> tuple[int, int]:
        """Return events and people of the groups beside it; ValueError as for `counts`."""
        return _added(self.study, self.controls)

    @property
    def definition(self) -> tuple[str, str, str, str]:
        """Return what two figures share that measure the same: measure, form, effect, unit."""
        form = TWO_GROUPS if self.compares else self.form
        unit = "" if self.construct else self.result.unit or ""
        return (self.construct or self.result.measure, form, self.effect, unit)


def candidates(evidence: Evidence, population_id: str, domain_name: str) -> tuple[Candidate, ...]:
    """Return every result of a domain in a population: on a drug of the topic, and on comparators.

    Treatment studies stand before trials of other treatments, the largest first, results in the
    order of the record. Groups that only serve as the control of another result are not candidates
    themselves. Results are counted from the side on which studies are compared. A result that is
    set against several treatments is there once more for each further one.
    """
    kinds = (*of_kind(evidence, "treatment"), *of_kind(evidence, "comparator"))
    studies = in_population(kinds, population_id)
    return candidates_among(evidence, studies, population_id, domain_name)


def candidates_among(
    evidence: Evidence, studies: Iterable[Study], population_id: str, domain_name: str
) -> tuple[Candidate, ...]:
    """Return every result of a domain that some studies of a population offer, as `candidates`."""
    return tuple(
        replace(offered, population=population_id)
        for offered in _candidates(evidence, studies, domain_name)
    )


def _candidates(
    evidence: Evidence, studies: Iterable[Study], domain_name: str
) -> Iterator[Candidate]:
    for study in (counted_alike(evidence, study) for study in studies):
        for result in study.results:
            in_domain = domain(evidence, result) == domain_name
            if in_domain and not _is_control_only(evidence, study, result):
                again = repeats_what_is_printed(evidence, study, result)
                yield from _views(evidence, study, result, again)


def _views(
    evidence: Evidence, study: Study, result: Result, again: str | None
) -> Iterator[Candidate]:
    """Yield a result against each treatment it is set against; alone where against none."""
    sides = sides_against(evidence, study, result) or (_NOBODY,)
    for place, side in enumerate(sides):
        offered = _candidate(evidence, study, result, side)
        once = replace(result, same_as=again) if again else result
        yield replace(offered, result=once, is_further=place > 0)


def candidate(evidence: Evidence, study: Study, result: Result) -> Candidate:
    """Return what a result offers to a synthesis, against its control or first comparator."""
    sides = sides_against(evidence, study, result) or (_NOBODY,)
    return _candidate(evidence, study, result, sides[0])


def _candidate(evidence: Evidence, study: Study, result: Result, beside: Side) -> Candidate:
    drug = drug_taken(evidence, study, result)
    treated = treated_side(evidence, study, result)
    first, *_ = treated
    return Candidate(
        study=study,
        result=result,
        drug=drug,
        drug_class=class_of(evidence, drug),
        form=_form(result),
        contrast=_contrast(evidence, study),
        weeks=weeks_of(result.time),
        treated=treated,
        controls=beside.rows,
        comparator=beside.drug or _comparator(evidence, study, result),
        joined_to=None if first is result else f"{study.id}#{first.id}",
    )


def _contrast(evidence: Evidence, study: Study) -> ContrastKind:
    if not has_control(evidence, study):
        return "single-arm"
    return "randomised" if is_randomised(evidence, study) else "comparative"


def _comparator(evidence: Evidence, study: Study, result: Result) -> str | None:
    """Return the treatment a comparison names, or the only one beside a group without figures."""
    if result.against:
        return study.arm(result.against).drug
    if not has_control(evidence, study):
        return None
    given = {arm.drug for arm in study.arms if arm.drug}
    others = {drug for drug in given if not is_intervention(evidence, drug)}
    return others.pop() if len(others) == 1 else None


def _people_of(study: Study, result: Result) -> int:
    # A source that counts events in time says how long people were followed, and not how many.
    if isinstance(result, ChangeResult | ContinuousResult | RateResult):
        return people_measured(study, result)
    return result.total.value if result.total else 0


def _added(study: Study, results: Iterable[Result]) -> tuple[int, int]:
    """Return the events and people of groups together."""
    events = people = 0
    for result in results:
        counted = getattr(result, "events", None)
        if counted is None or result.total is None:
            raise ValueError(f"{study.id}#{result.id} has no count of people")
        events, people = events + counted.value, people + result.total.value
    return events, people


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


def _is_control_only(evidence: Evidence, study: Study, result: Result) -> bool:
    """Tell whether a result describes a group that others of the same study are set against."""
    arm = study.arm(result.arm) if result.arm else None
    drug = evidence.drugs.get(arm.drug or "") if arm else None
    if drug is None or is_intervention(evidence, drug.id):
        return False
    # In a trial of another treatment that treatment is what was studied, and only placebo serves.
    return study.evidence == "treatment" or drug.role == CONTROL
