"""Which file holds which record: one record a file, or a list of them."""

from dataclasses import dataclass

from generator.model.answer import Answer
from generator.model.host import Host
from generator.model.judgement import Acceptance, Appraisal, Certainty, Correction, SettlingRule
from generator.model.pooling_override import PoolingOverride
from generator.model.population import AgeGroup, Population
from generator.model.reference import CitationNotice
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.release import NextRelease
from generator.model.study import Study
from generator.model.topic import Topic
from generator.model.unread import UnreadReport
from generator.model.vocabulary import AppraisalTool, Design, Domain, Drug, GlossaryTerm, Measure


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A YAML file of the record format: its name here, its path or pattern, and what it holds."""

    name: str
    path: str
    record: type
    lists: bool = True


FILES = (
    RecordFile("study", "data/studies/*.yml", Study, lists=False),
    RecordFile("topic", "data/topic.yml", Topic, lists=False),
    RecordFile("drugs", "data/vocabulary/drugs.yml", Drug),
    RecordFile("measures", "data/vocabulary/measures.yml", Measure),
    RecordFile("populations", "data/vocabulary/populations.yml", Population),
    RecordFile("domains", "data/vocabulary/domains.yml", Domain),
    RecordFile("age_groups", "data/vocabulary/age_groups.yml", AgeGroup),
    RecordFile("designs", "data/vocabulary/designs.yml", Design),
    RecordFile("appraisal_tools", "data/vocabulary/appraisal_tools.yml", AppraisalTool),
    RecordFile("hosts", "data/vocabulary/hosts.yml", Host),
    RecordFile("settling_rules", "data/vocabulary/settling_rules.yml", SettlingRule),
    RecordFile("glossary", "data/vocabulary/glossary.yml", GlossaryTerm),
    RecordFile("registered_trials", "data/registered_trials.yml", RegisteredTrial),
    RecordFile("safety_notices", "data/safety_notices.yml", SafetyNotice),
    RecordFile("reported_in_reviews", "data/reported_in_reviews.yml", ReviewedStudy),
    RecordFile("unread_reports", "data/unread_reports.yml", UnreadReport),
    RecordFile("appraisals", "data/appraisals.yml", Appraisal),
    RecordFile("certainty", "data/certainty.yml", Certainty),
    RecordFile("corrections", "data/corrections.yml", Correction),
    RecordFile("pooling_overrides", "data/pooling_overrides.yml", PoolingOverride),
    RecordFile("answers", "data/answers.yml", Answer),
    RecordFile("accepted", "data/accepted.yml", Acceptance),
    RecordFile("next_release", "data/releases/next.yml", NextRelease, lists=False),
    RecordFile("notices", "bibliography/notices.yml", CitationNotice),
)
