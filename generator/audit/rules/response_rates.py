"""What passes for a response rate or a control group and is none."""

import re
from collections.abc import Iterator, Mapping

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import subject_of
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, ProportionResult, Result
from generator.model.study import Arm, Harm, Study
from generator.model.vocabulary import SAFETY, UNLISTED, Drug

_RATINGS = "data/certainty.yml"
_TOLERATED = re.compile(r"\btolerat", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
# Roles of drugs that a trial gives beside the topic's, or that stand for several.
_BESIDE_THE_TOPIC = frozenset({"comparator", "control", "class"})


@value_check(
    "N511",
    "published-cases",
    "Published cases are counted as if all had been treated",
    checked="How published cases are counted",
    why="Cases that went well are published more often, so that counting them is no response rate.",
    method="Murad MH and others. BMJ Evid Based Med 2018;23:60-63, on series of cases",
    reads=("collected", "appraisal_tool", "total", "treated"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def published_cases(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each share of cases that others published is marked as collected."""
    for subject, row in _shares_of_one_group(study):
        if row.collected:
            yield subject.agrees("is marked as cases collected from publications")
        elif _is_of_published_cases(evidence, study, row):
            remedy = "Write `collected: true`, unless the review pools whole groups of patients."
            seen = "counts cases that others published"
            yield subject.to_read(seen, "cases that are marked as collected", remedy)


@value_check(
    "N512",
    "rating-of-its-measures",
    "A rating rests on a result of another measure",
    checked="Measure of a rating against its results",
    why="What is filed under an outcome and measures another is read as that outcome.",
    method="Schünemann HJ and others. Cochrane Handbook, chapter 14: one outcome a row",
    reads=("results", "measures", "measure"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def rating_of_its_measures(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the figures of each rating with measures are of one of them."""
    for place, rating in enumerate(evidence.certainty):
        if not rating.measures:
            continue
        known = dict(_results(evidence, rating.results))
        others = [
            address for address, result in known.items() if _is_other(result, rating.measures)
        ]
        words = f"rests on {', '.join(others)}" if others else "rests on its own measures"
        yield Verdict(
            ruling=Ruling.TO_READ if others else Ruling.AGREES,
            path=f"[{place}].results",
            words=words,
            file=_RATINGS,
            expected="results of the measures it names",
            remedy="See that it is the same outcome; else name it under not_counted.",
        )


@value_check(
    "N513",
    "control-took-the-class",
    "The words of a control group name a drug of the topic",
    checked="Words of a control group against the drugs of the topic",
    why="Against people who took another drug of the class nobody sees what the drug adds.",
    method="Lund JL and others. Curr Epidemiol Rep 2015;2:221-228, on active comparators",
    reads=("took", "label", "co_treatment", "role"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def control_took_the_class(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a group whose words name a drug of the topic says how many took it."""
    ours = _drugs_of_the_topic(evidence)
    # Words such as "no alphaone" name what the other group took.
    others = [drug for drug in ours.values() if drug.id not in study.drugs]
    for place, arm in enumerate(study.arms):
        if arm.drug is None or arm.drug in {*ours, *_classes(evidence, ours)}:
            continue
        named = [drug.label for drug in others if _names(arm, drug)]
        subject = Subject(study, f"arms[{place}]")
        if arm.took:
            yield subject.agrees("says what its people took")
        elif named:
            remedy = "Write under `took` how many of the group took it."
            yield subject.to_read(f"names {', '.join(named)}", "how many took it", remedy)


@value_check(
    "N514",
    "tolerated-and-responded",
    "One count joins tolerance and response",
    checked="Whether a count joins tolerance and response",
    why="Who tolerated a drug and responded is neither the one outcome nor the other.",
    method="Ioannidis JP and others. Ann Intern Med 2004;141:781-788, on harms as an outcome apart",
    reads=("reported_as", "domain", "measure"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def tolerated_and_responded(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a result that names tolerance stands under safety, where it belongs."""
    for place, result in enumerate(study.results):
        if isinstance(result, NarrativeResult) or not _TOLERATED.search(result.reported_as):
            continue
        subject = subject_of(study, "results", place, result)
        if _domain(evidence, result) == SAFETY:
            yield subject.agrees("names tolerance, under safety")
        else:
            remedy = "Keep it out of ratings of benefit; say under note what was counted."
            seen = f"names tolerance, under {_domain(evidence, result)}"
            yield subject.to_read(seen, "one outcome by itself", remedy)


def _shares_of_one_group(study: Study) -> Iterator[tuple[Subject, ProportionResult | Harm]]:
    for place, result in enumerate(study.results):
        if isinstance(result, ProportionResult) and not result.against:
            yield subject_of(study, "results", place, result), result
    for place, harm in enumerate(study.harms):
        if harm.counted == "participants":
            yield subject_of(study, "harms", place, harm), harm


def _is_of_published_cases(evidence: Evidence, study: Study, row: ProportionResult | Harm) -> bool:
    """Tell whether a review counts them, or their group is larger than the study itself."""
    arm = study.arm(row.arm) if row.arm else None
    drug = evidence.drugs.get(arm.drug or "") if arm else None
    ours = _drugs_of_the_topic(evidence)
    if drug is None or drug.id not in {*ours, *_classes(evidence, ours)}:
        return False
    larger = bool(arm and arm.total and study.size and arm.total.value > study.size.value)
    return larger or _is_review(evidence, study)


def _is_review(evidence: Evidence, study: Study) -> bool:
    design = evidence.designs.get(study.design)
    return design is not None and (
        design.appraisal_tool.startswith("AMSTAR") or "review" in design.label.casefold()
    )


def _results(evidence: Evidence, addresses: tuple[str, ...]) -> Iterator[tuple[str, Result]]:
    for address in addresses:
        name, _, number = address.partition("#")
        study = evidence.studies.get(name)
        rows = study.results if study else ()
        yield from ((address, result) for result in rows if result.id == number)


def _is_other(result: Result, measures: tuple[str, ...]) -> bool:
    return not isinstance(result, NarrativeResult) and result.measure not in measures


def _domain(evidence: Evidence, result: Result) -> str:
    measure = evidence.measures.get(result.measure)
    return result.domain or (measure.domain if measure else UNLISTED)


def _drugs_of_the_topic(evidence: Evidence) -> dict[str, Drug]:
    """Return the single drugs the topic is about."""
    drugs = evidence.drugs.values()
    return {drug.id: drug for drug in drugs if drug.role not in _BESIDE_THE_TOPIC}


def _classes(evidence: Evidence, ours: Mapping[str, Drug]) -> frozenset[str]:
    """Return the classes that stand for several drugs of the topic."""
    return frozenset(drug.role for drug in ours.values()) & evidence.drugs.keys()


def _names(arm: Arm, drug: Drug) -> bool:
    words = " ".join(filter(None, (arm.label, arm.co_treatment, arm.note))).casefold()
    return drug.label.casefold() in _WORD.findall(words)
