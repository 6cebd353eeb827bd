"""What a drug is: what it acts on, and where it is approved, each with its source."""

from collections.abc import Iterator

from generator.html.element import listed, spaced, together
from generator.html.escape import Safe
from generator.html.page_read import page_read
from generator.model.approval import Approval, Citing
from generator.model.evidence import Evidence
from generator.model.vocabulary import Drug


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
    return listed(_approval(evidence, approval) for approval in drug.approvals)


def _approval(evidence: Evidence, approval: Approval) -> Safe:
    product = f", {approval.product}" if approval.product else ""
    said = f"{approval.region}{product}, {approval.indication}: {approval.status}"
    return together((f"{said} ({approval.date.words()}). ", *_pages(evidence, approval)))


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
