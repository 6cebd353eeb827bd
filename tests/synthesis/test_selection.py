"""Why no main result stands for a study in an overview: seldom because none is reported."""

import dataclasses
from typing import Any

import pytest
from made_up import Made

from generator.model.evidence import Evidence
from generator.synthesis.groups import domain
from generator.synthesis.selection import Silence, main_result, why_silent

replace: Any = dataclasses.replace


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ([{"subgroup": "girls"}], "subgroup"),
        ([{"interim": True}], "interim"),
        ([{"interim": True}, {"subgroup": "girls"}], "subgroup or interim"),
        ([{"same_as": "other"}], "subgroup"),
        ([], "not reported"),
    ],
)
def test_a_figure_that_an_overview_passes_over_is_reported(
    made: Made, fields: list[dict[str, Any]], why: Silence
) -> None:
    result = made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    rows = tuple(replace(result, id=f"r{place}", **each) for place, each in enumerate(fields))
    study = replace(study, results=rows)
    evidence = replace(made.evidence, studies={"one": study})
    name = domain(evidence, result)
    assert main_result(evidence, study, name) is None
    assert why_silent(evidence, [study], name) == why
    retracted = dataclasses.replace(study, results=())
    assert why_silent(evidence, [retracted], name) == "not reported"


def test_a_figure_of_other_groups_is_not_of_one_drug(evidence: Evidence) -> None:
    ding = evidence.studies["ding-2020"]
    assert why_silent(evidence, [ding], "skin", "ruxolitinib") == "other groups"
    assert why_silent(evidence, [ding], "lung", "ruxolitinib") == "not reported"
    gao = evidence.studies["gao-2025"]
    assert why_silent(evidence, [gao], "survival", "tofacitinib") == "other groups"
    levoyer = evidence.studies["levoyer-2021"]
    assert why_silent(evidence, [levoyer], "steroid-sparing") == "subgroup"
