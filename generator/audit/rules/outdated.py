"""What became old by itself: a status nobody renewed, a label revised since, a trial at its end.

Old is told by the day on which a curator looks at the files. A build asks no clock: for it that is
the day of the last search.
"""

import re
from collections.abc import Iterator
from datetime import date

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.looks import LOOK_AGAIN, newest_decision, regions_of, status_as_of
from generator.model.register import RegisteredTrial, SafetyNotice

_DRUGS = "data/vocabulary/drugs.yml"
_NOTICES = "data/safety_notices.yml"
_TRIALS = "data/registered_trials.yml"
_DAYS = "Counting: days in order"
_ANSWERS = (Ruling.AGREES, Ruling.TO_READ)
# Registers write days and months as 2026-02-28 or 2026-02, and copies of them with the month named.
_NUMBERS = re.compile(r"\b\d{4}(?:-\d{2}(?:-\d{2})?)?\b", re.ASCII)
_NAMED = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.? (?:(\d{1,2}), )?(\d{4})\b", re.ASCII)
_NAMED_AFTER = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.? (\d{4})\b", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The words of registers, and of curators, for a trial that is over.
_ENDED = ("completed", "terminated", "withdrawn", "ended", "stopped", "approved for marketing")


@value_check(
    "W385",
    "approval-looked-at",
    "An approval status rests on an old source",
    checked="Age of the source of an approval status",
    why="A drug may have been approved since, and its page would deny it.",
    method=_DAYS,
    reads=("approvals", "region"),
    answers=_ANSWERS,
)
def approval_looked_at(evidence: Evidence) -> Iterator[Verdict]:
    """Yield, for each drug and region, whether somebody looked within three months."""
    if evidence.topic.retired:
        return
    for number, drug in enumerate(evidence.drugs.values()):
        for region in regions_of(drug):
            as_of = status_as_of(evidence.topic, drug, region)
            yield Verdict(
                ruling=Ruling.TO_READ.unless(LOOK_AGAIN.after(as_of) >= evidence.looked_at),
                path=f"[{number}].approvals[{newest_decision(drug, region)}].date",
                words=f"tells of {drug.label} in {region} as of {as_of}, looked at on"
                f" {evidence.looked_at}",
                expected=f"a source of the last {LOOK_AGAIN}",
                remedy="Ask the regulator again (evidence update --only regulators) or read its"
                " page, and write what it says now with its date and the decision.",
                file=_DRUGS,
                entry=drug.id,
                ages=True,
            )


@value_check(
    "W386",
    "label-is-newest",
    "A label was read in an older version than the newest one that is known",
    checked="Version of a label against the newest one known",
    why="A warning of the newer version is missing, and nobody sees that it is.",
    method=_DAYS,
    reads=("revised", "sections", "boxed_warning_as_of"),
    answers=_ANSWERS,
)
def label_is_newest(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether what stands of each label was read in the newest version that is known."""
    for number, notice in enumerate(evidence.safety_notices):
        newest = _newest_revision(notice)
        read = notice.boxed_warning_as_of or notice.date or notice.revised
        if newest is None or read is None:
            continue
        yield Verdict(
            ruling=Ruling.TO_READ.unless(read.last_day >= newest.first_day),
            path=f"[{number}].revised",
            words=f"of {notice.id} is {newest}, read in a version of {read}",
            expected="the newest version that is known",
            remedy=f"Read that version ({notice.url}), and mend sections and boxed_warning.",
            file=_NOTICES,
            entry=notice.id,
            ages=True,
        )


def _newest_revision(notice: SafetyNotice) -> PartialDate | None:
    """Return the newest change of a label that a notice tells of; None where it tells of none."""
    changed = [section.changed for section in notice.sections if section.changed]
    known = [*changed, notice.revised] if notice.revised else changed
    return max(known, key=lambda revision: revision.first_day, default=None)


@value_check(
    "W387",
    "trial-past-its-end",
    "A registered trial is past its planned end",
    checked="Planned end of a registered trial",
    why="Its results may be out, or it was stopped; its entry here still says that it runs.",
    method=_DAYS,
    reads=("completion", "status", "study"),
    answers=_ANSWERS,
)
def trial_past_its_end(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each trial that is not known to be over has its planned end before it."""
    if evidence.topic.retired:
        return
    for number, trial in enumerate(evidence.registered_trials):
        end = planned_end(trial.completion or "")
        if end is None:
            continue
        fits = _is_over(trial) or end >= evidence.looked_at
        yield Verdict(
            ruling=Ruling.TO_READ.unless(fits),
            path=f"[{number}].completion",
            words=f"of {trial.id} is {trial.completion}, with the status"
            f" “{trial.status or 'not noted'}”",
            expected="an end to come, a status that says it is over, or the study that reports it",
            remedy="Look at the register, and for a report of its results.",
            file=_TRIALS,
            entry=trial.id,
            ages=True,
        )


def _is_over(trial: RegisteredTrial) -> bool:
    """Tell whether a trial has ended, by its status or by the study that reports it."""
    return bool(trial.study) or (trial.status or "").casefold().startswith(_ENDED)


def planned_end(printed: str) -> date | None:
    """Return the last day that the completion date of a register can mean; None if it has none.

    >>> planned_end("February 2026 (estimated)")
    datetime.date(2026, 2, 28)
    """
    text = _NAMED_AFTER.sub(r"\2 \1, \3", printed)
    named = _NAMED.search(text)
    if named and named[1] in _MONTHS:
        day = f"-{int(named[2]):02}" if named[2] else ""
        text = f"{named[3]}-{_MONTHS.index(named[1]) + 1:02}{day}"
    found = _NUMBERS.search(text)
    try:
        return PartialDate.parse(found[0]).last_day if found else None
    except ValueError:
        return None


@value_check(
    "W388",
    "boxed-warning-read",
    "A boxed warning was not read to its end",
    checked="Whether a boxed warning was read to its end",
    why="What a regulator warns of most is not on the pages, which show it whole or not at all.",
    method="Counting: labels that were read",
    reads=("complete", "boxed_warning"),
    answers=_ANSWERS,
)
def boxed_warning_read(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether the boxed warning of each label was read to its end."""
    for number, notice in enumerate(evidence.safety_notices):
        if notice.complete is None:
            continue
        yield Verdict(
            ruling=Ruling.AGREES if notice.complete else Ruling.TO_READ,
            path=f"[{number}].complete",
            words=_reading(notice),
            expected="a boxed warning that was read to its end",
            remedy="Read the label itself, write its headings under boxed_warning, and complete:"
            " true.",
            file=_NOTICES,
            entry=notice.id,
            ages=True,
        )


def _reading(notice: SafetyNotice) -> str:
    if not notice.complete:
        return f"of {notice.id} is false: the source broke off, or the label was not read"
    return f"of {notice.id} is true, of {len(notice.boxed_warning)} headings"
