"""How far decisions on a drug are known, and when somebody has to look again."""

import dataclasses
from typing import Any

import pytest

from generator.html.drug_facts import approvals
from generator.model.approval import Approval
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.topic import Retirement, SavedSearch

replace: Any = dataclasses.replace
US, EU = "United States (FDA)", "European Union (EMA)"


def approval(region: str, day: str, **fields: Any) -> Approval:
    date = PartialDate.parse(day)
    read = {"url": "https://example.org", "where": "Top", "seen": PartialDate.parse("2024-08-01")}
    about = {"region": region, "indication": "river fever", "status": "said", "date": date}
    return Approval(**about, **read, **fields)


def known(evidence: Evidence, *held: Approval) -> str:
    drug = replace(evidence.drugs["alphaone"], approvals=held)
    drawn = approvals(evidence, drug)
    return drawn.striptags().partition("Decisions known up to: ")[2] if drawn else ""


@pytest.mark.parametrize(
    ("held", "line"),
    [
        ([], ""),
        (
            [approval(US, "2024-05-31")],
            f"{US} 31 May 2024, check again by 31 August 2024.",
        ),
        (
            [approval(US, "2023-01"), approval(US, "2024-05-31", decision="not-approved")],
            f"{US} 31 May 2024, check again by 31 August 2024.",
        ),
        (
            [approval(US, "2001-01-01", decision="approved"), approval(EU, "2023")],
            (
                f"{US} 1 August 2024, check again by 1 November 2024;"
                f" {EU} 1 January 2023, check again by 1 April 2023."
            ),
        ),
    ],
    ids=["none", "one", "newest of a region", "two regions"],
)
def test_each_region_says_how_far_its_decisions_are_known(
    small: Evidence, held: list[Approval], line: str
) -> None:
    assert known(small, *held) == line


def test_the_browser_is_given_the_day_to_look_again(small: Evidence) -> None:
    drug = replace(small.drugs["alphaone"], approvals=(approval(US, "2024-05-31"),))
    assert 'data-ev-due="2024-08-31"' in str(approvals(small, drug))


def test_a_regulator_that_was_asked_is_a_look(small: Evidence) -> None:
    day = PartialDate.parse("2024-08-31")
    search = SavedSearch(id="fda", service="openfda", query="every drug", last=day)
    asked = replace(small, topic=replace(small.topic, searches=(search,)))
    line = known(asked, approval(US, "2023"), approval(EU, "2023"))
    assert line.startswith(f"{US} 31 August 2024, check again by")
    assert f"{EU} 1 January 2023" in line
    never = replace(search, not_yet_run=True)
    unasked = replace(small, topic=replace(small.topic, searches=(never,)))
    assert known(unasked, approval(US, "2023")).startswith(f"{US} 1 January 2023")


def test_a_retired_record_asks_nobody_to_look_again(small: Evidence) -> None:
    retired = Retirement(date=PartialDate.parse("2024-09-01"), reason="The review ended.")
    over = replace(small, topic=replace(small.topic, retired=retired))
    assert known(over, approval(US, "2023")) == ""
