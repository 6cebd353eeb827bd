"""How far decisions on a drug are known, and when somebody has to look again."""

import dataclasses
from typing import Any

import pytest

from generator.html.drug_facts import approvals
from generator.model.approval import Approval, Citing
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
            [approval(US, "2024-05-30")],
            f"{US} 30 May 2024, check again by 30 August 2024 (overdue).",
        ),
        (
            [approval(US, "2023-01"), approval(US, "2024-05-31", decision="not-approved")],
            f"{US} 31 May 2024, check again by 31 August 2024.",
        ),
        (
            [approval(US, "2001-01-01", decision="approved"), approval(EU, "2023")],
            (
                f"{US} 1 January 2001, check again by 1 April 2001 (overdue);"
                f" {EU} 1 January 2023, check again by 1 April 2023 (overdue)."
            ),
        ),
    ],
    ids=["none", "one", "overdue by the data", "newest of a region", "two regions"],
)
def test_each_region_says_how_far_its_decisions_are_known(
    small: Evidence, held: list[Approval], line: str
) -> None:
    assert known(small, *held) == line


def test_the_browser_is_given_the_day_to_look_again(small: Evidence) -> None:
    drug = replace(small.drugs["alphaone"], approvals=(approval(US, "2024-05-31"),))
    assert 'data-ev-due="2024-08-31"' in str(approvals(small, drug))
    # What the data themselves show to be overdue is said once, in words.
    late = replace(small.drugs["alphaone"], approvals=(approval(US, "2024-05-30"),))
    assert "data-ev-due" not in str(approvals(small, late))


def test_a_decision_is_known_up_to_the_day_of_the_data_not_of_the_reading(small: Evidence) -> None:
    def page(day: str) -> Citing:
        read = PartialDate.parse("2024-08-31")
        return Citing(url="https://example.org", data_of=PartialDate.parse(day), seen=read)

    approved = approval(US, "2024-07-01", decision="approved", approval_source=page("2024-07-16"))
    assert known(small, approved).startswith(f"{US} 16 July 2024,")
    sold = replace(approved, marketing_source=page("2024-08-13"))
    assert known(small, sold).startswith(f"{US} 13 August 2024,")


def test_only_the_day_of_an_approval_stands_without_as_of(small: Evidence) -> None:
    held = [
        approval(US, "2024-05-31", decision="approved"),
        approval(EU, "2023", decision="for-another-disease"),
    ]
    drug = replace(small.drugs["alphaone"], approvals=held)
    drawn = approvals(small, drug)
    assert drawn is not None
    assert "said (31 May 2024)" in drawn.striptags()
    assert "said (as of 2023)" in drawn.striptags()


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
