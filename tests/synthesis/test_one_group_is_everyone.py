"""A group that is everyone in a study is not set against a part of them."""

import dataclasses
from typing import Any

from made_up import count

from generator.model.evidence import Evidence
from generator.model.study import Participants
from generator.synthesis.arms_of_result import beside_harm

replace: Any = dataclasses.replace


def beside(evidence: Evidence, name: str) -> list[str]:
    study = evidence.studies["aggarwal-2022"]
    (harm,) = (harm for harm in study.harms if harm.id == name)
    return [other.id for other in beside_harm(evidence, study, harm)]


def test_everyone_over_the_whole_trial_stands_apart_from_its_first_period(
    evidence: Evidence,
) -> None:
    assert beside(evidence, "serious-teae-placebo") == ["serious-teae-ivig-first-period"]
    assert beside(evidence, "serious-teae-ivig-first-period") == ["serious-teae-placebo"]
    assert beside(evidence, "serious-teae-ivig-overall") == []


def test_groups_that_are_each_everyone_are_compared(evidence: Evidence) -> None:
    study = evidence.studies["aggarwal-2022"]
    crossed = replace(
        study,
        participants=Participants(enrolled=count(95)),
        arms=tuple(replace(arm, total=count(95)) for arm in study.arms),
    )
    changed = replace(evidence, studies={**evidence.studies, study.id: crossed})
    assert "serious-teae-ivig-first-period" in beside(changed, "serious-teae-placebo")
