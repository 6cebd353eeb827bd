"""Control groups by name, what is expected without a drug, what cannot be shown, whose word a threshold is."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from made_up import Made

from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.vocabulary import Threshold
from generator.synthesis.background import Limits, background_of, expected_without_the_drug
from generator.synthesis.groups import all_results
from generator.wording.background import (
    NONE_FITS,
    NONE_KNOWN,
    background_title,
    cannot_conclude,
    differences,
    expected_words,
    seen_words,
    source_name,
    uncontrolled_words,
    unknown_background,
)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (
            (2, 2, 0, 0),
            "none of the 2 studies with a result here compares one with a control group",
        ),
        ((3, 1, 0, 0), "1 of the 3 studies with a result here compares none with a control group"),
        ((3, 2, 0, 0), "2 of the 3 studies with a result here compare none with a control group"),
        ((2, 2, 1, 0), " (1 compares with people treated earlier or elsewhere)."),
        ((3, 3, 2, 0), " (2 compare with people treated earlier or elsewhere)."),
        ((2, 2, 0, 1), " (1 tells of a single patient)."),
        ((3, 3, 0, 2), " (2 tell of a single patient)."),
        ((3, 2, 0, 0, False, 1), " (1 compares with people most of whom took another of these"),
        ((3, 3, 1, 1), " earlier or elsewhere; 1 tells of a single patient)."),
    ],
)
def test_several_studies_are_counted_by_what_they_lack(limits: tuple[int, ...], words: str) -> None:
    said = cannot_conclude(
        Limits(*limits) if len(limits) > 4 else Limits(*limits, before_after=False)
    )
    assert words in said
    assert said.startswith("From these figures it cannot be concluded what a drug did, nor that")
    assert ("(" in said) == any(limits[2:])


@pytest.mark.parametrize(
    ("limits", "begins", "ends"),
    [
        (Limits(1, 1, 1, 1, before_after=True), "From one patient it", "ones who are written up."),
        (Limits(1, 1, 1, 0, before_after=True), "From A 2001 it", "may have differed too."),
        (Limits(1, 1, 0, 0, before_after=True), "From A 2001 it", "started at a bad time."),
        (Limits(1, 1, 0, 0, before_after=False), "From A 2001 it", "followed without the drug."),
        (Limits(1, 1, 0, 0, False, 1), "From A 2001 it", "whom took another of these drugs."),
    ],
)
def test_a_study_alone_is_named_and_its_weakest_point_is_said(
    limits: Limits, begins: str, ends: str
) -> None:
    said = cannot_conclude(limits, "A 2001")
    assert said.startswith(begins)
    assert said.endswith(ends)


@pytest.mark.parametrize(
    ("studies", "uncontrolled", "words"),
    [
        (1, 0, "the one treatment study with a result compares one with a control group"),
        (1, 1, "the one treatment study with a result compares none with a control group"),
        (3, 0, "each of the 3 treatment studies with a result compares one with a control group"),
        (3, 1, "1 of the 3 treatment studies with a result compares none with a control group"),
        (3, 2, "2 of the 3 treatment studies with a result compare none with a control group"),
        (3, 3, "none of the 3 treatment studies with a result compares one with a control group"),
    ],
)
def test_a_heading_says_how_many_compare_nothing(
    studies: int, uncontrolled: int, words: str
) -> None:
    assert uncontrolled_words(Limits(studies, uncontrolled, 0, 0, before_after=False)) == words


TRIAL = "randomised-trial"
Said = tuple[str, str]


def said_of(evidence: Evidence) -> Said:
    """Return title and words for what is unknown, of every uncontrolled response."""
    background = background_of(evidence, all_results(evidence.studies.values()))
    assert background is not None
    return background_title(evidence, background), unknown_background(background)


def add_trial(made: Made, name: str, **changes: Any) -> None:
    beside = made.share(name, 21, 48, **{"design": TRIAL, "arm": "pill", **changes})
    made.share(name, 30, 48, **{"design": TRIAL, "others": (beside,), **changes})


def test_what_is_known_of_none_of_one_and_of_all(made: Made) -> None:
    made.share("one", 5, 10)
    assert said_of(made.evidence) == ("Without the drug", NONE_KNOWN)
    assert len(NONE_KNOWN.split()) == 5
    add_trial(made, "trial")
    assert said_of(made.evidence) == ("On sugar pill in other trials", "")
    made.share("two", 5, 10, measure="fever-wholly")
    assert said_of(made.evidence)[1] == ("No control group fits 1 other study without one.")
    made.share("three", 5, 10, measure="fever-wholly")
    assert said_of(made.evidence)[1].startswith("No control group fits 2 other studies")


def test_a_control_group_that_does_not_fit_is_not_called_unknown(made: Made) -> None:
    made.share("one", 5, 10, measure="fever-wholly")
    add_trial(made, "trial", populations=("children",))
    assert said_of(made.evidence)[1] == NONE_KNOWN
    add_trial(made, "same-people")
    assert said_of(made.evidence)[1] == NONE_FITS


def test_controls_are_called_by_what_they_were_given_and_never_by_their_role(made: Made) -> None:
    made.share("one", 5, 10)
    add_trial(made, "trial")
    evidence = made.evidence
    pill = evidence.drugs["sugar-pill"]
    named = {
        "No vaccine": dataclasses.replace(pill, as_control="unvaccinated"),
        "Usual care": dataclasses.replace(pill, label="Usual care"),
        "TNF": dataclasses.replace(pill, label="TNF blocker"),
    }
    titles = [
        said_of(dataclasses.replace(evidence, drugs={**evidence.drugs, "sugar-pill": drug}))[0]
        for drug in named.values()
    ]
    assert titles == [
        "Unvaccinated in other trials",
        "On usual care in other trials",
        "On TNF blocker in other trials",
    ]


def test_several_kinds_of_control_share_no_name(made: Made) -> None:
    made.share("one", 5, 10)
    add_trial(made, "trial")
    add_trial(made, "second", beside="waiting")
    evidence = made.evidence
    waiting = dataclasses.replace(evidence.drugs["sugar-pill"], id="waiting", label="Waiting")
    evidence = dataclasses.replace(evidence, drugs={**evidence.drugs, "waiting": waiting})
    assert said_of(evidence)[0] == "Control groups of other trials"


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("12 weeks", "16 weeks", ()),
        ("12 weeks", "52 weeks", ("at 52 weeks, not at 12 weeks",)),
        (None, "52 weeks", ("at 52 weeks",)),
        ("12 weeks", None, ("at a time that is not stated",)),
    ],
)
def test_a_time_that_differs_is_said(
    made: Made, ours: str | None, theirs: str | None, words: tuple[str, ...]
) -> None:
    made.share("one", 5, 10, time=ours)
    add_trial(made, "trial", time=theirs)
    background = background_of(made.evidence, all_results([made.evidence.studies["one"]]))
    assert background is not None
    (beside,) = background.besides
    assert differences(beside) == words


@pytest.mark.parametrize(
    ("happened", "people", "words"),
    [
        (21, 10, "about 4 of 10 would be expected (90 % interval 2 to 7; from 21 of 48 on sugar"),
        (0, 10, "about none of 10 would be expected (90 % interval 0 to 1; from 0 of 48 on sugar"),
        (48, 10, "about 10 of 10 would be expected (90 % interval 9 to 10; from 48 of 48 on"),
        (21, 1, "about none of 1 would be expected (90 % interval 0 to 1; from 21 of 48 on sugar"),
    ],
)
def test_how_many_are_expected_without_the_drug(
    made: Made, happened: int, people: int, words: str
) -> None:
    made.share("one", people, people)
    beside = made.share("trial", happened, 48, design=TRIAL, arm="pill")
    made.share("trial", 1, 48, design=TRIAL, others=(beside,))
    evidence = made.evidence
    background = background_of(evidence, all_results([evidence.studies["one"]]))
    assert background is not None
    (expected,) = expected_without_the_drug(evidence, background)
    assert expected_words(evidence, expected).startswith(f"Without the drug, {words}")
    assert seen_words(evidence, expected).endswith(", 12 weeks.")


def threshold(url: str, doi: str | None = None) -> Threshold:
    return Threshold(
        id="t",
        label="important",
        value="5",
        url=url,
        where="page 1",
        seen=date(2024, 8, 1),
        doi=doi,
    )


@pytest.mark.parametrize(
    ("url", "doi", "name"),
    [
        ("https://clinicaltrials.gov/study/NCT01234567", "10.1000/a", "NCT01234567"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "10.1000/a", "doi 10.1000/a"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", None, "PMID 123"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC77/", None, "PMC77"),
        ("https://www.example.org/scale", None, "example.org"),
        ("a book", None, "a book"),
    ],
)
def test_a_source_outside_the_bibliography_is_named_by_its_number_or_its_host(
    small: Evidence, url: str, doi: str | None, name: str
) -> None:
    stranger = Citation(key="other", doi=Doi.parse("10.9000/other"), authors=(Author("Other"),))
    evidence = dataclasses.replace(small, citations={"other": stranger})
    assert source_name(evidence, threshold(url, doi)) == name


ONE = (Author("Berg"),)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"authors": ONE, "year": 2001}, "Berg 2001"),
        ({"authors": ONE}, "Berg"),
        ({"authors": ONE, "authors_open": True, "year": 2001}, "Berg and others 2001"),
        ({"authors": ONE * 2, "year": 2001}, "Berg and others 2001"),
        ({"year": 2001}, "PMID 123"),
    ],
)
def test_a_source_in_the_bibliography_is_named_by_author_and_year(
    small: Evidence, changes: dict[str, object], name: str
) -> None:
    citation = dataclasses.replace(Citation(key="a", pmid=Pmid(123)), **changes)  # type: ignore[arg-type]
    evidence = dataclasses.replace(small, citations={"a": citation})
    address = "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert source_name(evidence, threshold(address)) == name


@pytest.mark.parametrize(
    ("url", "doi", "known"),
    [
        ("https://example.org", "10.1000/A", True),
        ("https://example.org", "10.1000/b", False),
        ("https://example.org", None, False),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC77/", None, True),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC78/", None, False),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "10.1000/b", True),
        ("https://pubmed.ncbi.nlm.nih.gov/77/", None, False),
    ],
)
def test_any_one_number_that_both_have_tells_whose_threshold_it_is(
    small: Evidence, url: str, doi: str | None, *, known: bool
) -> None:
    citation = Citation(
        key="a", authors=ONE, doi=Doi.parse("10.1000/a"), pmid=Pmid(123), pmcid=Pmcid(77)
    )
    evidence = dataclasses.replace(small, citations={"a": citation})
    assert (source_name(evidence, threshold(url, doi)) == "Berg") is known


def test_a_report_without_any_number_is_nobodys_source(small: Evidence) -> None:
    evidence = dataclasses.replace(small, citations={"a": Citation(key="a", authors=ONE)})
    assert source_name(evidence, threshold("https://example.org")) == "example.org"
