"""All the evidence of one site, and the way from an id to its record."""

from collections.abc import Iterable, Mapping
from datetime import date as calendar_day
from typing import Protocol, TypeVar

from generator.model.answer import Answer
from generator.model.citation import Citation
from generator.model.finding import Place
from generator.model.host import HOSTS, Host, host_of
from generator.model.judgement import Acceptance, Appraisal, Certainty, Correction, SettlingRule
from generator.model.pooling_override import PoolingOverride
from generator.model.population import AgeGroup, Population
from generator.model.record import record
from generator.model.reference import CitationNotice, Relation, ScreeningRecord
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.release import NextRelease, Published, Release
from generator.model.study import Study
from generator.model.topic import Topic
from generator.model.unread import UnreadReport
from generator.model.vocabulary import AppraisalTool, Design, Domain, Drug, GlossaryTerm, Measure


class Identified(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> str:
        """Return the id."""


_Record = TypeVar("_Record", bound=Identified)


def by_id(records: Iterable[_Record]) -> dict[str, _Record]:
    """Return the records under their ids, in their order; of two with one id, the first."""
    first: dict[str, _Record] = {}
    for entry in records:
        first.setdefault(entry.id, entry)
    return first


@record
class Places:
    """Where each value stands: file and way inside it, to line."""

    lines: Mapping[tuple[str, str], int]

    def find(self, file: str, path: str = "") -> Place:
        """Return the place of a value, or of the nearest thing around it that has a line."""
        nearest = path
        while nearest and (file, nearest) not in self.lines:
            nearest = nearest[: max(nearest.rfind("."), nearest.rfind("["), 0)]
        return Place(file, self.lines.get((file, nearest), 0), path)


@record
class Evidence:
    """Everything that the files of a site say, in the order of the files.

    `studies` are those whose values were read: whatever counts or lists studies counts these.
    `drafts` are the studies that were included and are still to be extracted; `unread_studies` are
    the names of files that could not be read. `today` is the day on which a curator looks at the
    files; None for a build, which asks no clock.
    """

    topic: Topic
    drugs: Mapping[str, Drug]
    measures: Mapping[str, Measure]
    populations: Mapping[str, Population]
    designs: Mapping[str, Design]
    domains: Mapping[str, Domain]
    age_groups: Mapping[str, AgeGroup]
    appraisal_tools: tuple[AppraisalTool, ...]
    glossary: tuple[GlossaryTerm, ...]
    studies: Mapping[str, Study]
    drafts: Mapping[str, Study]
    unread_studies: frozenset[str]
    registered_trials: tuple[RegisteredTrial, ...]
    safety_notices: tuple[SafetyNotice, ...]
    reported_in_reviews: tuple[ReviewedStudy, ...]
    appraisals: tuple[Appraisal, ...]
    certainty: tuple[Certainty, ...]
    corrections: tuple[Correction, ...]
    accepted: tuple[Acceptance, ...]
    screening: tuple[ScreeningRecord, ...]
    citations: Mapping[str, Citation]
    relations: tuple[Relation, ...]
    citation_notices: tuple[CitationNotice, ...]
    places: Places
    hosts: tuple[Host, ...] = ()
    unread_reports: tuple[UnreadReport, ...] = ()
    settling_rules: tuple[SettlingRule, ...] = ()
    pooling_overrides: tuple[PoolingOverride, ...] = ()
    answers: tuple[Answer, ...] = ()
    releases: tuple[Release, ...] = ()
    next_release: NextRelease | None = None
    published: Published | None = None
    today: calendar_day | None = None

    @property
    def seed(self) -> Study:
        """Return the study the topic starts from."""
        return self.studies[self.topic.seed]

    @property
    def every_study(self) -> Mapping[str, Study]:
        """Return every study that has a file, read or not: for names and links, not for counts."""
        return {**self.studies, **self.drafts}

    def host_of(self, address: str) -> Host | None:
        """Return the site of an address, by the project's list or that of every topic."""
        return host_of(self.hosts, address) or host_of(HOSTS, address)

    @property
    def date(self) -> calendar_day:
        """Return the day of the data: the last search."""
        # A build never asks the clock, so that the same files always give the same pages.
        return self.topic.last_search.first_day

    @property
    def looked_at(self) -> calendar_day:
        """Return the day for which the files are judged: that of the data, or today if later."""
        return max(self.today or self.date, self.date)

    @property
    def retracted_studies(self) -> frozenset[str]:
        """Return the studies of which any report, main or not, was seen to be retracted."""
        retracted = {notice.citation for notice in self.citation_notices if notice.is_retracted}
        return frozenset(
            study.id for study in self.studies.values() if not retracted.isdisjoint(study.reports)
        )

    def notices_of(self, study: Study) -> tuple[CitationNotice, ...]:
        """Return what was looked up about the reports of a study."""
        return tuple(notice for notice in self.citation_notices if notice.citation in study.reports)

    def retractions_of(self, study: Study) -> tuple[CitationNotice, ...]:
        """Return the notices by which reports of a study were retracted."""
        return tuple(notice for notice in self.notices_of(study) if notice.is_retracted)

    def study_of_report(self, citekey: str) -> Study | None:
        """Return the study that a report is about, if it is one of ours and was read."""
        return next((study for study in self.studies.values() if citekey in study.reports), None)

    def draft_of_report(self, citekey: str) -> Study | None:
        """Return the study still to be extracted that a report is about, if there is one."""
        return next((study for study in self.drafts.values() if citekey in study.reports), None)

    def study_named(self, key: str) -> Study | None:
        """Return the study or draft that a key names: by its own id, or by one of its reports."""
        return self.every_study.get(key) or self.study_of_report(key) or self.draft_of_report(key)


def study_file(study_id: str) -> str:
    """Return the path of a study's file inside a project."""
    return f"data/studies/{study_id}.yml"
