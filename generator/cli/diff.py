"""`evidence diff`: what the files say otherwise than before, number by number; for people, pull requests, programs."""

import argparse
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.cli.messages import CLEAN, WRONG_USE, Reporter, one_line
from generator.cli.partly_read import read_statements, without
from generator.cli.revision import NoRevision, state_of_revision
from generator.files.load import NEXT_RELEASE, load_evidence
from generator.history.change_markdown import markdown
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import lines_of
from generator.history.present import Present, changes_between
from generator.history.reasons import unused
from generator.model.date import day_words
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Place
from generator.model.release import ChangedRecord, Published, Statements
from generator.model.rule import Rule

REASON_OF_NOTHING = Rule(
    "W371", "reason-of-nothing", "A reason is given for something that did not change"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the files are set against, and how it is told."""

    revision: str | None = None
    markdown: bool = False


class Base(NamedTuple):
    """A state to compare with: its name, what it states, and what of it could not be read."""

    name: str
    statements: Statements
    unread: tuple[str, ...] = ()


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence diff` as it was typed."""
    return diff(root, Asked(revision=options.revision, markdown=options.markdown), reporter)


def diff(root: Path, asked: Asked, reporter: Reporter) -> int:
    """Say what changed; with or without differences the command succeeds."""
    with reporter.progress():
        evidence, findings = load_evidence(root)
    if evidence is None:
        return reporter.result(
            findings, "The files cannot be compared until this is mended.", changed=None
        )
    try:
        base = _base(root, asked.revision, evidence)
    except NoRevision as error:
        reporter.wrong_use(str(error))
        return WRONG_USE
    now = read_statements(evidence, findings)
    unread = tuple(sorted({*base.unread, *now.unread}))
    changed = changes_between(
        without(base.statements, unread), without(now.statements, unread), evidence.next_release
    )
    version = (
        "not told while something cannot be read"
        if unread
        else str(Present(evidence, now.statements).version)
    )
    found = [*_of_nothing(evidence, changed)]
    gaps = [f"Not compared, because it cannot be read: {one_line(name)}" for name in unread]
    if asked.markdown and not reporter.as_json:
        print(
            markdown(changed, base.name, version) + "".join(f"\n{line}\n" for line in gaps), end=""
        )
        return CLEAN
    lines = [*gaps, f"Since {base.name}:", *lines_of(changed)]
    return reporter.result(
        found,
        *(
            "" if not line else line[: len(line) - len(line.lstrip())] + one_line(line)
            for line in lines
        ),
        since=base.name,
        version=version,
        summary=counts_sentence(changed),
        results=results_sentence(changed),
        not_compared=list(unread),
        changed=[_plain(one) for one in changed],
    )


def _base(root: Path, revision: str | None, evidence: Evidence) -> Base:
    published = evidence.published
    if revision is None:
        if published is None:
            raise NoRevision(
                "no version is recorded yet: name a revision, or record one with evidence release."
            )
        return _of_published(published, evidence)
    if published and revision == str(published.version):
        return _of_published(published, evidence)
    recorded = any(str(one.version) == revision for one in evidence.releases)
    found = state_of_revision(root, revision, is_version=recorded)
    return Base(found.name, found.statements, found.unread)


def _of_published(published: Published, evidence: Evidence) -> Base:
    day = next(
        (
            day_words(one.date.first_day)
            for one in evidence.releases
            if one.version == published.version
        ),
        "",
    )
    return Base(f"version {published.version}{f' of {day}' if day else ''}", published.statements)


def _of_nothing(evidence: Evidence, changed: tuple[ChangedRecord, ...]) -> list[Finding]:
    reasons = evidence.next_release.reasons if evidence.next_release else ()
    return [
        REASON_OF_NOTHING.broken(
            Place(NEXT_RELEASE),
            seen=f"gives a reason for {one.at!r}",
            expected="the address of something that changed, as evidence diff shows it in brackets",
            remedy="Mend the address, or remove the reason.",
        )
        for one in unused(changed, reasons)
    ]


def _plain(one: ChangedRecord) -> Mapping[str, object]:
    plain = {**dataclasses.asdict(one), "size": len(one.changes)}
    return {name: value for name, value in plain.items() if value not in (None, (), [])}
