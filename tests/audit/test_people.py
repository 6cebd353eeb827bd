"""Two studies hold the same people only where they state what they have in common."""

import dataclasses
from collections.abc import Iterator

import pytest
from made_up import Made

from generator.audit.rules.people import possible_overlap
from generator.audit.verdict import Ruling, Verdict
from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.study_setting import Setting


def two_studies(made: Made, first: Setting, second: Setting, **more: object) -> Evidence:
    """Return two studies of one drug in one population, in the given settings."""
    for name, setting in (("first-2001", first), ("second-2003", second)):
        made.share(name, 3, 10)
        made._studies[name] = dataclasses.replace(
            made._studies[name], setting=setting, registrations=(), **more
        )
    return made.evidence


def verdicts(evidence: Evidence) -> list[Verdict]:
    look: Iterator[Verdict] = possible_overlap.look(evidence)
    return list(look)


YEARS = "2017 to 2019"


@pytest.mark.parametrize("key", ["country", "city", "site"])
def test_what_neither_study_states_is_not_in_common(made: Made, key: str) -> None:
    stated = {"country": "Riverland", "city": "Riverton", "site": "River Hospital"}
    alike = Setting(**stated, period=YEARS)
    assert len(verdicts(two_studies(made, alike, alike))) == 1
    silent = Setting(**{name: word for name, word in stated.items() if name != key}, period=YEARS)
    assert key not in verdicts(two_studies(made, silent, silent))[0].words


def test_two_studies_of_no_stated_country_are_not_of_one_country(made: Made) -> None:
    nowhere = Setting(site="River Hospital", period=YEARS)
    assert verdicts(two_studies(made, nowhere, nowhere)) == []


def test_one_country_counts_where_the_years_meet(made: Made) -> None:
    def setting(period: str) -> Setting:
        return Setting(country="Riverland", city="Riverton", period=period)

    (meeting,) = verdicts(two_studies(made, setting("2017 to 2019"), setting("2019 to 2021")))
    assert "one country at one time (2017 to 2019, 2019 to 2021)" in meeting.words
    assert verdicts(two_studies(made, setting("2017 to 2018"), setting("2019 to 2021"))) == []


@pytest.mark.parametrize(("shared", "asked"), [(1, False), (2, True)])
def test_a_group_of_authors_is_enough_and_one_name_is_not(
    made: Made, shared: int, *, asked: bool
) -> None:
    evidence = two_studies(made, Setting(), Setting())
    names = [Author(family=f"River{letter}", given="A") for letter in "abc"]
    citations = {
        "first-2001": Citation(key="first-2001", authors=tuple(names)),
        "second-2003": Citation(key="second-2003", authors=tuple(names[:shared])),
    }
    asking = verdicts(dataclasses.replace(evidence, citations=citations))
    assert [verdict.ruling for verdict in asking] == [Ruling.TO_READ] * asked


def test_a_shared_registration_is_enough_and_each_reason_is_named_once(made: Made) -> None:
    evidence = two_studies(made, Setting(), Setting())
    studies = {
        name: dataclasses.replace(study, registrations=("NCT00000001",))
        for name, study in evidence.studies.items()
    }
    (verdict,) = verdicts(dataclasses.replace(evidence, studies=studies))
    assert verdict.words == (
        "may hold people of first-2001: drug alphaone; population grown-ups; "
        "registration NCT00000001"
    )
