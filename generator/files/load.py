"""Every file of a project becomes one `Evidence`, with every fault of every file as a finding."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.files.bibliography_file import read_bibliography
from generator.files.bind import Binder
from generator.files.published_file import read_published
from generator.instruments.installed import calculators, installed
from generator.model.answer import Answer
from generator.model.citation import Citation
from generator.model.evidence import Evidence, Places, by_id, study_file
from generator.model.finding import Finding, Place, Severity
from generator.model.host import Host
from generator.model.judgement import Acceptance, Appraisal, Certainty, Correction, SettlingRule
from generator.model.pooling_override import PoolingOverride
from generator.model.population import AGE_GROUPS, AgeGroup, Population
from generator.model.reference import SCREENING_COLUMNS, CitationNotice, Relation, ScreeningRecord
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.release import NextRelease, Published, Release
from generator.model.rule import Rule
from generator.model.study import Study
from generator.model.topic import Topic
from generator.model.unread import UnreadReport
from generator.model.vocabulary import (
    OTHER,
    SAFETY,
    AppraisalTool,
    Design,
    Domain,
    Drug,
    GlossaryTerm,
    Measure,
)
from generator.text import faults
from generator.text.csv_text import read_csv
from generator.text.decode import decode
from generator.text.yaml_text import Node, read_yaml

_Class = TypeVar("_Class")
_Value = TypeVar("_Value")
STUDIES = "data/studies"
RELEASES = "data/releases"
NEXT_RELEASE = f"{RELEASES}/next.yml"
PUBLISHED = f"{RELEASES}/published.json"
UNREAD_FILE = Rule("W101", "unread-file", "A file beside the evidence is not read")

# What the program itself makes for editors: nothing in it is evidence.
_SCHEMAS = "data/schema/"
# The columns of bibliography/relations.csv.
_RELATIONS = ("from", "relation", "to", "source")


@dataclass(slots=True)
class _Reader:
    """Reads the files of one project and remembers what was seen on the way."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, file: str, cls: type[_Class]) -> _Class | None:
        """Return the record a file holds, or None where there is none or it does not fit."""
        node = self._node(file, required=True)
        return self._bound(file, lambda binder: binder.one(node, cls)) if node else None

    def many(self, file: str, cls: type[_Class], *, required: bool = False) -> tuple[_Class, ...]:
        """Return the records a file lists; an optional file that is not there lists none."""
        node = self._node(file, required=required)
        return self._bound(file, lambda binder: binder.many(node, cls)) if node else ()

    def rows(self, file: str, columns: tuple[str, ...]) -> list[tuple[int, Mapping[str, str]]]:
        """Return the rows of a CSV file with their lines; a file that is not there has none."""
        text = self._text(file, required=False)
        if text is None:
            return []
        rows, findings = read_csv(text, file, columns)
        self.findings += findings
        self.lines.update({(file, f"[{number}]"): row.line for number, row in enumerate(rows)})
        return [(row.line, row.cells) for row in rows]

    def citations(self, file: str) -> Mapping[str, Citation]:
        """Return the citations of a BibTeX file under their keys."""
        text = self._text(file, required=True)
        if text is None:
            return {}
        citations, lines, findings = read_bibliography(text, file)
        self.findings += findings
        self.lines.update({(file, key): line for key, line in lines.items()})
        return citations

    def perhaps(self, file: str, cls: type[_Class]) -> _Class | None:
        """Return the record of a file that need not be there."""
        node = self._node(file, required=False)
        return self._bound(file, lambda binder: binder.one(node, cls)) if node else None

    def published(self) -> Published | None:
        """Return what the last recorded version stated, where one was recorded."""
        text = self._text(PUBLISHED, required=False)
        if text is None:
            return None
        published, findings = read_published(text, PUBLISHED)
        self.findings += findings
        return published

    def _bound(self, file: str, read: Callable[[Binder], _Value]) -> _Value:
        binder = Binder(file, self.listed)
        value = read(binder)
        self.findings += binder.findings
        self.lines.update(binder.lines)
        return value

    def _node(self, file: str, *, required: bool) -> Node | None:
        text = self._text(file, required=required)
        if text is None:
            return None
        node, findings = read_yaml(text, file)
        self.findings += findings
        return node

    def _text(self, file: str, *, required: bool) -> str | None:
        self.read.add(file)
        try:
            content = (self.root / file).read_bytes()
        except OSError as error:
            if required or (self.root / file).exists():
                self._note_missing(file, error)
            return None
        text, findings = decode(content, file)
        self.findings += findings
        return text

    def _note_missing(self, file: str, error: OSError) -> None:
        self.findings.append(
            faults.MISSING_FILE.broken(
                Place(file),
                seen=f"cannot be opened ({error.strerror})",
                expected="a readable file",
                remedy="Create or restore it; the record format says what it holds.",
            )
        )


