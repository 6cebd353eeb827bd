"""`evidence diff`: what the files say otherwise than before, number by number."""

import argparse
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.cli.messages import CLEAN, WRONG_USE, Reporter, one_line, visible
from generator.files.load import NEXT_RELEASE, load_evidence
from generator.history.change_markdown import markdown
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import lines_of
from generator.history.partly_read import read_statements, without
from generator.history.present import Present, changes_between
from generator.history.reasons import unused
from generator.history.revision import NoRevisionError, OldState, state_of_revision
from generator.model.date import day_words
from generator.model.evidence import Evidence
from generator.model.finding import Finding, Place
from generator.model.release import ChangedRecord, Published
from generator.model.rule import Rule

REASON_OF_NOTHING = Rule(
    "W371", "reason-of-nothing", "A reason is given for something that did not change"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the files are set against, and in which form the changes are said."""

    revision: str | None = None
    markdown: bool = False


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence diff` as it was typed."""
    return diff(root, Asked(revision=options.revision, markdown=options.markdown), reporter)


def diff(root: Path, asked: Asked, reporter: Reporter) -> int:
    """Say what changed; with or without differences the command succeeds."""
    with reporter.progress():
        evidence, findings = load_evidence(root)
    if evidence is None:
        nothing = "The files cannot be compared until this is mended."
        return reporter.result(findings, nothing, changed=None)
    try:
        base = _base(root, asked.revision, evidence)
    except NoRevisionError as error:
        reporter.wrong_use(str(error))
        return WRONG_USE
    now = read_statements(evidence, findings)
    unread = tuple(sorted({*base.unread, *now.unread}))
    before, after = without(base.statements, unread), without(now.statements, unread)
    changed = changes_between(before, after, evidence.next_release)
    version = "not told while something cannot be read"
    if not unread:
        version = str(Present(evidence, now.statements).version)
    gaps = [f"Not compared, because it cannot be read: {one_line(name)}" for name in unread]
    # Other programs get the facts, whatever the form for people.
    if asked.markdown and not reporter.as_json:
        print(
            markdown(changed, base.name, version), *(f"\n{gap}\n" for gap in gaps), sep="", end=""
        )
        return CLEAN
    return reporter.result(
        list(_of_nothing(evidence, changed)),
        *map(visible, [*gaps, f"Since {base.name}:", *lines_of(changed)]),
        since=base.name,
        version=version,
        **_facts(changed, unread),
    )


def _facts(changed: tuple[ChangedRecord, ...], unread: Sequence[str]) -> Mapping[str, object]:
    return {
        "summary": counts_sentence(changed),
        "results": results_sentence(changed),
        "not_compared": list(unread),
        "changed": list(map(_plain, changed)),
    }


def _base(root: Path, revision: str | None, evidence: Evidence) -> OldState:
    """Return the state to compare with: the last version, or what a revision stated."""
    published = evidence.published
    if revision is None and published is None:
        name_one = "name a revision, or record one with evidence release"
        raise NoRevisionError(f"no version is recorded yet: {name_one}.")
    if published and revision in {None, str(published.version)}:
        return _of_published(published, evidence)
    versions = {str(release.version) for release in evidence.releases}
    name = revision or ""
    return state_of_revision(root, name, is_version=name in versions)


def _of_published(published: Published, evidence: Evidence) -> OldState:
    name = f"version {published.version}"
    for release in evidence.releases:
        if release.version == published.version:
            name = f"{name} of {day_words(release.date.first_day)}"
            break
    return OldState(name, published.statements, ())


def _of_nothing(evidence: Evidence, changed: tuple[ChangedRecord, ...]) -> Iterator[Finding]:
    reasons = evidence.next_release.reasons if evidence.next_release else ()
    for reason in unused(changed, reasons):
        yield REASON_OF_NOTHING.broken(
            Place(NEXT_RELEASE),
            seen=f"gives a reason for {reason.at!r}",
            expected="the address of something that changed, as evidence diff shows it in brackets",
            remedy="Mend the address, or remove the reason.",
        )


def _plain(change: ChangedRecord) -> Mapping[str, object]:
    plain = {**dataclasses.asdict(change), "size": len(change.changes)}
    return {name: value for name, value in plain.items() if value not in (None, (), [])}
