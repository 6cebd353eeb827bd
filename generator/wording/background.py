"""Control groups beside responses without one, what stays open, and who names a threshold."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi
from generator.model.result import Result
from generator.model.vocabulary import Threshold
from generator.synthesis.background import Background, Beside, Expected, Limits
from generator.synthesis.groups import Entry
from generator.synthesis.study_design import is_randomised
from generator.text.count_words import count_words, noun_for
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import name_and_time, outcome_name

# The numbers by which an address names a report or a registered trial.
_IN_ADDRESS = re.compile(r"\b(?:PMC(\d+)|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|(NCT\d{8}))\b")

_SEVERAL = "in control groups"
_GROUP = "with a control group"
_TAKERS = "people most of whom took another of these drugs"
NONE_KNOWN = "No background figures are known."
NONE_FITS = "No control group fits these results."


def on_control(evidence: Evidence, control: Entry) -> str:
    """Return what is said of people in a control group: `on placebo`, `unvaccinated`."""
    arm = control.study.arm(control.result.arm) if control.result.arm else None
    drug = evidence.drugs.get(arm.drug or "") if arm else None
    if drug is None:
        return "in the control group"
    return drug.as_control or f"on {in_a_sentence(evidence, drug.label)}"


def on_any_control(evidence: Evidence, background: Background) -> str:
    """Return what is said of all the control groups, if that is the same of each."""
    return _one_name(evidence, background.controls) or _SEVERAL


def background_title(evidence: Evidence, background: Background | None) -> str:
    """Return the heading under which figures of control groups stand, or the want of them."""
    if background is None or not background.controls:
        return "Without the drug"
    trials = all(is_randomised(evidence, control.study) for control in background.controls)
    where = "other trials" if trials else "other studies"
    name = _one_name(evidence, background.controls)
    return f"{capital(name)} in {where}" if name else f"Control groups of {where}"


def unknown_background(background: Background) -> str:
    """Return for how many responses nothing is known of what happens without the drug; or nothing.

    Studies are counted where there are several.
    """
    if not background.unknown:
        return ""
    if not background.besides:
        return no_background(background)
    number = count_words(len(background.unknown), "other study", "other studies")
    if background.elsewhere:
        return f"No control group fits {number} without one."
    return f"For {number} without a control group no background figures are known."


def no_background(background: Background) -> str:
    """Return that nothing stands beside responses: no figure fits, or none is known at all."""
    return NONE_FITS if background.elsewhere else NONE_KNOWN


def _one_name(evidence: Evidence, controls: Iterable[Entry]) -> str | None:
    """Return what is said of the people of control groups; None where that differs."""
    names = {on_control(evidence, control) for control in controls}
    return names.pop() if len(names) == 1 else None


def differences(beside: Beside) -> tuple[str, ...]:
    """Return how a control group's figure differs from a response; nothing where it fits."""
    times = () if beside.same_time else (_times(beside.asked.result, beside.control.result),)
    return (*beside.people, *times)


def _times(result: Result | None, control: Result) -> str:
    if control.time is None:
        return "at a time that is not stated"
    if result is None or result.time is None:
        return f"at {control.time}"
    return f"at {control.time}, not at {result.time}"


def seen_words(evidence: Evidence, expected: Expected) -> str:
    """Return what a count is about, as it goes on behind the count."""
    result = expected.entry.result
    name = in_a_sentence(evidence, outcome_name(evidence, result))
    return f"{name_and_time(name, result.time)}."


def expected_words(evidence: Evidence, expected: Expected) -> str:
    """Return how many people would be expected to have the outcome without the drug.

    The middle of the prediction, and the counts between which nine of ten such groups would lie.
    """
    prediction = expected.prediction
    low, middle, high = map(prediction.quantile, (0.05, 0.5, 0.95))
    where = _one_name(evidence, expected.controls) or _SEVERAL
    counts = ", ".join(f"{count.events} of {count.total}" for count in expected.counts)
    return (
        f"Without the drug, about {middle or 'none'} of {prediction.people} would be expected "
        f"(90 % interval {low} to {high}; from {counts} {where})."
    )


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
    if limits.against_the_class:
        verb = noun_for(limits.against_the_class, "compares", "compare")
        ways.append(f"{limits.against_the_class} {verb} with {_TAKERS}")
    if limits.single:
        verb = noun_for(limits.single, "tells", "tell")
        ways.append(f"{limits.single} {verb} of a single patient")
    rest = f" ({'; '.join(ways)})" if ways else ""
    return (
        "From these figures it cannot be concluded what a drug did, "
        f"nor that one drug is better than another: {_lack(limits)}{rest}."
    )


def uncontrolled_words(limits: Limits, kind: str = "treatment") -> str:
    """Return how many treatment studies compare no result with a control group: a heading's end.

    >>> uncontrolled_words(Limits(1, 1, 0, 0, before_after=False))
    'the one treatment study with a result compares none with a control group'
    """
    if limits.studies == 1:
        compared = "none" if limits.uncontrolled else "one"
        return f"the one {kind} study with a result compares {compared} {_GROUP}"
    studies = f"{limits.studies} {kind} studies with a result"
    if not limits.uncontrolled:
        return f"each of the {studies} compares one {_GROUP}"
    if limits.uncontrolled == limits.studies:
        return f"none of the {studies} compares one {_GROUP}"
    verb = noun_for(limits.uncontrolled, "compares", "compare")
    return f"{limits.uncontrolled} of the {studies} {verb} none {_GROUP}"


def _lack(limits: Limits) -> str:
    """Return how many of the studies compare no result with a control group, in words."""
    studies = f"of the {count_words(limits.studies, 'study', 'studies')} with a result here"
    group = f"{_GROUP} at the same time"
    if limits.uncontrolled == limits.studies:
        return f"none {studies} compares one {group}"
    verb = noun_for(limits.uncontrolled, "compares", "compare")
    return f"{limits.uncontrolled} {studies} {verb} none {group}"


def _from_one(limits: Limits, study_words: str) -> str:
    # The weakest design decides: one patient tells less than a comparison with earlier ones.
    if limits.single:
        return (
            "From one patient it cannot be concluded that the drug caused the change, nor how many "
            "others would respond: people who did well are the ones who are written up."
        )
    if limits.historical:
        return (
            f"From {study_words} it cannot be concluded that the drug made the difference: the "
            "people it is compared with were treated earlier or elsewhere, and other care may have "
            "differed too."
        )
    if limits.against_the_class:
        return (
            f"From {study_words} it cannot be concluded what such a drug adds: it compares with "
            f"{_TAKERS}."
        )
    also = ""
    if limits.before_after:
        also = (
            ", and a change from the start can also be what would have happened anyway, "
            "or come from other treatment or from having started at a bad time"
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
