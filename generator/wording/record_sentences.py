"""What a record holds in whole sentences, each of them true for none, one, some and all."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.text.count_words import count_words, noun_for


class Decisions(NamedTuple):
    """How many reports stand under each decision of the log."""

    included: int
    excluded: int
    duplicates: int
    awaiting: int


class ChecksOfStudy(NamedTuple):
    """How many checks of a study ran, and what became of what they found."""

    ran: int
    cannot: int
    to_read: int
    accepted: int


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list within a sentence.

    >>> listed(["one"]), listed(["one", "two"]), listed(["one", "two", "three"])
    ('one', 'one and two', 'one, two and three')
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def holdings_sentence(treatment: int, others: int, context: int, kind: str = "treatment") -> str:
    """Return how many studies of each kind there are; a kind without any is not named.

    >>> holdings_sentence(6, 0, 1)
    '6 treatment studies and 1 context paper.'
    """
    kinds = (
        (treatment, f"{kind} study", f"{kind} studies"),
        (others, "comparator or safety study", "comparator or safety studies"),
        (context, "context paper", "context papers"),
    )
    counts = [count_words(*kind) for kind in kinds if kind[0]]
    return f"{listed(counts)}." if counts else "No study is counted yet."


def decisions_sentence(decisions: Decisions) -> str:
    """Return how many reports were found and what was decided; who awaits nothing is said too.

    >>> decisions_sentence(Decisions(included=6, excluded=0, duplicates=0, awaiting=0))
    '6 reports (6 included); none awaits a decision.'
    """
    found = sum(decisions)
    if not found:
        return "no report yet."
    kinds = (
        (decisions.included, "included", "included"),
        (decisions.excluded, "excluded", "excluded"),
        (decisions.duplicates, "duplicate", "duplicates"),
    )
    decided = [f"{count_words(*kind)}" for kind in kinds if kind[0]]
    reports = count_words(found, "report")
    if not decided:
        alone = "and it awaits" if found == 1 else "and all await"
        return f"{reports}, {alone} a decision."
    waiting = count_words(decisions.awaiting, "awaits", "await")
    awaiting = waiting if decisions.awaiting else "none awaits"
    return f"{reports} ({listed(decided)}); {awaiting} a decision."


def harms_sentence(reporting: int, silent: int, kind: str = "treatment") -> str:
    """Return how many treatment studies count a harm, and of how many none could be read.

    >>> harms_sentence(4, 2)
    '4 of 6 treatment studies give at least one count of a harm; none could be read in the others.'
    """
    studies = reporting + silent
    if not studies:
        return f"No {kind} study is counted yet."
    if not silent:
        who = (
            f"The one {kind} study gives"
            if studies == 1
            else f"Each of {studies} {kind} studies gives"
        )
        return f"{who} at least one count of a harm."
    if not reporting:
        where = f"the one {kind} study" if studies == 1 else f"any of {studies} {kind} studies"
        return f"No count of a harm could be read in {where}."
    verb = noun_for(reporting, "gives", "give")
    others = "the other" if silent == 1 else "the others"
    return (
        f"{reporting} of {count_words(studies, f'{kind} study', f'{kind} studies')} {verb} "
        f"at least one count of a harm; none could be read in {others}."
    )


def trials_sentence(trials: int) -> str:
    """Return how many registered trials are known, and how they were read.

    >>> trials_sentence(0)
    'No registered trial is known to this record.'
    """
    if not trials:
        return "No registered trial is known to this record."
    pages = "a register page" if trials == 1 else "register pages"
    copies = "a copy of it" if trials == 1 else "copies of them"
    return (
        f"{count_words(trials, 'trial')} as {pages}, or {copies}, showed {_it(trials)} on the day "
        "of reading. “As of” is the date the register page itself carries."
    )


def checks_sentence(rows: int, primary: int, checks: ChecksOfStudy) -> str:
    """Return how many values a study has, how many from primary sources, and what checks found.

    >>> checks_sentence(13, 13, ChecksOfStudy(ran=75, cannot=0, to_read=0, accepted=0))
    '13 rows of values, all from primary sources; 75 checks ran and found nothing.'
    """
    return f"{_rows(rows, primary)}; {_checks(checks)}."


def part_of_them(part: int, whole: int) -> str:
    """Return how many of several things, as a word where that is none or all.

    >>> part_of_them(0, 3), part_of_them(2, 3), part_of_them(3, 3), part_of_them(1, 1)
    ('none', '2 of them', 'all', 'it')
    """
    if not part:
        return "none"
    if part == whole:
        return "it" if whole == 1 else "all"
    return f"{part:,} of them"


def _rows(rows: int, primary: int) -> str:
    if not rows:
        return "No row of values"
    counted = count_words(rows, "row of values", "rows of values")
    if rows == 1:
        return f"{counted}, {'from' if primary else 'not from'} a primary source"
    return f"{counted}, {part_of_them(primary, rows)} from primary sources"


def _checks(checks: ChecksOfStudy) -> str:
    ran = count_words(checks.ran, "check")
    if not checks.ran:
        return "no check ran"
    findings = []
    if checks.cannot:
        findings.append(f"{checks.cannot} found figures that cannot both be right")
    if checks.to_read:
        verb = noun_for(checks.to_read, "puts", "put")
        findings.append(f"{checks.to_read} {verb} something to the curator")
    if not findings and not checks.accepted:
        return f"{ran} ran and found nothing"
    return f"{ran} ran{_found(findings)}{_accepted(checks.accepted, more=bool(findings))}"


def _found(findings: Sequence[str]) -> str:
    return f": {listed(findings)}" if findings else ""


def _accepted(count: int, *, more: bool) -> str:
    if not count:
        return ""
    findings = f"{count} more" if more else count_words(count, "finding")
    return f"; {findings} {noun_for(count, 'was', 'were')} accepted with a reason"


def _it(count: int) -> str:
    return "it" if count == 1 else "them"
