"""`evidence add`: files and identifiers, any mix, become records that await a decision."""

import argparse
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.cli.messages import BUSY, CLEAN, FINDINGS, WRONG_USE, Reporter, one_line
from generator.cli.today import today
from generator.desk.additions import GIVEN, Added, Wanted, add
from generator.desk.incoming_records import Arrival
from generator.files.load import load_evidence
from generator.files.transaction import DeskBusyError, desk
from generator.matching.match import Proposal
from generator.model.identifier import parse_identifier
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.text.count_words import count_words

_NOTHING = "Nothing was added: the files of the project have to be mended first."
_UNKNOWN = (
    "is neither a file nor an identifier: give a file, a PMID, a DOI, a PMCID or a number such as "
    "NCT01234567."
)


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence add` as it was typed."""
    return add_arguments(root, list(map(str, options.files)), reporter, dry_run=options.dry_run)


def add_arguments(
    root: Path, arguments: Sequence[str], reporter: Reporter, *, dry_run: bool
) -> int:
    """Add what was asked for and say what became of each record; return the exit status."""
    wanted = _wanted(arguments, reporter)
    if wanted is None:
        return WRONG_USE
    evidence, findings = load_evidence(root)
    if evidence is None:
        return reporter.result(findings, _NOTHING)
    try:
        with desk(root), reporter.progress() as progress:
            progress("reading and looking up")
            # Nothing is kept of what a dry run reads: it leaves no trace.
            client = Client(None if dry_run else root, evidence.topic.intake, today())
            added = add(root, wanted, client, dry_run=dry_run)
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return FINDINGS
    except NoReplyError as fault:
        return reporter.result([fault.finding()], "Nothing was added.")
    return _say(added, wanted, reporter, dry_run=dry_run)


def _wanted(arguments: Sequence[str], reporter: Reporter) -> Wanted | None:
    """Return what the arguments name; None, and a line on each, where one names nothing."""
    files = [Path(argument) for argument in arguments if Path(argument).is_file()]
    others = [argument for argument in arguments if not Path(argument).is_file()]
    identifiers = {argument: parse_identifier(argument) for argument in others}
    unknown = [argument for argument, identifier in identifiers.items() if identifier is None]
    for argument in unknown:
        reporter.wrong_use(one_line(f"{argument!r} {_UNKNOWN}"))
    return None if unknown else Wanted(tuple(files), tuple(filter(None, identifiers.values())))


def _say(added: Added, wanted: Wanted, reporter: Reporter, *, dry_run: bool) -> int:
    lines = [one_line(arrival.words) for arrival in added.arrivals]
    lines += [
        f"missing {one_line(str(identifier))}: gave no record" for identifier in added.missing
    ]
    status = reporter.result(
        added.findings,
        *lines,
        *_summary(added, _only(wanted), dry_run=dry_run),
        records=[_plain(arrival) for arrival in added.arrivals],
        missing=[str(identifier) for identifier in added.missing],
        dry_run=dry_run,
    )
    return FINDINGS if added.missing and status == CLEAN else status


def _only(wanted: Wanted) -> str:
    """Return the words by which the desk shows only what came in now, or nothing."""
    # The desk takes the words of one way; for several it shows everything.
    ways = [path.name for path in wanted.files]
    if wanted.identifiers:
        ways.append(GIVEN)
    return shlex.quote(ways[0]) if len(ways) == 1 else ""


def _summary(added: Added, only: str, *, dry_run: bool) -> list[str]:
    if not added.is_whole:
        return [_NOTHING]
    counts = Counter[str](arrival.state for arrival in added.arrivals)
    line = _counted(added, counts)
    if dry_run:
        return [line, "Nothing was changed (--dry-run)."]
    has_new = bool(counts["new"] + counts["clash"])
    return [line, _next(added.awaiting, only)] if has_new else [line]


def _counted(added: Added, counts: Mapping[str, int]) -> str:
    line = f"{_number(added.arrivals, 'record')}: {counts['new'] + counts['clash']} new"
    if counts["clash"]:
        line += f" ({counts['clash']} with a clash of identifiers)"
    hinted = sum(bool(arrival.hints) for arrival in added.arrivals)
    if hinted:
        line += f", {hinted} of them like something known"
    line += f", {counts['known']} known already"
    if added.missing:
        line += f"; {_number(added.missing, 'identifier')} gave no record"
    return f"{line}."


def _number(things: Sequence[object], name: str) -> str:
    return count_words(len(things), name)


def _next(before: int, only: str) -> str:
    """Return the next step, with what stands in the way of these records at the desk."""
    if not before:
        return "Next: evidence screen"
    verb, they = ("awaits", "it comes") if before == 1 else ("await", "they come")
    others = f"{before} found before {verb} a decision too"
    if not only:
        return f"Next: evidence screen ({others})"
    return f"Next: evidence screen --only {only} ({others}; without --only {they} first)"


def _plain(arrival: Arrival) -> dict[str, object]:
    same = arrival.match.same
    return {
        "name": arrival.name,
        "state": arrival.state,
        "title": arrival.record.citation.title,
        "known_as": same.name if same else None,
        "standing": same.standing if same else None,
        "clashes": list(arrival.clashes),
        "may_be": list(map(_plain_proposal, arrival.match.proposals)),
    }


def _plain_proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "stands": str(proposal.stands),
        "known_as": proposal.known.name,
        "reasons": list(proposal.reasons),
    }
