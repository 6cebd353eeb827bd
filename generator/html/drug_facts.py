"""What a drug is: what it acts on, and where it is approved, each with its source."""

from generator.html.element import link, listed, spaced, together
from generator.html.escape import Safe
from generator.model.vocabulary import Approval, Drug


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
    where_and_for_what = f"{approval.region}, {approval.indication}"
    said = f"{where_and_for_what}: {approval.status} ({approval.date.words()}) "
    return together((said, link(approval.url, "source"), f", {approval.where}"))
