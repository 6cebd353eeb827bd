"""`evidence screen`: the curator's desk at the terminal, one record at a time, each decision written at once."""

import argparse
from collections import Counter
from pathlib import Path

from generator.cli.add import BUSY
from generator.cli.conversation import Conversation, GoBack, Stop
from generator.cli.decide import decide_from
from generator.cli.inclusion import ask_inclusion
from generator.cli.messages import CLEAN, FINDINGS, Reporter, one_line
from generator.cli.record_view import abstract_lines, record_lines
from generator.cli.reopen import reopen
from generator.cli.today import today
from generator.desk.abstracts import Abstract, Abstracts
from generator.desk.decisions import Decision, Duplicate, Excluded, Included, UndecidableError
from generator.desk.screening import Desk, DeskClosedError, Entry
from generator.files.transaction import DeskBusyError, desk
from generator.model.reference import ScreeningRecord
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.network.look_up import look_up

_PROMPT = "include, exclude, duplicate, later, back, quit? [i/e/d/l/b/q/?] "
_SHORTEST_REASON = 3  # letters: what is shorter is a slip of the finger
_HELP = (
    "  i           include: as a new study, or as a further report of a known one",
    "  e           exclude; then a reason, or at once: e wrong population, or e 2 for the second reason listed",
    "  d           duplicate of another report; at once: d and its key, or d and the number of a likeness shown",
    "  l           later: it stays in the log and comes after all others",
    "  b           back: takes back the last decision of this sitting",
    "  q           quit; every decision is written down already, and the next sitting goes on here",
)


def run(options: argparse.Namespace, root: Path, reporter: Reporter) -> int:
    """Run `evidence screen` as it was typed."""
    return screen(root, options, reporter)


def screen(root: Path, options: argparse.Namespace, reporter: Reporter) -> int:
    """Walk through what awaits a decision, list it, or take decisions from a table; return the exit status."""
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
    count = f"{len(rows)} {'record awaits' if len(rows) == 1 else 'records await'} a decision."
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
        total, at = len(rows), 0
        self._talk.say(*(str(finding) for finding in self._desk.findings))
        try:
            while at < total:
                at += self._one(rows, at)
        except Stop:
            pass
        return self._end(total)

    def _one(self, rows: list[ScreeningRecord], at: int) -> int:
        """Show one record and take one answer; return how far to go on from it: forwards or back."""
        # Looked at afresh each time: the decision before may concern it, by a new study or a key
        # that is taken.
        entry = self._desk.entry(rows[at])
        abstract = self._abstract(entry)
        self._talk.row = entry.row
        self._talk.say(*record_lines(entry, at + 1, len(rows)), *abstract_lines(abstract))
        while True:
            try:
                typed = "i" if self._desk.memory.answers(entry.row) else self._talk.choose(_PROMPT)
                step = (
                    self._back(rows, at)
                    if typed in {"b", "back"}
                    else self._answer(typed, entry, abstract)
                )
            except GoBack:
                self._desk.memory.forget()
                continue
            except UndecidableError as fault:
                self._desk.memory.forget()
                self._talk.say(f"  Nothing was changed: {fault}.")
                continue
            if step is not None:
                return step

    def _answer(self, typed: str, entry: Entry, abstract: Abstract) -> int | None:
        word, _, rest = typed.partition(" ")
        match word.lower():
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
                raise Stop
            case _:
                self._talk.say(*_HELP)
                return None

    def _decide(self, entry: Entry, decision: Decision) -> int:
        files = self._desk.decide(entry, decision)
        self._desk.memory.put_off(entry.row, off=False)
        kind = _kind(decision)
        self._steps.append(kind)
        self._made[kind] += 1
        self._talk.say(f"  Written: {_told(decision)} ({', '.join(files)}).")
        if isinstance(decision, Included) and decision.draft:
            self._talk.say(*self._desk.trials_without_study(decision.record, decision.study))
        return 1

    def _back(self, rows: list[ScreeningRecord], at: int) -> int | None:
        if not self._steps:
            self._talk.say("  Nothing was decided in this sitting.")
            return None
        if self._steps[-1] != "later":
            undone = self._desk.undo()
            if undone is None:
                return None
            self._made[self._steps[-1]] -= 1
            self._talk.say(f"  Taken back: {undone.row.identifier}.")
        elif at:
            self._desk.memory.put_off(rows[at - 1], off=False)
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
            self._talk.say(
                "  A report is excluded for a reason that readers can check: a number above, or words."
            )
            typed = ""

    def _choose(self, prompt: str) -> str:
        """Return what is typed, where it is neither back nor quit."""
        typed = self._talk.choose(prompt)
        if typed in {"q", "quit"}:
            raise Stop
        if typed in {"b", "back"}:
            raise GoBack
        return typed

    def _other(self, given: str, entry: Entry) -> str:
        """Return the name of the report that this one is a duplicate of."""
        typed = given.strip()
        if not typed:
            likely = [
                f"  {number} {one.known.name}: {', '.join(one.reasons)}"
                for number, one in enumerate(entry.proposals, 1)
            ]
            self._talk.say(*likely)
        while True:
            typed = typed or self._choose(
                "Of (a number above, a citekey or an identifier; b back): "
            )
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
            answer = look_up(entry.record.identifiers[:1], client)
        except NoReplyError as fault:
            return Abstract((), str(fault.finding()))
        parts = next((record.abstract for record in answer.records if record.abstract), ())
        words = next(
            (str(finding) for finding in answer.findings), "The services have no abstract of it."
        )
        return Abstract(parts, words)

    def _end(self, total: int) -> int:
        left = len(self._desk.awaiting())
        made = ", ".join(f"{count} {kind}" for kind, count in sorted(self._made.items()) if count)
        if not total:
            self._talk.say("Nothing awaits a decision.")
            return CLEAN
        self._talk.say(
            "",
            f"{made or 'Nothing decided'}; {left} still {'awaits' if left == 1 else 'await'} a decision.",
        )
        if self._made["included"] or self._made["included as a new study"]:
            self._talk.say(
                "Next: fill the drafts in data/studies/, then evidence check and evidence build"
            )
        elif made:
            self._talk.say("Next: evidence check, then evidence build")
        return CLEAN


def _told(decision: Decision) -> str:
    """Return a decision in words, with its reason, study or other report."""
    if isinstance(decision, Included):
        return f"{_kind(decision)}, {decision.study}"
    if isinstance(decision, Duplicate):
        return f"duplicate of {decision.of}"
    return (
        f"excluded, {decision.reason}"
        if isinstance(decision, Excluded)
        else "awaiting a decision again"
    )


def _kind(decision: Decision) -> str:
    if isinstance(decision, Included):
        return "included as a new study" if decision.draft else "included"
    return "excluded" if isinstance(decision, Excluded) else "duplicate"
