"""What a project holds already, brought together so that newcomers can be matched with it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.files.load import load_evidence
from generator.files.notices_file import NOTICES_FILE
from generator.matching.found_file import FOUND, FoundFile, read_found
from generator.matching.match import Catalogue
from generator.matching.profile import (
    Sketch,
    registrations_of,
    sketch_of_citation,
    sketch_of_found,
    sketch_of_row,
    sketch_of_trial,
)
from generator.matching.title import title_key
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Place, Severity
from generator.model.found import RegisterEntry
from generator.model.identifier import Identifier, Registration
from generator.model.reference import ScreeningRecord
from generator.model.rule import Rule
from generator.model.study import Study

SCREENING = "data/screening.csv"
BIBLIOGRAPHY = "bibliography/references.bib"
NOT_UTF8 = Rule("E282", "log-not-utf8", "The screening log cannot be added to")
# What keeps the desk from adding to a file: what follows an unreadable row could be lost in it.
_UNSAFE = {SCREENING, BIBLIOGRAPHY}


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is known, and the bytes of the files that a batch changes.

    `noted` are the citekeys with notices; `registers` are the register entries among the found
    records.
    """

    evidence: Evidence
    found: FoundFile
    catalogue: Catalogue
    screening: bytes
    notices: bytes
    noted: frozenset[str]
    registers: Mapping[Registration, RegisterEntry] = field(init=False)
    _names: Mapping[Identifier, str] = field(init=False)

    def __post_init__(self) -> None:
        registers, names = {}, {}
        for name, record in self.found.records.items():
            names.update(dict.fromkeys(record.identifiers, name))
            if record.register:
                registers[record.register.registration] = record.register
        object.__setattr__(self, "registers", registers)
        object.__setattr__(self, "_names", names)

    def after(self, files: Mapping[str, bytes], noted: Iterable[str]) -> "Holdings":
        """Return the holdings after a batch was written, whose records are in the catalogue."""
        return replace(
            self,
            found=read_found(files[FOUND]) if FOUND in files else self.found,
            screening=files.get(SCREENING, self.screening),
            notices=files.get(NOTICES_FILE, self.notices),
            noted=self.noted | set(noted),
        )

    def record_of(self, row: ScreeningRecord) -> str:
        """Return the name under which found.jsonl holds the record of a row, or nothing."""
        if row.identifier in self.found.records:
            return row.identifier
        known = self.catalogue.named(row.identifier)
        for identifier in known.identifiers if known else ():
            if identifier in self._names:
                return self._names[identifier]
        return ""


def read_holdings(root: Path) -> tuple[Holdings | None, list[Finding]]:
    """Return what a project holds, or None with the findings that keep it from growing."""
    evidence, findings = load_evidence(root)
    screening, notices = (_bytes(root / file) for file in (SCREENING, NOTICES_FILE))
    try:
        screening.decode("utf-8")
    except UnicodeDecodeError:
        findings = [*findings, _not_utf8()]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if evidence is None:
        return None, errors
    stopping = [error for error in errors if error.place.file in _UNSAFE]
    if stopping:
        return None, stopping
    file = read_found(_bytes(root / FOUND))
    noted = frozenset(notice.citation for notice in evidence.citation_notices)
    holdings = Holdings(evidence, file, _catalogue(evidence, file), screening, notices, noted)
    return holdings, list(file.findings)


def all_studies(evidence: Evidence) -> Mapping[str, Study]:
    """Return every study there is, those still to be extracted with the others."""
    return {**evidence.studies, **evidence.drafts}


def _catalogue(evidence: Evidence, file: FoundFile) -> Catalogue:
    """Return everything known, the bibliography first: a report is called by its citekey."""
    catalogue = Catalogue()
    studies = dict(_study_of_reports(evidence))
    for key, citation in evidence.citations.items():
        study = studies.get(key)
        standing = f"included as {study.id}" if study else ""
        sketch = sketch_of_citation(citation, standing, study.id if study else "")
        numbers = registrations_of(study.registrations) if study else frozenset()
        catalogue.add(replace(sketch, registrations=numbers))
    for trial in evidence.registered_trials:
        catalogue.add(sketch_of_trial(trial))
    # A row before its record: the row says what was decided, the record what is known beside that.
    for sketch in _rows(evidence):
        catalogue.add(sketch)
    for name, record in file.records.items():
        catalogue.add(sketch_of_found(record, name))
    return catalogue


def _rows(evidence: Evidence) -> Iterator[Sketch]:
    """Yield the rows of the log, each under the name of its report where one can be found."""
    titles, studies = _titles(evidence), all_studies(evidence)
    often = Counter(row.identifier for row in evidence.screening)
    for row in evidence.screening:
        sketch = sketch_of_row(row)
        if sketch.identifiers or sketch.name in evidence.citations:
            yield sketch
            continue
        study = studies.get(row.study)
        only = study.reports[0] if study and len(study.reports) == 1 else ""
        report = titles.get((row.study, title_key(row.title)), only)
        unnamed = not row.identifier or often[row.identifier] > 1
        yield replace(
            sketch,
            name=report or (f"line {row.line} of the screening log" if unnamed else row.identifier),
        )


def _titles(evidence: Evidence) -> Mapping[tuple[str, str], str]:
    """Return the reports by study and title."""
    citations = evidence.citations
    return {
        (study.id, title_key(citations[key].title)): key
        for key, study in _study_of_reports(evidence)
        if key in citations
    }


def _study_of_reports(evidence: Evidence) -> Iterator[tuple[str, Study]]:
    """Yield the citekey of each report with its study."""
    for study in all_studies(evidence).values():
        for key in study.reports:
            yield key, study


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _not_utf8() -> Finding:
    return NOT_UTF8.broken(
        Place(SCREENING),
        seen="holds bytes that are not UTF-8",
        expected="UTF-8",
        remedy="Save the file as UTF-8; nothing was changed.",
    )
