"""What responses without a control group cannot show, and who names a threshold, in words."""

import re
from urllib.parse import urlsplit

from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi
from generator.model.vocabulary import Threshold
from generator.synthesis.background import Limits

_IN_ADDRESS = re.compile(r"\b(?:PMC(\d+)|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|(NCT\d{8}))\b")


def cannot_conclude(limits: Limits, one: str = "this study") -> str:
    """Return in one sentence what responses without a control group cannot show; `one` names a study that is alone."""
    if limits.studies == 1:
        return _from_one(limits, one)
    ways = [
        _many(limits.historical, "compares", "compare", "with people treated earlier or elsewhere"),
        _many(limits.single, "tells", "tell", "of a single patient"),
    ]
    rest = f" ({'; '.join(filter(None, ways))})" if any(ways) else ""
    group = "a control group at the same time"
    lack = f"none of the {limits.studies} studies with a result here has {group}"
    if limits.uncontrolled < limits.studies:
        verb = "has" if limits.uncontrolled == 1 else "have"
        lack = f"{limits.uncontrolled} of the {limits.studies} studies with a result here {verb} no{group[1:]}"
    return (
        "From these figures it cannot be concluded how many people got better because of a drug, nor that one drug is "
        f"better than another: {lack}{rest}."
    )


def _many(number: int, one: str, many: str, rest: str) -> str:
    return f"{number} {one if number == 1 else many} {rest}" if number else ""


def _from_one(limits: Limits, one: str) -> str:
    if limits.single:
        return (
            "From one patient it cannot be concluded that the drug caused the change, nor how many others would "
            "respond: patients who did well are the ones who are written up."
        )
    if limits.historical:
        return (
            f"From {one} it cannot be concluded that the drug made the difference: the people it is compared with "
            "were treated earlier or elsewhere, and other care may have differed too."
        )
    also = (
        ", and a change from the start can also come from the course of the disease, from other treatment, or from "
        "having started at a bad time"
        if limits.before_after
        else ""
    )
    return (
        f"From {one} it cannot be concluded that the drug caused what was seen: nobody was followed without the "
        f"drug{also}."
    )


def source_name(evidence: Evidence, threshold: Threshold) -> str:
    """Return who names a threshold: first author and year where the bibliography holds the report, else the page."""
    citation = next((one for one in evidence.citations.values() if _is_of(one, threshold)), None)
    if citation and citation.authors:
        others = " and others" if len(citation.authors) > 1 or not citation.authors_complete else ""
        return (
            f"{citation.authors[0].surname}{others}{f' {citation.year}' if citation.year else ''}"
        )
    central, pubmed, trial = _numbers(threshold)
    site = (urlsplit(threshold.url).hostname or threshold.url).removeprefix("www.")
    named = (
        trial,
        threshold.doi and f"doi {threshold.doi}",
        pubmed and f"PMID {pubmed}",
        central and f"PMC{central}",
    )
    return next(filter(None, named), site)


def _is_of(citation: Citation, threshold: Threshold) -> bool:
    central, pubmed, _ = _numbers(threshold)
    return (
        (
            citation.doi is not None
            and threshold.doi is not None
            and citation.doi == Doi.parse(threshold.doi)
        )
        or (citation.pmcid is not None and str(citation.pmcid.number) == central)
        or (citation.pmid is not None and str(citation.pmid.number) == pubmed)
    )


def _numbers(threshold: Threshold) -> tuple[str | None, str | None, str | None]:
    """Return the numbers of PubMed Central, PubMed and the register in the address of a threshold."""
    match = _IN_ADDRESS.search(threshold.url)
    return (match[1], match[2], match[3]) if match else (None, None, None)
