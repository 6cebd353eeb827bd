"""`evidence import`: what files of records hold, read and said, and nothing else changed."""

import argparse
import gc
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.cli.messages import CLEAN, FINDINGS, Reporter, one_line, severities
from generator.formats.any_file import read_records
from generator.formats.collection import NOT_RECORDS, Collection
from generator.matching.found_json import record_json
from generator.model.finding import Finding, Place, Severity, in_order
from generator.model.found import FoundRecord
from generator.text.count_words import count_words

# Enough to know a report by; the rest is et al.
_LISTED_AUTHORS = 3


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence import` as it was typed."""
    if options.dry_run or not (root / "data").is_dir():
        return import_files(options.files, dry_run=options.dry_run, as_json=options.json)
    # Reading a file need not wait for the rooms of a project.
    from generator.cli.add import run as add  # noqa: PLC0415

    return add(options, root, reporter)


def import_files(files: Sequence[Path], *, dry_run: bool, as_json: bool) -> int:
    """Say every record, identifier and finding of the files; return the exit status."""
    # Reading makes many small things and no circles of them: looking for circles would take a sixth
    # of the time.
    gc.disable()
    collections = [read_file(file) for file in files]
    gc.enable()
    unordered: list[Finding] = []
    for collection in collections:
        unordered += collection.findings
    findings = in_order(unordered)
    if as_json:
        _say_json(collections, findings)
    else:
        _say_lines(collections, findings)
        if not dry_run:
            print("Nothing was changed. `evidence add FILE` puts new records into the project.")
    return FINDINGS if any(finding.severity is Severity.ERROR for finding in findings) else CLEAN


def read_file(path: Path) -> Collection:
    """Return what a file holds; one that cannot be opened gives a finding."""
    try:
        return read_records(path.read_bytes(), str(path))
    except OSError as error:
        fault = NOT_RECORDS.broken(
            Place(str(path)),
            seen=f"cannot be opened ({error.strerror or error})",
            expected="a file of records",
            remedy="Check its name and whether you may read it.",
        )
        return Collection(findings=(fault,))


def _say_json(collections: Sequence[Collection], findings: Sequence[Finding]) -> None:
    records: list[str] = []
    for collection in collections:
        records += [_json(record_json(record)) for record in collection.records]
    said = [_json(_plain(finding)) for finding in findings]
    # One line a record, so that other programs of the shell can take the lines apart.
    parts = ('{"records": [', ",\n".join(records), '], "findings": [', ",\n".join(said), "]}")
    print(*parts, sep="\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(finding: Finding) -> dict[str, object]:
    message = one_line(str(finding))
    return {
        "code": finding.code,
        "file": finding.place.file,
        "line": finding.place.line,
        "message": message,
    }


def _say_lines(collections: Sequence[Collection], findings: Sequence[Finding]) -> None:
    for collection in collections:
        for record in collection.records:
            for line in record_lines(record):
                print(line)
        for identifier in collection.identifiers:
            print(f"{one_line(str(identifier))} has to be looked up.")
    for finding in findings:
        print(one_line(str(finding)))
    records = sum(len(collection.records) for collection in collections)
    to_look_up = sum(len(collection.identifiers) for collection in collections)
    named = f", {count_words(to_look_up, 'identifier')} to look up" if to_look_up else ""
    print(f"{count_words(records, 'record')}{named}, {severities(findings)}.")


def record_lines(record: FoundRecord) -> Iterator[str]:
    """Yield a record as a curator reads it: title, who and where, identifiers, notices."""
    citation = record.citation
    yield one_line(citation.title or record.original_title or "(no title)")
    names = [author.surname for author in citation.authors[:_LISTED_AUTHORS]]
    if len(citation.authors) > _LISTED_AUTHORS or citation.authors_open:
        names.append("et al.")
    where = " ".join(part for part in (citation.container, str(citation.year or "")) if part)
    about = "; ".join(part for part in (", ".join(names), where) if part)
    named = [*map(str, record.identifiers), *map(str, record.registrations)]
    for line in (about, ", ".join(dict.fromkeys(named))):
        if line:
            yield f"  {one_line(line)}"
    for notice in record.notices:
        place = notice.reference or "marked in the record"
        yield f"  ! {one_line(f'{notice.kind}: {place}')}"
