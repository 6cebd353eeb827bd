"""What a record is about, in words that a reader understands without the file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.model import judgement, provenance, register, topic, vocabulary
from generator.model import reference as bibliography
from generator.model import study as studies
from generator.model.answer import Answer
from generator.model.approval import Approval
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.model.population import NearPopulation, Population
from generator.model.record import record
from generator.model.result import Result
from generator.model.text import words as as_words
from generator.model.unread import UnreadReport

# What the title of a notice begins with.
NOTICE_ABOUT = "notices of "


@record
class Subjects:
    """The words of one site, or of one study of it."""

    evidence: Evidence
    study: studies.Study | None = None

    def about(self, subject: object) -> str:
        """Return what a record is about; of records nobody has words for, their kind."""
        for kind in type(subject).__mro__:
            if kind in _ABOUT:
                return _ABOUT[kind](self, subject)
        return type(subject).__name__

    def measure(self, name: str | None, reported_as: str | None) -> str:
        """Return the name of a measure, or what the source calls it."""
        known = self.evidence.measures.get(name or "")
        return known.label if known else reported_as or name or ""

    def arm(self, name: str | None) -> str | None:
        """Return the label of a group."""
        arms = self.study.arms if self.study else ()
        return next((arm.label for arm in arms if arm.id == name), name)

    def report(self, key: str) -> str:
        """Return the study a report is about, else the title of the report."""
        if key == bibliography.DEFAULT_NOTICE:
            return "every report without an entry of its own"
        study = self.evidence.study_named(key)
        if study:
            return study.label
        citation = self.evidence.citations.get(key)
        return (citation.title if citation else "") or key


def _result(subjects: Subjects, result: Result) -> str:
    time = f" at {result.time}" if result.time else ""
    against = f"against {subjects.arm(result.against)}" if result.against else None
    interim = "interim" if result.interim else None
    name = subjects.measure(result.measure, result.reported_as)
    return _listed((f"{name}{time}", interim, result.subgroup, subjects.arm(result.arm), against))


def _harm(subjects: Subjects, harm: studies.Harm) -> str:
    return _listed((harm.event, subjects.arm(harm.arm)))


def _baseline(subjects: Subjects, baseline: studies.Baseline) -> str:
    return _listed((f"{baseline.item} at the start", subjects.arm(baseline.arm)))


def _patient(subjects: Subjects, patient: studies.Patient) -> str:
    measure = subjects.measure(patient.measure, patient.reported_as)
    return _listed((f"patient {patient.patient}", measure))


def _notice(subjects: Subjects, notice: bibliography.CitationNotice) -> str:
    return f"{NOTICE_ABOUT}{subjects.report(notice.citation)}"


def _relation(subjects: Subjects, relation: bibliography.Relation) -> str:
    here, there = subjects.report(relation.subject), subjects.report(relation.object)
    if here == there:
        # Two reports of one study: only their keys tell them apart.
        here, there = relation.subject, relation.object
    return f"{here} – {as_words(relation.relation)} – {there}"


def _rating(subjects: Subjects, rating: judgement.Certainty) -> str:
    population = subjects.evidence.populations.get(rating.population)
    return f"{rating.outcome}: {population.label if population else rating.population}"


def _appraisal(subjects: Subjects, appraisal: judgement.Appraisal) -> str:
    study = subjects.evidence.every_study.get(appraisal.study)
    name = study.label if study else appraisal.study
    whose = "" if appraisal.status == "first" else f"{appraisal.status} rating"
    return _listed((name, appraisal.tool, whose, *appraisal.about))


def _listed(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)


def _alone(text: Callable[[Any], str]) -> Callable[[Subjects, Any], str]:
    """Return the words of records that are understood without any other."""
    return lambda _, subject: text(subject)


_label = _alone(lambda labelled: str(labelled.label))
_question = _alone(lambda asked: f"{asked.id}: {asked.question}")
_ABOUT: Mapping[type, Callable[[Subjects, Any], str]] = {
    Result: _result,
    studies.Study: _label,
    studies.Harm: _harm,
    studies.Baseline: _baseline,
    studies.Patient: _patient,
    studies.PatientValue: _alone(lambda value: f"at {value.time}"),
    studies.Arm: _alone(lambda arm: f"group: {arm.label}"),
    studies.Discrepancy: _alone(
        lambda discrepancy: f"what the sources disagree on ({discrepancy.id})"
    ),
    provenance.Source: _alone(lambda source: f"source: {source.title}"),
    Citation: _alone(lambda citation: citation.title or citation.key),
    bibliography.CitationNotice: _notice,
    bibliography.Relation: _relation,
    bibliography.ScreeningRecord: _alone(lambda report: _listed((report.title, report.identifier))),
    judgement.Certainty: _rating,
    judgement.CertaintyStep: _alone(lambda step: as_words(step.domain)),
    judgement.NotCounted: _alone(lambda result: f"not counted: {result.result}"),
    judgement.CertaintyRating: _alone(lambda rating: f"rating of {rating.rater}"),
    judgement.SettlingRule: _alone(lambda rule: f"rule for settling differences: {rule.id}"),
    judgement.Appraisal: _appraisal,
    judgement.AppraisalItem: _question,
    judgement.Correction: _alone(lambda correction: f"known fault: {correction.where}"),
    judgement.Guard: _alone(lambda guard: f"guard: {guard.at}, {guard.key}"),
    judgement.Acceptance: _alone(lambda finding: f"accepted: {finding.code} at {finding.at}"),
    PoolingOverride: _alone(lambda override: f"set aside: {override.reason} of {override.result}"),
    register.RegisteredTrial: _alone(lambda trial: _listed((trial.registration, trial.title))),
    register.RegisterFact: _alone(lambda fact: str(fact.field)),
    register.SafetyNotice: _alone(
        lambda notice: _listed((notice.body, notice.kind_words, notice.issued))
    ),
    register.LabelSection: _alone(lambda section: f"section of a label: {section.section}"),
    register.ReviewedStudy: _alone(
        lambda study: f"{study.study_as_named}, as told in {study.review}"
    ),
    Answer: _alone(lambda answer: f"answer of the page about {answer.about}"),
    UnreadReport: _alone(lambda report: f"known and not read: {report.label}"),
    topic.Topic: _alone(lambda _: "the question and the frame of the record"),
    topic.SavedSearch: _alone(lambda search: f"saved search {search.id}"),
    topic.ChosenOutcomes: _alone(lambda chosen: f"chosen outcomes: {chosen.population}"),
    topic.ChosenOutcome: _alone(
        lambda chosen: f"chosen outcome: {chosen.label or chosen.measure or chosen.row_id}"
    ),
    vocabulary.Measure: _label,
    vocabulary.Drug: _label,
    Population: _label,
    NearPopulation: _alone(lambda near: f"near population: {near.population}"),
    vocabulary.Design: _label,
    vocabulary.AppraisalTool: _label,
    vocabulary.Threshold: _label,
    Approval: _alone(
        lambda approval: _listed((approval.region, approval.product, approval.indication))
    ),
    vocabulary.GlossaryTerm: _alone(lambda entry: str(entry.term)),
    vocabulary.ToolAnswer: _alone(lambda answer: f"answer: {answer.answer}"),
    vocabulary.ToolItem: _question,
    vocabulary.ToolOverall: _alone(lambda _: "overall judgement"),
    vocabulary.ToolSource: _alone(lambda source: str(source.what)),
}
