"""What a record is about, in words that a reader understands without the file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.model import judgement, provenance, register, topic, vocabulary
from generator.model import reference as bibliography
from generator.model import study as studies
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.result import Result
from generator.model.text import words as as_words

# What the title of a notice begins with.
NOTICE_ABOUT = "notices of "


@record
class Subjects:
    """The words of one site, or of one study of it."""

    evidence: Evidence
    study: studies.Study | None = None

    def words(self, one: object) -> str:
        """Return what a record is about; of records nobody has words for, their kind."""
        about = next((_ABOUT[kind] for kind in type(one).__mro__ if kind in _ABOUT), None)
        return about(self, one) if about else type(one).__name__

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
        study = (
            self.evidence.every_study.get(key)
            or self.evidence.study_of_report(key)
            or self.evidence.draft_of_report(key)
        )
        if study:
            return study.label
        citation = self.evidence.citations.get(key)
        return (citation.title if citation else "") or key


def _result(words: Subjects, one: Result) -> str:
    time = f" at {one.time}" if one.time else ""
    against = f"against {words.arm(one.against)}" if one.against else None
    interim = "interim" if one.interim else None
    name = words.measure(one.measure, one.reported_as)
    return _listed((f"{name}{time}", interim, one.subgroup, words.arm(one.arm), against))


def _rating(words: Subjects, one: judgement.Certainty) -> str:
    population = words.evidence.populations.get(one.population)
    return f"{one.outcome}: {population.label if population else one.population}"


def _appraisal(words: Subjects, one: judgement.Appraisal) -> str:
    study = words.evidence.every_study.get(one.study)
    return _listed((study.label if study else one.study, one.tool, *one.about))


def _relation(words: Subjects, one: bibliography.Relation) -> str:
    here, there = words.report(one.subject), words.report(one.object)
    if here == there:
        # Two reports of one study: only their keys tell them apart.
        here, there = one.subject, one.object
    return f"{here} – {as_words(one.relation)} – {there}"


def _label(_: Subjects, one: Any) -> str:
    return str(one.label)


def _question(_: Subjects, one: Any) -> str:
    return f"{one.id}: {one.question}"


def _listed(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)


_ABOUT: Mapping[type, Callable[[Subjects, Any], str]] = {
    Result: _result,
    studies.Study: _label,
    studies.Harm: lambda words, one: _listed((one.event, words.arm(one.arm))),
    studies.Baseline: lambda words, one: _listed((f"{one.item} at the start", words.arm(one.arm))),
    studies.Patient: lambda words, one: _listed(
        (f"patient {one.patient}", words.measure(one.measure, one.reported_as))
    ),
    studies.PatientValue: lambda _, one: f"at {one.time}",
    studies.Arm: lambda _, one: f"group: {one.label}",
    studies.Discrepancy: lambda _, one: f"what the sources disagree on ({one.id})",
    provenance.Source: lambda _, one: f"source: {one.title}",
    Citation: lambda _, one: one.title or one.key,
    bibliography.CitationNotice: lambda words, one: f"{NOTICE_ABOUT}{words.report(one.citation)}",
    bibliography.Relation: _relation,
    bibliography.ScreeningRecord: lambda _, one: _listed((one.title, one.identifier)),
    judgement.Certainty: _rating,
    judgement.CertaintyStep: lambda _, one: as_words(one.domain),
    judgement.NotCounted: lambda _, one: f"not counted: {one.result}",
    judgement.Appraisal: _appraisal,
    judgement.AppraisalItem: _question,
    judgement.Correction: lambda _, one: f"known fault: {one.where}",
    judgement.Guard: lambda _, one: f"guard: {one.at}, {one.key}",
    judgement.Acceptance: lambda _, one: f"accepted: {one.code} at {one.at}",
    register.RegisteredTrial: lambda _, one: _listed((one.registration, one.title)),
    register.RegisterFact: lambda _, one: one.field,
    register.SafetyNotice: lambda _, one: _listed((one.body, one.kind, one.date)),
    register.ReviewedStudy: lambda _, one: f"{one.study_as_named}, as told in {one.review}",
    topic.Topic: lambda _, __: "the question and the frame of the record",
    topic.SavedSearch: lambda _, one: f"saved search {one.id}",
    topic.ChosenOutcomes: lambda _, one: f"chosen outcomes: {one.population}",
    topic.ChosenOutcome: lambda _, one: (
        f"chosen outcome: {one.label or one.measure or one.certainty}"
    ),
    vocabulary.Measure: _label,
    vocabulary.Drug: _label,
    vocabulary.Population: _label,
    vocabulary.Design: _label,
    vocabulary.AppraisalTool: _label,
    vocabulary.Threshold: _label,
    vocabulary.Approval: lambda _, one: _listed((one.region, one.product, one.indication)),
    vocabulary.GlossaryTerm: lambda _, one: one.term,
    vocabulary.ToolAnswer: lambda _, one: f"answer: {one.answer}",
    vocabulary.ToolItem: _question,
    vocabulary.ToolOverall: lambda _, __: "overall judgement",
    vocabulary.ToolSource: lambda _, one: one.what,
}
