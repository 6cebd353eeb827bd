"""Every place where one record names another by its id, so that a rule can ask whether it exists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.model.evidence import Evidence, study_file
from generator.model.judgement import Appraisal
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.study import Study


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that stands at a place and should name something."""

    file: str
    path: str
    id: str


def _listed(file: str, path: str, ids: tuple[str, ...]) -> Iterator[Mention]:
    return (Mention(file, f"{path}[{number}]", item) for number, item in enumerate(ids))


def of_drugs(evidence: Evidence) -> Iterator[Mention]:
    """Yield every drug that is named outside the vocabulary."""
    for study in evidence.every_study.values():
        file = study_file(study.id)
        yield from _listed(file, "drugs", study.drugs)
        for number, arm in enumerate(study.arms):
            if arm.drug:
                yield Mention(file, f"arms[{number}].drug", arm.drug)
    lists: tuple[tuple[str, tuple[RegisteredTrial | SafetyNotice | ReviewedStudy, ...]], ...] = (
        ("data/registered_trials.yml", evidence.registered_trials),
        ("data/safety_notices.yml", evidence.safety_notices),
        ("data/reported_in_reviews.yml", evidence.reported_in_reviews),
    )
    for file, records in lists:
        for number, item in enumerate(records):
            yield from _listed(file, f"[{number}].drugs", item.drugs)


def of_populations(evidence: Evidence) -> Iterator[Mention]:
    """Yield every population that is named outside the vocabulary."""
    for study in evidence.every_study.values():
        yield from _listed(study_file(study.id), "populations", study.populations)
    for number, trial in enumerate(evidence.registered_trials):
        yield from _listed(
            "data/registered_trials.yml", f"[{number}].populations", trial.populations
        )
    for number, item in enumerate(evidence.reported_in_reviews):
        yield from _listed(
            "data/reported_in_reviews.yml", f"[{number}].populations", item.populations
        )
    for number, group in enumerate(evidence.topic.summary_of_findings):
        yield Mention(
            "data/topic.yml", f"summary_of_findings[{number}].population", group.population
        )
    for number, rating in enumerate(evidence.certainty):
        yield Mention("data/certainty.yml", f"[{number}].population", rating.population)


def of_measures(evidence: Evidence) -> Iterator[Mention]:
    """Yield every measure that is named outside the vocabulary."""
    for study in evidence.studies.values():
        for name in ("results", "baseline", "patients"):
            for number, row in enumerate(getattr(study, name)):
                if row.measure:
                    yield Mention(study_file(study.id), f"{name}[{number}].measure", row.measure)
    for number, group in enumerate(evidence.topic.summary_of_findings):
        for place, outcome in enumerate(group.outcomes):
            if outcome.measure:
                path = f"summary_of_findings[{number}].outcomes[{place}].measure"
                yield Mention("data/topic.yml", path, outcome.measure)
    for number, rating in enumerate(evidence.certainty):
        yield from _listed("data/certainty.yml", f"[{number}].measures", rating.measures)


def of_arms(study: Study) -> Iterator[Mention]:
    """Yield every arm that a row of the study names."""
    file = study_file(study.id)
    for name in ("results", "baseline", "patients", "harms"):
        for number, row in enumerate(getattr(study, name)):
            for key in ("arm", "against"):
                if getattr(row, key, None):
                    yield Mention(file, f"{name}[{number}].{key}", getattr(row, key))


def of_sources(study: Study) -> Iterator[Mention]:
    """Yield every source that a row or a card of the study names."""
    file = study_file(study.id)
    for name in ("results", "baseline", "patients", "harms"):
        for number, row in enumerate(getattr(study, name)):
            yield Mention(file, f"{name}[{number}].source", row.source)
    for name in ("population", "setting", "participants", "follow_up"):
        card = getattr(study, name)
        if card and card.source:
            yield Mention(file, f"{name}.source", card.source)


def of_studies(evidence: Evidence) -> Iterator[Mention]:
    """Yield every study that is named outside its own file."""
    yield Mention("data/topic.yml", "seed", evidence.topic.seed)
    lists: tuple[tuple[str, tuple[RegisteredTrial | ReviewedStudy | Appraisal, ...]], ...] = (
        ("data/registered_trials.yml", evidence.registered_trials),
        ("data/reported_in_reviews.yml", evidence.reported_in_reviews),
        ("data/appraisals.yml", evidence.appraisals),
    )
    for file, records in lists:
        for number, item in enumerate(records):
            if item.study:
                yield Mention(file, f"[{number}].study", item.study)
    for number, correction in enumerate(evidence.corrections):
        for place, about in enumerate(correction.about):
            yield Mention(
                "data/corrections.yml", f"[{number}].about[{place}]", about.partition("/")[0]
            )


def of_numbers(evidence: Evidence) -> Iterator[tuple[Mention, str, str]]:
    """Yield every permanent address `study#result` (or `study/result`) that is named, with its two parts."""
    named: list[tuple[str, str, str, tuple[str, ...]]] = []
    for number, rating in enumerate(evidence.certainty):
        file, path = "data/certainty.yml", f"[{number}]"
        named.append((file, f"{path}.results", "#", rating.results))
        named.append((file, f"{path}.background", "#", rating.background))
        named += [
            (file, f"{path}.not_counted[{place}].result", "#", (item.result,))
            for place, item in enumerate(rating.not_counted)
        ]
    named += [
        ("data/corrections.yml", f"[{number}].about", "/", item.about)
        for number, item in enumerate(evidence.corrections)
    ]
    named += [
        (
            "data/appraisals.yml",
            f"[{number}].about",
            "/",
            tuple(f"{item.study}/{result}" for result in item.about),
        )
        for number, item in enumerate(evidence.appraisals)
    ]
    for file, path, mark, addresses in named:
        for address in addresses:
            study, found, result = address.partition(mark)
            if found:
                yield Mention(file, path, address), study, result


def in_studies(
    evidence: Evidence, mentions: Callable[[Study], Iterator[Mention]]
) -> Iterator[tuple[Study, Mention]]:
    """Yield the mentions inside each study, with the study."""
    for study in evidence.studies.values():
        for mention in mentions(study):
            yield study, mention
