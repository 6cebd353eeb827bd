"""Which result stands for a study, what people on a control did, and the order of everything."""

import dataclasses
from pathlib import Path

from conftest import loaded

from generator.model.evidence import Evidence
from generator.model.result import ProportionResult, Result
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.background import Limits, background_of
from generator.synthesis.groups import (
    all_results,
    by_size,
    domain,
    domains_in_order,
    shared_measures,
    treatment_studies,
)
from generator.synthesis.interventions import interventions, is_intervention, slot
from generator.synthesis.selection import main_result
from generator.synthesis.study_design import (
    control_arms,
    has_control,
    has_other_groups,
    is_randomised,
)


def changed(evidence: Evidence, study_id: str, results: tuple[Result, ...]) -> Evidence:
    study = dataclasses.replace(evidence.studies[study_id], results=results)
    return dataclasses.replace(evidence, studies={**evidence.studies, study_id: study})


def result(evidence: Evidence, study_id: str, name: str) -> Result:
    return next(item for item in evidence.studies[study_id].results if item.id == name)


def test_the_primary_result_on_the_drug_stands_for_a_study(small: Evidence) -> None:
    study = small.studies["second-2003"]
    chosen = main_result(small, study, "fever")
    assert chosen is not None
    assert chosen.id == "fever-free-two"


def test_an_interim_figure_a_subgroup_or_a_repeat_never_stands_for_a_study(small: Evidence) -> None:
    first = result(small, "example-2001", "fever-free-4w")
    for passed_over in (
        dataclasses.replace(first, interim=True),
        dataclasses.replace(first, subgroup="the oldest"),
        dataclasses.replace(first, same_as="river-4w"),
    ):
        evidence = changed(small, "example-2001", (passed_over,))
        assert main_result(evidence, evidence.studies["example-2001"], "fever") is None


def test_the_choice_does_not_depend_on_the_figure(small: Evidence) -> None:
    first = result(small, "example-2001", "fever-free-4w")
    assert isinstance(first, ProportionResult)
    assert first.total
    worse = dataclasses.replace(
        first, id="worse", events=dataclasses.replace(first.total, text="0", value=0)
    )
    for order in ((first, worse), (worse, first)):
        evidence = changed(small, "example-2001", order)
        chosen = main_result(evidence, evidence.studies["example-2001"], "fever")
        assert chosen is order[0]


def test_a_result_stands_only_for_the_drug_its_people_took(
    small: Evidence, evidence: Evidence
) -> None:
    study = small.studies["second-2003"]
    assert main_result(small, study, "fever", "alphatwo") == main_result(small, study, "fever")
    assert main_result(small, study, "fever", "alphaone") is None
    two_drugs = evidence.studies["harada-2024"]
    chosen = {name: main_result(evidence, two_drugs, "survival", name) for name in two_drugs.drugs}
    assert {name: found and found.arm for name, found in chosen.items()} == {
        "baricitinib": "bari",
        "tofacitinib": "tofa",
        "jak-inhibitor": "lit",
    }


def test_people_on_a_control_are_found(small: Evidence) -> None:
    assert control_arms(small, small.studies["second-2003"]) == {"sugar"}
    background = background_of(small, all_results(small.studies.values()))
    assert background is not None
    assert [control.result.id for control in background.controls] == ["fever-free-sugar"]


def test_designs_say_who_is_controlled_and_who_was_chosen_by_chance(
    evidence: Evidence, small: Evidence
) -> None:
    assert not has_control(small, small.studies["example-2001"])
    assert has_control(small, small.studies["second-2003"])
    assert is_randomised(evidence, evidence.studies["aggarwal-2022"])
    assert not is_randomised(evidence, evidence.studies["fan-2022"])
    assert not has_control(evidence, evidence.seed)


def test_studies_of_unknown_size_come_last(small: Evidence) -> None:
    silent = dataclasses.replace(small.studies["second-2003"], participants=None)
    assert [study.id for study in by_size([silent, small.studies["example-2001"]])] == [
        "example-2001",
        "second-2003",
    ]
    assert [study.id for study in treatment_studies(small)] == ["second-2003", "example-2001"]


def test_a_measure_is_shared_when_two_studies_report_it(small: Evidence) -> None:
    assert set(shared_measures(small)) == {"fever-free", "river-score"}
    only = dataclasses.replace(small, studies={"example-2001": small.studies["example-2001"]})
    assert shared_measures(only) == ()


def test_domains_stand_in_the_order_of_the_vocabulary_and_unknown_ones_follow(
    small: Evidence,
) -> None:
    assert [*small.domains] == ["fever", "strength", "safety", "other"]
    assert domains_in_order(small, ["zeal", "safety", "fever", "calm", "fever"]) == (
        "fever",
        "safety",
        "calm",
        "zeal",
    )


def test_a_project_may_list_its_domains(project: Path) -> None:
    (project / "data/vocabulary/domains.yml").write_text(
        "- {id: other}\n- {id: strength}\n- {id: fever, overview: false}\n", encoding="utf-8"
    )
    evidence = loaded(project)
    assert domains_in_order(evidence, ["fever", "other", "strength"]) == (
        "other",
        "strength",
        "fever",
    )
    assert [name for name, domain in evidence.domains.items() if not domain.overview] == ["fever"]


def test_a_result_has_a_domain_of_its_own_or_that_of_its_measure(small: Evidence) -> None:
    assert domain(small, result(small, "example-2001", "mood")) == "other"
    assert domain(small, result(small, "example-2001", "river-4w")) == "strength"


def test_drugs_of_the_topic_are_told_from_controls_and_classes(small: Evidence) -> None:
    assert [drug.id for drug in interventions(small)] == ["alphaone", "alphatwo"]
    assert is_intervention(small, "alphadrug")
    assert not is_intervention(small, "sugar-pill")
    assert not is_intervention(small, None)
    assert [slot(small, name) for name in ("alphaone", "alphatwo", "sugar-pill", "alphadrug")] == [
        0,
        1,
        None,
        None,
    ]


def test_a_figure_of_a_controlled_study_stands_beside_its_control(
    small: Evidence, evidence: Evidence
) -> None:
    study = small.studies["second-2003"]
    chosen = main_result(small, study, "fever")
    assert chosen is not None
    assert [other.id for other in beside_result(small, study, chosen)] == ["fever-free-sugar"]
    alone = small.studies["example-2001"]
    assert beside_result(small, alone, alone.results[0]) == ()
    wu = evidence.studies["wu-2025"]
    figure = main_result(evidence, wu, "survival", "tofacitinib")
    assert figure is not None
    assert [str(getattr(other, "events", "")) for other in beside_result(evidence, wu, figure)] == [
        "105"
    ]


def test_people_treated_earlier_are_no_control_group(evidence: Evidence) -> None:
    assert has_other_groups(evidence, evidence.studies["kurasawa-2018"])
    assert not has_other_groups(evidence, evidence.seed)
    assert not has_other_groups(evidence, evidence.studies["fan-2022"])


def test_limits_say_how_many_studies_lack_a_control_group_and_in_which_way(
    evidence: Evidence,
) -> None:
    def of(*names: str) -> Limits:
        context = background_of(evidence, all_results([evidence.studies[name] for name in names]))
        assert context is not None
        return context.limits

    assert of("paik-2021") == Limits(
        studies=1, uncontrolled=1, historical=0, single=0, before_after=True
    )
    assert of("paik-2017").single == 1
    assert of("kurasawa-2018").historical == 1
    assert of("paik-2021", "paik-2017", "fan-2022")[:2] == (3, 2)