def load_evidence(root: Path) -> tuple[Evidence | None, list[Finding]]:
    """Return all evidence under a project folder, and every finding made while reading.

    The evidence is None where its frame (topic, vocabulary, bibliography) has an error. A study
    that cannot be read is left out and noted.
    """
    reader, folder = _Reader(root), "data/vocabulary"
    reader.listed["instrument"] = tuple(installed())
    topic = reader.one("data/topic.yml", Topic)
    reader.listed["calculator"] = tuple(calculators(topic.instruments if topic else ()))
    measures = by_id(reader.many(f"{folder}/measures.yml", Measure, required=True))
    domains = reader.many(f"{folder}/domains.yml", Domain) or _domains_of(measures.values())
    age_groups = reader.many(f"{folder}/age_groups.yml", AgeGroup) or AGE_GROUPS
    reader.listed["age group"] = tuple(group.id for group in age_groups)
    frame = partial(
        Evidence,
        drugs=by_id(reader.many(f"{folder}/drugs.yml", Drug, required=True)),
        measures=measures,
        domains=by_id(domains),
        age_groups=by_id(age_groups),
        populations=by_id(reader.many(f"{folder}/populations.yml", Population, required=True)),
        designs=by_id(reader.many(f"{folder}/designs.yml", Design, required=True)),
        citations=reader.citations("bibliography/references.bib"),
    )
    # Every further finding would be an echo of one in the frame.
    frame_is_whole = not any(finding.severity is Severity.ERROR for finding in reader.findings)
    studies, unread = _studies(reader)
    evidence = partial(
        frame,
        studies={name: study for name, study in studies.items() if study.is_extracted},
        drafts={name: study for name, study in studies.items() if not study.is_extracted},
        unread_studies=unread,
        appraisal_tools=reader.many(f"{folder}/appraisal_tools.yml", AppraisalTool),
        hosts=reader.many(f"{folder}/hosts.yml", Host),
        settling_rules=reader.many(f"{folder}/settling_rules.yml", SettlingRule),
        glossary=reader.many(f"{folder}/glossary.yml", GlossaryTerm),
        registered_trials=reader.many("data/registered_trials.yml", RegisteredTrial),
        safety_notices=reader.many("data/safety_notices.yml", SafetyNotice),
        reported_in_reviews=reader.many("data/reported_in_reviews.yml", ReviewedStudy),
        unread_reports=reader.many("data/unread_reports.yml", UnreadReport),
        appraisals=reader.many("data/appraisals.yml", Appraisal),
        certainty=reader.many("data/certainty.yml", Certainty),
        corrections=reader.many("data/corrections.yml", Correction),
        pooling_overrides=reader.many("data/pooling_overrides.yml", PoolingOverride),
        answers=reader.many("data/answers.yml", Answer),
        accepted=reader.many("data/accepted.yml", Acceptance),
        citation_notices=reader.many("bibliography/notices.yml", CitationNotice),
        screening=tuple(_screening(reader.rows("data/screening.csv", SCREENING_COLUMNS))),
        relations=tuple(_relations(reader.rows("bibliography/relations.csv", _RELATIONS))),
        releases=tuple(_releases(reader)),
        next_release=reader.perhaps(NEXT_RELEASE, NextRelease),
        published=reader.published(),
        places=Places(lines=reader.lines),
    )
    _note_unread_files(reader)
    if topic is None or not frame_is_whole:
        return None, reader.findings
    return evidence(topic=topic), reader.findings


def _domains_of(measures: Iterable[Measure]) -> Iterator[Domain]:
    """Yield the domains of a project that lists none: those of its measures, harms near the end."""
    for name in dict.fromkeys(measure.domain for measure in measures):
        if name not in {SAFETY, OTHER}:
            yield Domain(id=name)
    yield Domain(id=SAFETY, overview=False)
    yield Domain(id=OTHER, overview=False)


def _studies(reader: _Reader) -> tuple[dict[str, Study], frozenset[str]]:
    studies, unread = {}, set()
    for name in sorted(path.stem for path in (reader.root / STUDIES).glob("*.yml")):
        study = reader.one(study_file(name), Study)
        if study is None:
            unread.add(name)
        elif study.id != name:
            unread.add(name)
            reader.findings.append(_misnamed(reader, study.id, name))
        else:
            studies[name] = study
    return studies, frozenset(unread)


def _releases(reader: _Reader) -> Iterable[Release]:
    """Yield the recorded versions, the oldest first."""
    releases = []
    for path in (reader.root / RELEASES).glob("*.yml"):
        file = path.relative_to(reader.root).as_posix()
        release = reader.one(file, Release) if file != NEXT_RELEASE else None
        if release and str(release.version) != path.stem:
            place = Places(lines=reader.lines).find(file, "version")
            reader.findings.append(_misnamed_version(place, release, path.stem))
        elif release:
            releases.append(release)
    return sorted(releases, key=lambda release: release.version)


def _misnamed_version(place: Place, release: Release, name: str) -> Finding:
    return faults.VERSION_IS_FILE_NAME.broken(
        place,
        seen=f"is {release.version}",
        expected=f"the name of the file, {name}",
        remedy="Rename the file, or restore it; a recorded version is not changed by hand.",
    )


def _misnamed(reader: _Reader, study_id: str, name: str) -> Finding:
    place = Places(lines=reader.lines).find(study_file(name), "id")
    return faults.ID_IS_NOT_FILE_NAME.broken(
        place,
        seen=f"is {study_id!r}",
        expected=f"the name of the file, {name!r}",
        remedy="Rename the file or mend the id; published addresses use the id.",
    )


def _screening(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterable[ScreeningRecord]:
    for line, cells in rows:
        yield ScreeningRecord(**{name: cells[name] for name in SCREENING_COLUMNS}, line=line)


def _relations(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterable[Relation]:
    for line, cells in rows:
        yield Relation(
            subject=cells["from"],
            relation=cells["relation"],
            object=cells["to"],
            source=cells["source"],
            line=line,
        )


def _note_unread_files(reader: _Reader) -> None:
    """Note the files of data/ that nobody reads."""
    # A misspelt name would lose a file silently.
    for path in sorted((reader.root / "data").rglob("*")):
        file = path.relative_to(reader.root).as_posix()
        is_evidence = path.name != "README.md" and not file.startswith(_SCHEMAS)
        if is_evidence and path.is_file() and file not in reader.read:
            reader.findings.append(
                UNREAD_FILE.broken(
                    Place(file),
                    seen="is not read",
                    expected="a file name of the record format",
                    remedy="Mend its name (studies end in .yml), or move it out of data/.",
                )
            )
