"""`evidence screen`: the curator's desk at the terminal, one record and one decision at a time."""

import argparse
import contextlib
from collections import Counter
from pathlib import Path

from generator.cli.conversation import Conversation, StoppedError, WentBackError
from generator.cli.decide import decide_from
from generator.cli.inclusion import ask_inclusion
from generator.cli.messages import BUSY, CLEAN, FINDINGS, Reporter, one_line
from generator.cli.record_view import abstract_lines, record_lines
from generator.cli.reopen import reopen
from generator.cli.today import today
from generator.desk.abstracts import Abstract, Abstracts, fetched_abstract
from generator.desk.decisions import Decision, Duplicate, Excluded, Included, UndecidableError
from generator.desk.screening import Desk, DeskClosedError, Entry
from generator.files.transaction import DeskBusyError, desk
from generator.model.reference import ScreeningRecord
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.text.count_words import count_words, noun_for

_PROMPT = "include, exclude, duplicate, later, back, quit? [i/e/d/l/b/q/?] "
_OTHER_PROMPT = "Of (a number above, a citekey or an identifier; b back): "
_SHORTEST_REASON = 3  # letters: what is shorter is a slip of the finger
_HELP = (
    "i           include: as a new study, or as a further report of a known one",
    (
        "e           exclude; then a reason, or at once: e wrong population, "
        "or e 2 for the second reason listed"
    ),
    (
        "d           duplicate of another report; at once: d and its key, "
        "or d and the number of a likeness shown"
    ),
    "l           later: it stays in the log and comes after all others",
    "b           back: takes back the last decision of this sitting",
    "q           quit; every decision is written down already, and the next sitting goes on here",
)


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence screen` as it was typed."""
    return screen(root, options, reporter)


def screen(root: Path, options: argparse.Namespace, reporter: Reporter) -> int:
    """Walk through what awaits a decision, list it, or take decisions from a table."""
    try:
        with desk(root):
            at_desk = Desk(root, today())
            if options.decide:
                return decide_from(options.decide, at_desk, reporter)
            if options.reopen:
                return reopen(options.reopen, at_desk, reporter)
            if options.list or reporter.as_json:
                return _list(at_desk, options.only, reporter)
            return _Sitting(at_desk, options.only, fetch=options.fetch).hold()
    except DeskBusyError:
        reporter.wrong_use(BUSY)
        return FINDINGS
    except DeskClosedError as closed:
        return reporter.result(closed.findings, "Nothing was asked: these have to be mended first.")


def _list(at_desk: Desk, only: str, reporter: Reporter) -> int:
    rows = at_desk.awaiting(only)
    lines = [one_line(f"{row.identifier}: {row.title} ({row.found_by})") for row in rows]
    count = f"{count_words(len(rows), 'record awaits', 'records await')} a decision."
    facts = [
        {
            "identifier": row.identifier,
            "title": row.title,
            "found_by": row.found_by,
            "date_found": row.date_found,
            "noted": row.reason,
        }
        for row in rows
    ]
    return reporter.result(at_desk.findings, *lines, count, awaiting=facts)


class _Sitting:
    """One walk through what awaits a decision."""

    def __init__(self, at_desk: Desk, only: str, *, fetch: bool) -> None:
        self._desk = at_desk
        self._only = only
        self._fetch = fetch
        self._abstracts = Abstracts(at_desk.root)
        self._talk = Conversation(at_desk.memory, input)
        self._steps: list[str] = []
        self._made: Counter[str] = Counter()

    def hold(self) -> int:
        """Ask until everything is decided or the curator stops."""
        rows = self._desk.awaiting(self._only)
        self._talk.say(*map(str, self._desk.findings))
        position = 0
        with contextlib.suppress(StoppedError):
            while position < len(rows):
                position += self._show(rows, position)
        return self._end(len(rows))

    def _show(self, rows: list[ScreeningRecord], position: int) -> int:
        """Show one record and take one answer; return how far to go on: forwards or back."""
        # Looked at afresh each time: the decision before may concern it, by a new study or a key
        # that is taken.
        entry = self._desk.entry(rows[position])
        abstract = self._abstract(entry)
        self._talk.row = entry.row
        self._talk.say(*record_lines(entry, position + 1, len(rows)), *abstract_lines(abstract))
        while True:
            step = self._step(rows, position, entry, abstract)
            if step is not None:
                return step

    def _step(
        self, rows: list[ScreeningRecord], position: int, entry: Entry, abstract: Abstract
    ) -> int | None:
        """Take one answer; return how far to go on, or None where the record stays."""
        try:
            # Answers that are kept are those of an inclusion that was interrupted.
            kept = self._desk.memory.answers(entry.row)
            typed = "i" if kept else self._talk.choose(_PROMPT)
            if typed in {"b", "back"}:
                return self._back(rows, position)
            return self._answer(typed, entry, abstract)
        except WentBackError:
            self._desk.memory.forget()
        except UndecidableError as fault:
            self._desk.memory.forget()
            self._talk.say(f"  Nothing was changed: {fault}.")
        return None

    def _answer(self, typed: str, entry: Entry, abstract: Abstract) -> int | None:
        """Do what was typed; return how far to go on, or None where the record stays."""
        letter, _, rest = typed.partition(" ")
        match letter.lower():
            case "i" | "include":
                return self._decide(entry, ask_inclusion(self._talk, self._desk, entry, abstract))
            case "e" | "exclude":
                return self._decide(entry, Excluded(self._reason(rest)))
            case "d" | "duplicate":
                return self._decide(entry, Duplicate(self._other(rest, entry)))
            case "l" | "later":
                self._desk.memory.put_off(entry.row)
                self._steps.append("later")
                return 1
            case "q" | "quit":
                raise StoppedError
            case _:
                self._talk.say(*(f"  {line}" for line in _HELP))
                return None

    def _decide(self, entry: Entry, decision: Decision) -> int:
        files = self._desk.decide(entry, decision)
        self._desk.memory.put_off(entry.row, off=False)
        kind = _kind(decision)
        self._steps.append(kind)
        self._made[kind] += 1
        self._talk.say(f"  Written: {_in_words(decision)} ({', '.join(files)}).")
        if isinstance(decision, Included) and decision.draft:
            self._talk.say(*self._desk.trials_without_study(decision.record, decision.study))
        return 1

    def _back(self, rows: list[ScreeningRecord], position: int) -> int | None:
        if not self._steps:
            self._talk.say("  Nothing was decided in this sitting.")
            return None
        # What was only put off was not decided, and there is nothing to take back.
        if self._steps[-1] != "later":
            undone = self._desk.undo()
            if undone is None:
                return None
            self._made[self._steps[-1]] -= 1
            self._talk.say(f"  Taken back: {undone.row.identifier}.")
        elif position:
            self._desk.memory.put_off(rows[position - 1], off=False)
        self._steps.pop()
        return -1

    def _reason(self, given: str) -> str:
        reasons = self._desk.reasons()
        typed = given.strip()
        if not typed:
            self._talk.say(*(f"  {number} {reason}" for number, reason in enumerate(reasons, 1)))
        while True:
            typed = typed or self._choose("Reason (a number above, or words; b back): ")
            if typed.isdecimal() and 1 <= int(typed) <= len(reasons):
                return reasons[int(typed) - 1]
            if sum(map(str.isalpha, typed)) >= _SHORTEST_REASON:
                return typed
            check = "A report is excluded for a reason that readers can check"
            self._talk.say(f"  {check}: a number above, or words.")
            typed = ""

    def _choose(self, prompt: str) -> str:
        """Return what is typed, where it is neither back nor quit."""
        typed = self._talk.choose(prompt)
        if typed in {"q", "quit"}:
            raise StoppedError
        if typed in {"b", "back"}:
            raise WentBackError
        return typed

    def _other(self, given: str, entry: Entry) -> str:
        """Return the name of the report that this one is a duplicate of."""
        typed = given.strip()
        if not typed:
            for number, proposal in enumerate(entry.proposals, 1):
                reasons = ", ".join(proposal.reasons)
                self._talk.say(f"  {number} {proposal.known.name}: {reasons}")
        while True:
            typed = typed or self._choose(_OTHER_PROMPT)
            name = self._desk.name_of(typed, entry)
            if name:
                return name
            self._talk.say(f"  {typed!r} names nothing that is known here and is another report.")
            typed = ""

    def _abstract(self, entry: Entry) -> Abstract:
        if entry.record is None:
            return Abstract((), "No record, and so no abstract.")
        abstract = self._abstracts.of(entry.record)
        if abstract.is_here or not self._fetch or not entry.record.identifiers:
            return abstract
        try:
            client = Client(self._desk.root, self._desk.holdings.evidence.topic.intake, today())
            return fetched_abstract(entry.record, client)
        except NoReplyError as fault:
            return Abstract((), str(fault.finding()))

    def _end(self, total: int) -> int:
        if not total:
            self._talk.say("Nothing awaits a decision.")
            return CLEAN
        left = len(self._desk.awaiting())
        made = ", ".join(f"{count} {kind}" for kind, count in sorted(self._made.items()) if count)
        verb = noun_for(left, "awaits", "await")
        self._talk.say("", f"{made or 'Nothing decided'}; {left} still {verb} a decision.")
        if self._made["included"] or self._made["included as a new study"]:
            drafts = "fill the drafts in data/studies/"
            self._talk.say(f"Next: {drafts}, then evidence check and evidence build")
        elif made:
            self._talk.say("Next: evidence check, then evidence build")
        return CLEAN


def _in_words(decision: Decision) -> str:
    """Return a decision in words, with its reason, study or other report."""
    match decision:
        case Included():
            return f"{_kind(decision)}, {decision.study}"
        case Duplicate():
            return f"duplicate of {decision.of}"
        case Excluded():
            return f"excluded, {decision.reason}"
        case _:
            return "awaiting a decision again"


def _kind(decision: Decision) -> str:
    if isinstance(decision, Included):
        return "included as a new study" if decision.draft else "included"
    return "excluded" if isinstance(decision, Excluded) else "duplicate"
