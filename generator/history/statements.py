"""The evidence as statements, number by number, independent of the order of the files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.history.estimate_statements import Comparisons, estimate_statements
from generator.history.kinds import DRAFT, TO_JUDGE_AGAIN
from generator.history.record_statements import flatten, rows_of
from generator.history.subjects import Subjects
from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.register import SafetyNotice
from generator.model.release import Stated, Statements
from generator.model.study import Study
from generator.synthesis.findings import withdrawn_from

# How the project speaks to services is no evidence; chosen outcomes and searches have addresses of
# their own. What a page of the site offers beside a definition is no part of what the record
# states.
_OF_THE_SITE = frozenset({"calculator"})
_NOT_OF_THE_TOPIC = ("instruments", "intake", "searches", "last_search", "search_interval")
_OF_A_DRAFT = ("label", "reports", "registrations")


def statements(evidence: Evidence, comparisons: Comparisons) -> Statements:
    """Return all that the evidence states and what is computed from it, by address, sorted."""
    subjects = Subjects(evidence=evidence)
    every = [
        *_studies(evidence),
        *estimate_statements(evidence, comparisons),
        *_lists(evidence, subjects),
        *_topic(evidence, subjects),
    ]
    every.sort(key=lambda stated: stated.address)
    return {stated.address: stated for stated in every if stated.values}


def study_statements(evidence: Evidence, study: Study) -> Iterator[Stated]:
    """Yield what a study states; a draft states only that it waits, and its reports."""
    subjects = Subjects(evidence=evidence, study=study)
    address = f"studies/{study.id}"
    if study.is_extracted:
        yield from flatten(study, address, subjects.about)
        return
    whole = next(flatten(study, address, subjects.about))
    values = {name: text for name, text in whole.values.items() if name in _OF_A_DRAFT}
    yield Stated(address=address, words=whole.words, values={DRAFT: "to be extracted", **values})


def _studies(evidence: Evidence) -> Iterator[Stated]:
    for study in evidence.every_study.values():
        yield from study_statements(evidence, study)


def _lists(evidence: Evidence, subjects: Subjects) -> Iterator[Stated]:
    lists: tuple[tuple[str, Sequence[object]], ...] = (
        ("certainty", evidence.certainty),
        ("appraisals", evidence.appraisals),
        ("notices", evidence.citation_notices),
        ("trials", evidence.registered_trials),
        ("safety", tuple(map(_whole, evidence.safety_notices))),
        ("reviews", evidence.reported_in_reviews),
        ("unread", evidence.unread_reports),
        ("corrections", evidence.corrections),
        ("accepted", evidence.accepted),
        ("overrides", evidence.pooling_overrides),
        ("answers", evidence.answers),
        ("screening", evidence.screening),
        ("citations", tuple(evidence.citations.values())),
        ("relations", evidence.relations),
        ("measures", tuple(evidence.measures.values())),
        ("drugs", tuple(evidence.drugs.values())),
        ("populations", tuple(evidence.populations.values())),
        ("designs", tuple(evidence.designs.values())),
        ("tools", evidence.appraisal_tools),
        ("rules", evidence.settling_rules),
        ("glossary", evidence.glossary),
        ("searches", evidence.topic.searches),
    )
    for section, records in lists:
        yield from rows_of(records, section, subjects.about, _OF_THE_SITE)
    for rating in evidence.certainty:
        if again := _to_judge_again(evidence, rating):
            yield Stated(
                address=f"certainty/{rating.id}/retracted",
                words=subjects.about(rating),
                values={TO_JUDGE_AGAIN: again},
            )


def _whole(notice: SafetyNotice) -> SafetyNotice:
    """Return a notice without headings of a boxed warning that was not read to its end."""
    # In a list of changes they would pass for the whole of it.
    return notice if notice.has_boxed_warning else replace(notice, boxed_warning=())


def _to_judge_again(evidence: Evidence, rating: Certainty) -> str:
    gone = withdrawn_from(evidence, rating)
    return f"made with {', '.join(study.label for study in gone)}, retracted since" if gone else ""


def _topic(evidence: Evidence, subjects: Subjects) -> Iterator[Stated]:
    topic = evidence.topic
    yield from flatten(topic, "topic", subjects.about, _NOT_OF_THE_TOPIC)
    dates = {"last_search": str(topic.last_search), "search_interval": str(topic.search_interval)}
    yield Stated(address="searches", words="When sources were looked for", values=dates)
