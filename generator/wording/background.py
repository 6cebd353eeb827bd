"""What responses without a control group cannot show, and who names a threshold, in words."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi
from generator.model.vocabulary import Threshold
from generator.synthesis.background import Limits
from generator.text.count_words import count_words, noun_for

# The numbers by which an address names a report or a registered trial.
_IN_ADDRESS = re.compile(r"\b(?:PMC(\d+)|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|(NCT\d{8}))\b")


def cannot_conclude(limits: Limits, study_words: str = "this study") -> str:
    """Return in one sentence what responses without a control group cannot show.

    `study_words` name a study that is alone.
    """
    if limits.studies == 1:
        return _from_one(limits, study_words)
    ways = []
    if limits.historical:
        verb = noun_for(limits.historical, "compares", "compare")
        ways.append(f"{limits.historical} {verb} with people treated earlier or elsewhere")
    if limits.single:
        verb = noun_for(limits.single, "tells", "tell")
        ways.append(f"{limits.single} {verb} of a single patient")
    rest = f" ({'; '.join(ways)})" if ways else ""
    return (
        "From these figures it cannot be concluded how many people got better because of a drug, "
        f"nor that one drug is better than another: {_lack(limits)}{rest}."
    )


def _lack(limits: Limits) -> str:
    """Return how many of the studies have no control group, in words."""
    studies = f"of the {count_words(limits.studies, 'study', 'studies')} with a result here"
    group = "control group at the same time"
    if limits.uncontrolled == limits.studies:
        return f"none {studies} has a {group}"
    verb = noun_for(limits.uncontrolled, "has", "have")
    return f"{limits.uncontrolled} {studies} {verb} no {group}"


def _from_one(limits: Limits, study_words: str) -> str:
    # The weakest design decides: one patient tells less than a comparison with earlier ones.
    if limits.single:
        return (
            "From one patient it cannot be concluded that the drug caused the change, nor how many "
            "others would respond: patients who did well are the ones who are written up."
        )
    if limits.historical:
        return (
            f"From {study_words} it cannot be concluded that the drug made the difference: the "
            "people it is compared with were treated earlier or elsewhere, and other care may have "
            "differed too."
        )
    also = ""
    if limits.before_after:
        also = (
            ", and a change from the start can also come from the course of the disease, from "
            "other treatment, or from having started at a bad time"
        )
    return (
        f"From {study_words} it cannot be concluded that the drug caused what was seen: nobody was "
        f"followed without the drug{also}."
    )


class _Numbers(NamedTuple):
    """The numbers in the address of a threshold."""

    central: str | None = None
    pubmed: str | None = None
    trial: str | None = None


def source_name(evidence: Evidence, threshold: Threshold) -> str:
    """Return who names a threshold: by author and year if the bibliography has it."""
    for citation in evidence.citations.values():
        if _is_of(citation, threshold):
            if citation.authors:
                return _author_and_year(citation)
            # A report without authors has to be named by a number, as one that is not listed.
            break
    numbers = _numbers(threshold)
    if numbers.trial:
        return numbers.trial
    if threshold.doi:
        return f"doi {threshold.doi}"
    if numbers.pubmed:
        return f"PMID {numbers.pubmed}"
    if numbers.central:
        return f"PMC{numbers.central}"
    return (urlsplit(threshold.url).hostname or threshold.url).removeprefix("www.")


def source_address(evidence: Evidence, threshold: Threshold) -> str:
    """Return where the report that names a threshold is found: by its DOI or in PubMed if known."""
    if threshold.doi:
        return Doi.parse(threshold.doi).address
    for citation in evidence.citations.values():
        if _is_of(citation, threshold):
            return citation.address
    return threshold.url


def _author_and_year(citation: Citation) -> str:
    alone = len(citation.authors) == 1 and citation.authors_complete
    parts = [citation.authors[0].surname]
    if not alone:
        parts.append("and others")
    if citation.year:
        parts.append(str(citation.year))
    return " ".join(parts)


def _is_of(citation: Citation, threshold: Threshold) -> bool:
    """Tell whether a citation is the report a threshold comes from, by any number they share."""
    if citation.doi and threshold.doi and citation.doi == Doi.parse(threshold.doi):
        return True
    numbers = _numbers(threshold)
    if citation.pmcid and str(citation.pmcid.number) == numbers.central:
        return True
    return citation.pmid is not None and str(citation.pmid.number) == numbers.pubmed


def _numbers(threshold: Threshold) -> _Numbers:
    match = _IN_ADDRESS.search(threshold.url)
    return _Numbers(*match.groups()) if match else _Numbers()
