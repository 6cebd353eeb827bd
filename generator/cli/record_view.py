"""A record on the screen of the desk: who, where, why it was found, what it may be."""

import shutil
import textwrap
from collections.abc import Iterator

from generator.cli.messages import one_line
from generator.desk.abstracts import Abstract
from generator.desk.screening import Entry
from generator.files.notices_file import notice_words
from generator.html.vancouver import vancouver_text
from generator.model.found import FoundRecord, RegisterEntry
from generator.text.count_words import count_words

# Longer lines are hard to follow, shorter ones break every name.
_WIDEST = 100
_NARROWEST = 40


def record_lines(entry: Entry, number: int, of: int) -> Iterator[str]:
    """Yield a record as a curator reads it, its abstract left out."""
    row = entry.row
    yield ""
    yield f"── {number} of {of} {'─' * 40}"
    yield from _named(entry)
    yield from wrapped(f"Found {row.date_found} by {row.found_by}", "  ")
    yield from _noted(entry)
    if entry.cited_as:
        yield from wrapped(f"The bibliography has it as {entry.cited_as}.", "  ")
    for proposal in entry.proposals:
        yield from wrapped(f"{proposal.words} ({proposal.known.standing or 'known'})", "  * ")
    if entry.register:
        yield from _register(entry.register)


def _named(entry: Entry) -> Iterator[str]:
    """Yield what a record is called: title, authors, identifiers, kind."""
    row, record = entry.row, entry.record
    if record:
        yield from _notices(record)
        yield from wrapped(record.citation.title or row.title)
        yield from wrapped(_about(record), "  ")
        named = dict.fromkeys((*map(str, record.identifiers), *map(str, record.registrations)))
        yield from wrapped(" · ".join(named), "  ")
        if record.publication_types:
            yield from wrapped(f"Type: {', '.join(record.publication_types)}", "  ")
    else:
        yield from wrapped(row.title)
        alone = "a row of the log alone: its record did not come in through evidence add"
        yield from wrapped(f"{row.identifier} ({alone})", "  ")


def abstract_lines(abstract: Abstract) -> Iterator[str]:
    """Yield an abstract, or words on why there is none."""
    if not abstract.parts:
        yield f"  {abstract.why_none}"
        return
    yield "  Abstract (on this screen only; it is not stored in the evidence):"
    for part in abstract.parts:
        label = f"{part.label}: " if part.label else ""
        yield from wrapped(f"{label}{part.text}", "    ")


def wrapped(text: str, margin: str = "") -> list[str]:
    """Return foreign text in lines that fit the screen."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    follow = " " * len(margin)
    return textwrap.wrap(one_line(text), width, initial_indent=margin, subsequent_indent=follow)


def _notices(record: FoundRecord) -> Iterator[str]:
    if record.is_retracted:
        yield "RETRACTED"
    for notice in record.notices:
        yield from wrapped(f"! {notice_words(notice)}")


def _about(record: FoundRecord) -> str:
    """Return authors and place of a record, as in a list of references, without its title."""
    line = vancouver_text(record.citation)
    title = record.citation.title
    if not title:
        return line
    parts = [part.strip(" .") for part in line.split(title, 1)]
    return ". ".join(filter(None, parts))


def _noted(entry: Entry) -> Iterator[str]:
    """Yield what the log notes of a record beyond what stands on the screen anyway."""
    on_screen = {proposal.words for proposal in entry.proposals}
    if entry.record:
        on_screen |= {notice_words(notice) for notice in entry.record.notices}
    noted = [part for part in entry.row.reason.split("; ") if part and part not in on_screen]
    if noted:
        yield from wrapped(f"Noted: {'; '.join(noted)}", "  ")


def _register(register: RegisterEntry) -> Iterator[str]:
    status = register.status.replace("_", " ").lower() or "status not stated"
    line = f"Register {register.registration}: {status}"
    if register.enrollment is not None:
        kind = register.enrollment_kind.lower() or "kind not stated"
        line += f", {count_words(register.enrollment, 'person', 'people')} ({kind})"
    if register.sponsor:
        line += f"; {register.sponsor}"
    yield from wrapped(line, "  ")
