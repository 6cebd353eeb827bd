"""What a drug is: what it acts on, and where it is approved, each with its source."""

from collections.abc import Iterator

from generator.html.element import link, listed, spaced, together
from generator.html.escape import Safe
from generator.model.vocabulary import Approval, Citing, Drug


def targets(drug: Drug) -> Safe | None:
    """Return what a drug acts on, with the source; None where that is not in the record."""
    if not drug.targets:
        return None
    source = link(drug.targets_source.url, "source") if drug.targets_source else None
    return spaced(", ".join(drug.targets), source)


def approvals(drug: Drug) -> Safe | None:
    """Return where and for what a drug is approved; None where that is not in the record."""
    return listed(map(_approval, drug.approvals)) if drug.approvals else None


def _approval(approval: Approval) -> Safe:
    product = f", {approval.product}" if approval.product else ""
    said = f"{approval.region}{product}, {approval.indication}: {approval.status}"
    return together((f"{said} ({approval.date.words()}). ", *_pages(approval)))


def _pages(approval: Approval) -> Iterator[Safe]:
    """Yield where the day, the use and the sale were read; one line if a page gives day and use."""
    day, use = approval.day_page, approval.use_page
    if day and day == use:
        yield together(("Source: ", source_page(day), ". "))
    else:
        yield from (
            together((f"{what}: ", source_page(page), ". "))
            for what, page in (("Source of the date", day), ("Source of the use", use))
            if page
        )
    if approval.marketed_since:
        sold = f"On the market since {approval.marketed_since.words()}"
        detail = f": {approval.marketing}. " if approval.marketing else ". "
        page = approval.marketing_source
        yield together((sold, detail, *(("Source: ", source_page(page), ". ") if page else ())))


def source_page(page: Citing) -> Safe:
    """Return a page a fact was read on, with its place, and whether another page sums it up."""
    place = f", {page.where}" if page.where else ""
    through = f" (not read itself: summed up in {page.read_through})" if page.read_through else ""
    note = f" {page.note.rstrip('.')}" if page.note else ""
    return together((link(page.url, "source"), place, through, note))
