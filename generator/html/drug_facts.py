"""What a drug is: what it acts on, and where it is approved, each with its source."""

from collections.abc import Iterator

from generator.html.element import listed, spaced, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page_read import page_read
from generator.model.approval import Approval, Citing, Decision
from generator.model.date import day_words
from generator.model.evidence import Evidence
from generator.model.looks import LOOK_AGAIN, regions_of, status_as_of
from generator.model.vocabulary import Drug
from generator.synthesis.interventions import is_intervention


def targets(evidence: Evidence, drug: Drug) -> Safe | None:
    """Return what a drug acts on, with the source; None where that is not in the record."""
    if not drug.targets:
        return None
    source = source_page(evidence, drug.targets_source) if drug.targets_source else None
    return spaced(", ".join(drug.targets), source)


def approvals(evidence: Evidence, drug: Drug) -> Safe | None:
    """Return where and for what a drug is approved; None where that is not in the record."""
    if not drug.approvals:
        return None
    lines = [_approval(evidence, approval) for approval in drug.approvals]
    return listed([*lines, *_known_up_to(evidence, drug)])


def _known_up_to(evidence: Evidence, drug: Drug) -> Iterator[Safe]:
    """Yield a line on how far decisions are known, and when somebody has to look again."""
    if evidence.topic.retired:
        return
    regions = [_up_to(evidence, drug, region) for region in regions_of(drug)]
    yield together(("Decisions known up to: ", together(regions, "; "), "."))


def _up_to(evidence: Evidence, drug: Drug, region: str) -> Safe:
    as_of = status_as_of(evidence.topic, drug, region)
    due = LOOK_AGAIN.after(as_of)
    # The build has no clock: what was not yet due by its data, the reader's browser compares.
    if due < evidence.date:
        look = together((day_words(due), tag("strong", " (overdue)", class_="ev-overdue")))
    else:
        look = tag("span", day_words(due), data_ev_due=due.isoformat())
    return together((f"{region} {day_words(as_of)}, check again by ", look))


def approval_status(page: OpenPage) -> Safe | None:
    """Return which drugs are approved for the disease of the topic, and which are not.

    Each approval has its day and both its sources; None where the record holds no decision.
    """
    lines = [*_approved(page), *_not_approved(page)]
    return listed(lines) if lines else None


def _approved(page: OpenPage) -> Iterator[Safe]:
    for drug, approval in _decisions(page.evidence, "approved"):
        product = f" ({approval.product})" if approval.product else ""
        what = f"{product}: approved for {approval.indication}, {approval.region}, "
        day = tag("strong", approval.date.words())
        yield together((page.drug(drug.id), what, day, ". ", *_sources(page.evidence, approval)))


def _sources(evidence: Evidence, approval: Approval) -> Iterator[Safe]:
    """Yield the pages of the day and of the use; the places on them stand with the drug itself."""
    day, use = approval.day_page, approval.use_page
    if day:
        yield together(("Source: " if day == use else "Date: ", page_read(evidence, day.url)))
    if use and use != day:
        through = f" (summed up in {use.read_through}; not read itself)" if use.read_through else ""
        yield together(("; use: ", page_read(evidence, use.url), through))
    yield Safe(".")


def _not_approved(page: OpenPage) -> Iterator[Safe]:
    """Yield the drugs that were not approved, together where the same day is meant."""
    said_of: dict[tuple[Safe, str], list[Drug]] = {}
    for drug, approval in _decisions(page.evidence, "not-approved"):
        said_of.setdefault(_refused(page.evidence, approval), []).append(drug)
    for (said, status), drugs in said_of.items():
        names = together((page.drug(drug.id) for drug in drugs), ", ")
        yield together((said, ": ", names, ". ", status))


def _refused(evidence: Evidence, approval: Approval) -> tuple[Safe, str]:
    """Return what was not approved by when, with its page, and the status as the record has it."""
    said = f"Not approved for {approval.indication}, {approval.region}, {approval.when_words}"
    source = approval.day_page
    read = together((" (", page_read(evidence, source.url), ")")) if source else None
    status = approval.status.rstrip(".")
    return together((said, read)), f"{status[:1].upper()}{status[1:]}."


def _decisions(evidence: Evidence, decision: Decision) -> Iterator[tuple[Drug, Approval]]:
    """Yield decisions of a kind, one a product and use, those about the topic's drugs first."""
    drugs = evidence.drugs.values()
    for drug in sorted(drugs, key=lambda drug: not is_intervention(evidence, drug.id)):
        seen = set[tuple[str | None, str]]()
        for approval in drug.approvals:
            key = (approval.product, approval.indication)
            if approval.decision == decision and key not in seen:
                seen.add(key)
                yield drug, approval


def _approval(evidence: Evidence, approval: Approval) -> Safe:
    product = f", {approval.product}" if approval.product else ""
    said = f"{approval.region}{product}, {approval.indication}: {approval.status}"
    return together((f"{said} ({approval.when_words}). ", *_pages(evidence, approval)))


def _pages(evidence: Evidence, approval: Approval) -> Iterator[Safe]:
    """Yield where the day, the use and the sale were read; one line if a page gives day and use."""
    day, use = approval.day_page, approval.use_page
    if day and day == use:
        yield together(("Source: ", source_page(evidence, day), ". "))
    else:
        yield from (
            together((f"{what}: ", source_page(evidence, page), ". "))
            for what, page in (("Source of the date", day), ("Source of the use", use))
            if page
        )
    if approval.marketed_since:
        sold = f"On the market since {approval.marketed_since.words()}"
        detail = f": {approval.marketing}. " if approval.marketing else ". "
        page = approval.marketing_source
        yield together((sold, detail))
        if page:
            yield together(("Source: ", source_page(evidence, page), ". "))


def source_page(evidence: Evidence, page: Citing) -> Safe:
    """Return a page a fact was read on, with its place, and whether another page sums it up."""
    place = f", {page.where}" if page.where else ""
    through = f" (not read itself: summed up in {page.read_through})" if page.read_through else ""
    note = f" {page.note.rstrip('.')}" if page.note else ""
    return together((page_read(evidence, page.url), place, through, note))
