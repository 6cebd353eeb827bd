"""`evidence schema`: schemas of the files for editors, by the model and the vocabulary."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from generator.cli.messages import BUSY, CLEAN, FINDINGS, Reporter
from generator.editors.names import vocabulary_of
from generator.editors.schema import schema_files
from generator.editors.settings import EXTENSIONS, SETTINGS, extensions, settings
from generator.files.load import load_evidence
from generator.files.transaction import DeskBusyError, desk, write_together
from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.text.count_words import count_words

STALE_SCHEMA = Rule(
    "E291", "stale-schema", "A schema for editors is not that of the model and the vocabulary"
)
FOREIGN_SETTINGS = Rule(
    "E292", "foreign-settings", "The editor's settings cannot be read, so nothing was added"
)


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence schema` as it was typed."""
    return schema(root, reporter, only_check=options.check)


def schema(root: Path, reporter: Reporter, *, only_check: bool) -> int:
    """Write the schemas and the editor's settings of a project, or say which are not up to date."""
    evidence, findings = load_evidence(root)
    if evidence is None:
        first = "topic, vocabulary and bibliography have to be read first."
        reporter.result(findings, f"Nothing was written: {first}")
        return FINDINGS
    wanted, refused = _wanted(root, schema_files(vocabulary_of(evidence)))
    stale = {path: content for path, content in wanted.items() if _content(root / path) != content}
    if only_check:
        faults = [*refused, *map(_stale, stale)]
        fresh = len(wanted) - len(stale)
        return reporter.result(faults, f"{fresh} of {count_words(len(wanted), 'file')} up to date.")
    if refused:
        return reporter.result(refused)
    count = (
        f"{len(stale)} of {count_words(len(wanted), 'file')} written, the others were up to date."
    )
    return _write(root, stale, count, reporter)


def _write(root: Path, files: Mapping[str, bytes], count: str, reporter: Reporter) -> int:
    try:
        with desk(root):
            write_together(root, files)
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return FINDINGS
    reporter.result([], count, written=[*files])
    return CLEAN


def _wanted(root: Path, schemas: dict[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return what the files should hold, and a finding on settings that cannot be read."""
    merged = {
        SETTINGS: settings(_content(root / SETTINGS)),
        EXTENSIONS: extensions(_content(root / EXTENSIONS)),
    }
    # Settings that cannot be read are the curator's own work: they are never written over.
    refused = [_foreign(path) for path, content in merged.items() if content is None]
    readable = {path: content for path, content in merged.items() if content is not None}
    return {**schemas, **readable}, refused


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _stale(path: str) -> Finding:
    return STALE_SCHEMA.broken(
        Place(path),
        seen="is missing or older than the model and the vocabulary",
        expected="the schema of today's files",
        remedy="Run `evidence schema` and commit what it writes.",
    )


def _foreign(path: str) -> Finding:
    return FOREIGN_SETTINGS.broken(
        Place(path),
        seen="cannot be read as JSON",
        expected="an object without comments",
        remedy="Mend it or move it away, and run `evidence schema` again.",
    )
