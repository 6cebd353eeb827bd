"""What a regulator has that the record has not, or has otherwise; the record itself never changes.

An answer of a regulator may be late, may be about a copy, or may say the same in other words: so
each difference is told to the curator, who reads the page and mends the record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.desk.boxed_headings import headings_in, not_among
from generator.desk.faults import APPROVAL_NOT_HELD, BOXED_WARNING, LABEL_REVISED, OFF_THE_MARKET
from generator.desk.regulator_look_up import DrugEntries, decisions_on, is_held
from generator.model.approval import Approval
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.register import SafetyNotice
from generator.model.rule import Rule
from generator.model.vocabulary import Drug
from generator.network.openfda import REGULATOR, TITLE
from generator.network.openfda_entries import (
    Application,
    DrugLabel,
    ListedProduct,
    Submission,
)
from generator.network.service_records import names_in_short

DRUGS = "data/vocabulary/drugs.yml"
NOTICES = "data/safety_notices.yml"
_LABEL_PAGE = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
# Signs that a label is the one of this regulator.
_OF_UNITED_STATES = re.compile(r"\b(?:US|USA|FDA|United States)\b")
_PAGES_OF_REGULATOR = ("fda.gov/", "dailymed.nlm.nih.gov/")
# What a record says of a drug that is no longer sold.
_IS_TOLD_TO_BE_OFF = re.compile(r"discontinued|withdrawn|off the market", re.IGNORECASE)
_NEW_USE = "efficacy"


@dataclass(frozen=True, slots=True)
class _Desk:
    """The record of one drug beside what the regulator has on it; `number` is its place."""

    evidence: Evidence
    number: int
    entries: DrugEntries

    @property
    def drug(self) -> Drug:
        return self.entries.drug

    @property
    def approvals(self) -> list[Approval]:
        """The decisions of this regulator that the record holds."""
        return decisions_on(self.drug)

    @property
    def labels(self) -> list[tuple[int, SafetyNotice]]:
        """The labels of this regulator that the record holds, each with its place, newest first."""
        held = [
            (number, notice)
            for number, notice in enumerate(self.evidence.safety_notices)
            if notice.kind == "label" and self.drug.id in notice.drugs and _is_of_regulator(notice)
        ]
        return sorted(held, key=lambda place: _revision(place[1]).last_day, reverse=True)

    @property
    def source(self) -> str:
        """The service and the day of its data."""
        as_of = self.entries.as_of
        return f"{TITLE}, data of {as_of}" if as_of else TITLE

    def finding(self, rule: Rule, key: str, seen: str, expected: str, remedy: str) -> Finding:
        """Return a finding at the entry of the drug."""
        place = self.evidence.places.find(DRUGS, f"[{self.number}]{key}")
        return rule.broken(place, seen=seen, expected=expected, remedy=remedy)

    def about_label(self, rule: Rule, number: int, key: str, seen: str, remedy: str) -> Finding:
        """Return a finding at a label of the record."""
        place = self.evidence.places.find(NOTICES, f"[{number}]{key}")
        return rule.broken(place, seen=seen, expected="what the label says now", remedy=remedy)


def findings_on(entries: DrugEntries, evidence: Evidence, day: date) -> Iterator[Finding]:
    """Yield each difference between the record of a drug and what the regulator has on it."""
    desk = _Desk(evidence, list(evidence.drugs).index(entries.drug.id), entries)
    yield from _approvals(desk)
    yield from _new_uses(desk)
    yield from _off_the_market(desk, day)
    label = entries.label
    if label is not None:
        yield from _revised(desk, label)
        yield from _boxed_warning(desk, label)


def _approvals(desk: _Desk) -> Iterator[Finding]:
    """Yield one finding on all approvals that the record does not hold, the newest first.

    What is no longer sold and was never in the record is left out.
    """
    missing = [
        (application.approval, application)
        for application in desk.entries.applications
        if not application.is_discontinued and not is_held(application, desk.drug)
    ]
    approved = [(approval, application) for approval, application in missing if approval]
    if not approved:
        return
    approved.sort(key=lambda pair: (pair[0].day or date.min, pair[1].number), reverse=True)
    names = names_in_short([_approval_words(*pair, desk) for pair in approved])
    newest, _ = approved[0]
    read = f"Read its label ({newest.label})" if newest.label else "Read its label"
    yield desk.finding(
        APPROVAL_NOT_HELD,
        ".approvals",
        f"do not name {names} ({desk.source})",
        f"every approval of {desk.drug.label} by the {REGULATOR}",
        f"{read}, and write the approval with its use, date and source; one that does not matter "
        "here goes under applications.",
    )


def _approval_words(approval: Submission, application: Application, desk: _Desk) -> str:
    brand = f"{application.brands[0]}, " if application.brands else ""
    days = [product.started for product in _listed(application, desk) if product.started]
    started = min(days, default=None)
    sold = f", on the market since {started}" if started else ""
    return f"{application.number} ({brand}approved {approval.day}{sold})"


def _listed(application: Application, desk: _Desk) -> list[ListedProduct]:
    """Return the products that are listed for an application."""
    products = desk.entries.products
    return [product for product in products if product.application == application.number]


def _new_uses(desk: _Desk) -> Iterator[Finding]:
    """Yield one finding on supplements for a further use, approved since the record speaks."""
    as_of = max((approval.date.last_day for approval in desk.approvals), default=None)
    if as_of is None:
        return
    new = [
        f"supplement {supplement.number} of {application.number} (approved {supplement.day})"
        for application, supplement in _uses_since(desk.entries.applications, as_of)
    ]
    if new:
        yield desk.finding(
            APPROVAL_NOT_HELD,
            ".approvals",
            f"end on {as_of}, before {names_in_short(new)} on efficacy ({desk.source})",
            "every use that was approved",
            "Read in the label which use was added, and write or renew the approval.",
        )


def _uses_since(
    applications: Iterable[Application], as_of: date
) -> Iterator[tuple[Application, Submission]]:
    for application in applications:
        for submission in application.submissions:
            is_new = submission.is_approved and (submission.day or as_of) > as_of
            is_supplement = not submission.is_original
            if is_new and is_supplement and _NEW_USE in submission.use.casefold():
                yield application, submission


def _off_the_market(desk: _Desk, day: date) -> Iterator[Finding]:
    """Yield a finding on each product of the record that is no longer sold."""
    for application in desk.entries.applications:
        why = _why_off(application, desk, day)
        if not why or not is_held(application, desk.drug):
            continue
        if any(_IS_TOLD_TO_BE_OFF.search(approval.status) for approval in desk.approvals):
            continue
        brand = f" ({application.brands[0]})" if application.brands else ""
        yield desk.finding(
            OFF_THE_MARKET,
            ".approvals",
            f"do not say that {application.number}{brand} {why} ({desk.source})",
            "the present state of each product",
            f"Look up why on the {REGULATOR}'s page, and say in the status of the approval that it "
            "was discontinued or withdrawn.",
        )


def _why_off(application: Application, desk: _Desk, day: date) -> str:
    """Return in words why an application is off the market; nothing where it is not."""
    if application.is_discontinued:
        return "is discontinued"
    listed = _listed(application, desk)
    ends = [product.ended for product in listed if product.ended and product.ended < day]
    return f"has not been listed since {max(ends)}" if listed and len(ends) == len(listed) else ""


def _revised(desk: _Desk, label: DrugLabel) -> Iterator[Finding]:
    """Yield a finding where a label of the record is older than the label is now."""
    newest = label.revised
    if not desk.labels or newest is None:
        return
    number, notice = desk.labels[0]
    noted = _revision(notice)
    if newest <= noted.last_day:
        return
    since = [
        f"{change.section} {change.month:%m/%Y}"
        for change in label.changes
        if change.month > noted.last_day
    ]
    changed = f", changed since: {names_in_short(since)}" if since else ""
    version = f"version {label.version}" if label.version else "a version"
    yield desk.about_label(
        LABEL_REVISED,
        number,
        ".revised",
        f"goes up to {noted}, and {TITLE} has {version} of {label.effective or newest}{changed}",
        f"Read it ({_LABEL_PAGE}{label.set_id}), mend revised, sections and boxed_warning"
        f"{_how_to_narrow(desk.drug)}.",
    )


def _how_to_narrow(drug: Drug) -> str:
    """Return what keeps labels of others who pack the drug out, where they can come along."""
    return "" if drug.label_set_ids else ", and note its set id under label_set_ids"


def _boxed_warning(desk: _Desk, label: DrugLabel) -> Iterator[Finding]:
    printed = headings_in(label.boxed_warning)
    remedy = f"Read it ({_LABEL_PAGE}{label.set_id}) and mend the headings."
    if not desk.labels:
        if label.boxed_warning:
            yield desk.finding(
                BOXED_WARNING,
                "",
                f"has no label in the record, and {TITLE} prints a boxed warning{_on(printed)}",
                f"a label in {NOTICES}",
                f"Read it ({_LABEL_PAGE}{label.set_id}) and write it.",
            )
        return
    number, notice = desk.labels[0]
    if seen := _difference(label, printed, notice):
        yield desk.about_label(BOXED_WARNING, number, ".boxed_warning", seen, remedy)


def _difference(label: DrugLabel, printed: tuple[str, ...], notice: SafetyNotice) -> str:
    """Return in words how a boxed warning differs from the record; nothing where it does not."""
    if not label.boxed_warning:
        held = notice.boxed_warning and notice.complete is True
        return f"names {names_in_short(notice.boxed_warning)}; {TITLE} prints none" if held else ""
    if notice.complete is not True:
        return f"is not noted as read to its end; {TITLE} prints it{_on(printed)}"
    if not notice.boxed_warning:
        return f"is none; {TITLE} prints one{_on(printed)}"
    if not printed:
        return ""
    added = not_among(printed, notice.boxed_warning)
    gone = not_among(notice.boxed_warning, printed)
    words = [f"lacks {', '.join(added)}"] if added else []
    words += [f"names {', '.join(gone)}, which {TITLE} does not"] if gone else []
    return "; ".join(words)


def _on(printed: Iterable[str]) -> str:
    headings = ", ".join(printed)
    return f" on {headings}" if headings else ""


def _revision(notice: SafetyNotice) -> PartialDate:
    """Return the newest day or month for which a label of the record speaks."""
    return notice.revised or notice.date or notice.date_reported or notice.seen


def _is_of_regulator(notice: SafetyNotice) -> bool:
    pages = " ".join((notice.url, *notice.also))
    is_its_page = any(part in pages for part in _PAGES_OF_REGULATOR)
    return is_its_page or bool(_OF_UNITED_STATES.search(notice.body or ""))
