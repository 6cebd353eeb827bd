"""People are counted once; only those on a drug of the topic; and a range where studies may share people."""

import dataclasses
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.number import Count
from generator.model.reference import Relation
from generator.model.study import Participants, Study
from generator.synthesis.groups import treatment_studies
from generator.synthesis.participants import (
    People,
    count_once,
    count_people,
    overlaps,
    sharing_people,
    treated,
)


def related(evidence: Evidence, relation: str, pairs: list[tuple[str, str]]) -> Evidence:
    relations = tuple(
        Relation(
            subject=first, relation=relation, object=second, source="https://example.org", line=1
        )  # type: ignore[arg-type]
        for first, second in pairs
    )
    return dataclasses.replace(evidence, relations=relations)


def sized(evidence: Evidence, sizes: dict[str, int]) -> Evidence:
    """Return evidence whose studies are copies of the first with other names and sizes."""
    pattern = evidence.studies["example-2001"]
    assert pattern.participants
    studies: dict[str, Any] = {
        name: dataclasses.replace(
            pattern,
            id=name,
            reports=(name,),
            arms=tuple(
                dataclasses.replace(arm, total=Count.parse(str(size))) for arm in pattern.arms
            ),
            participants=dataclasses.replace(
                pattern.participants,
                enrolled=Count.parse(str(size)),
                treated=Count.parse(str(size)),
            ),
        )
        for name, size in sizes.items()
    }
    return dataclasses.replace(evidence, studies=studies, relations=())


def test_a_single_arm_study_counts_everybody_and_a_trial_only_the_groups_on_the_drug(
    small: Evidence,
) -> None:
    assert treated(small, small.studies["example-2001"]) == 12
    assert treated(small, small.studies["second-2003"]) == 21
    assert treated(small, small.studies["second-2003"], "alphatwo") == 21
    assert treated(small, small.studies["second-2003"], "sugar-pill") == 19


def test_people_of_separate_studies_are_added(small: Evidence) -> None:
    assert count_people(small, treatment_studies(small)) == People(
        low=33, high=33, studies=2, unknown=0
    )


def test_of_studies_that_follow_the_same_people_the_largest_counts(small: Evidence) -> None:
    evidence = related(sized(small, {"a": 10, "b": 8, "c": 5}), "extends", [("b", "a"), ("c", "b")])
    assert count_people(evidence, evidence.studies.values()) == People(
        low=10, high=10, studies=3, unknown=0
    )


def test_studies_that_may_share_people_make_a_range(small: Evidence) -> None:
    evidence = related(sized(small, {"a": 10, "b": 8, "c": 5}), "overlaps", [("a", "b")])
    assert count_people(evidence, evidence.studies.values()) == People(
        low=15, high=23, studies=3, unknown=0
    )


def test_a_study_that_does_not_say_how_many_is_said(small: Evidence) -> None:
    evidence = sized(small, {"a": 10, "b": 8})
    silent = dataclasses.replace(evidence.studies["b"], participants=None)
    evidence = dataclasses.replace(evidence, studies={**evidence.studies, "b": silent})
    assert count_people(evidence, evidence.studies.values()) == People(
        low=10, high=10, studies=2, unknown=1
    )


def test_shared_people_are_named_as_certain_or_possible(small: Evidence) -> None:
    evidence = related(sized(small, {"a": 10, "b": 8, "c": 5}), "overlaps", [("a", "b")])
    both = related(evidence, "extends", [("c", "a")])
    whole = dataclasses.replace(evidence, relations=(*evidence.relations, *both.relations))
    assert overlaps(whole, whole.studies.values()) == (("a", "b", False), ("a", "c", True))
    assert overlaps(whole, [whole.studies["b"], whole.studies["c"]]) == ()


def test_published_cases_that_a_report_tells_of_are_not_its_people(
    small: Evidence, evidence: Evidence
) -> None:
    one = sized(small, {"a": 10})
    told = dataclasses.replace(one.studies["a"].arms[0], id="published", total=Count.parse("79"))
    study = dataclasses.replace(one.studies["a"], arms=(told,))
    assert treated(one, study) == 0
    harada = evidence.studies["harada-2024"]
    assert treated(evidence, harada) == 9
    assert treated(evidence, harada, "jak-inhibitor") == 0


@pytest.mark.parametrize(
    ("names", "low", "high"), [(("paik-2021", "paik-2022"), 10, 10), (("kostik-2022",), 2, 2)]
)
def test_the_pilot_and_its_extension_are_ten_people(
    evidence: Evidence, names: tuple[str, ...], low: int, high: int
) -> None:
    people = count_people(evidence, [evidence.studies[name] for name in names])
    assert (people.low, people.high) == (low, high)


def test_no_count_exceeds_the_people_of_its_studies(evidence: Evidence) -> None:
    for study in treatment_studies(evidence):
        found = treated(evidence, study)
        assert found is None or study.size is None or found <= study.size.value, study.id


GROUPS_OF_A_TRIAL = [
    # Sizes of the groups on the drug, size of the control group, size of the trial, who took it.
    ([20, 21], 40, 81, 41),
    ([20, None], 40, 81, None),
    ([20, None], 40, None, None),
    ([None, None], 40, 81, None),
    ([None], 40, 40, None),
    ([20, 21, None], 40, 81, 41),
    ([20, 21, 41], 40, 81, None),
    ([20, 21, 81], 40, 81, 81),
    ([20, 21], 40, None, 41),
    ([40, 41], 0, 81, 81),
    ([81], 0, 81, 81),
    # The last person may be in the group of unstated size.
    ([20, None], 60, 81, None),
    # Published cases fill no study.
    ([20, None, 100], 40, 81, None),
]


@pytest.mark.parametrize(("sizes", "control", "whole", "expected"), GROUPS_OF_A_TRIAL)
def test_a_group_of_unstated_size_is_no_group_of_nobody(
    small: Evidence, sizes: list[int | None], control: int, whole: int | None, expected: int | None
) -> None:
    study = small.studies["second-2003"]
    two, sugar = study.arms
    arms = [
        dataclasses.replace(two, id=f"two-{place}", total=size and Count(str(size), size))
        for place, size in enumerate(sizes)
    ]
    sugar = dataclasses.replace(sugar, total=Count(str(control), control))
    participants = Participants(enrolled=Count(str(whole), whole)) if whole else None
    trial = dataclasses.replace(
        study, arms=(*arms, sugar), participants=participants, results=(), harms=()
    )
    evidence = dataclasses.replace(small, studies={trial.id: trial}, relations=())
    assert treated(evidence, trial) == expected
    people = count_people(evidence, [trial])
    assert (people.high, people.unknown) == ((expected or 0), int(expected is None))


def test_a_drug_page_never_counts_more_people_than_a_trial_had(evidence: Evidence) -> None:
    trial = evidence.studies["aggarwal-2022"]
    assert trial.size
    assert treated(evidence, trial, "ivig") == trial.size.value == 95
    both = evidence.studies["ytterberg-2022"]
    assert [arm.id for arm in both.arms if arm.drug == "tofacitinib" and not arm.total] == [
        "tofa-both"
    ]
    assert treated(evidence, both) == 1455 + 1456
    for study in evidence.studies.values():
        for drug in (None, *evidence.drugs):
            people = treated(evidence, study, drug)
            assert people is None or study.size is None or people <= study.size.value, study.id


def of_groups(
    small: Evidence, sizes: dict[str, int], *, whole: int, drugs: tuple[str, ...]
) -> Study:
    """Return an uncontrolled study with a group on each of these drugs."""
    pattern = small.studies["example-2001"]
    arms = tuple(
        dataclasses.replace(
            pattern.arms[0], id=f"on-{drug}", drug=drug, total=Count(str(size), size)
        )
        for drug, size in sizes.items()
    )
    participants = Participants(treated=Count(str(whole), whole))
    return dataclasses.replace(
        pattern, arms=arms, participants=participants, drugs=drugs, results=(), harms=()
    )


def test_of_several_drugs_only_the_groups_on_the_one_that_is_asked_about_count(
    small: Evidence,
) -> None:
    study = of_groups(
        small, {"alphaone": 4, "alphatwo": 6}, whole=11, drugs=("alphaone", "alphatwo")
    )
    assert treated(small, study, "alphaone") == 4
    assert treated(small, study, "alphatwo") == 6
    assert treated(small, study) == 11


def test_of_one_drug_everybody_took_it_whatever_else_was_given(small: Evidence) -> None:
    alone = of_groups(small, {"alphaone": 4}, whole=11, drugs=("alphaone",))
    beside = of_groups(small, {"alphaone": 4}, whole=11, drugs=("alphaone", "sugar-pill"))
    assert treated(small, alone, "alphaone") == treated(small, beside, "alphaone") == 11


@pytest.mark.parametrize(
    ("subgroups", "other_size", "people"),
    [
        ((None,), 4, 11),
        (("the oldest",), 4, 4),
        (("the oldest", None), 4, 11),
        (("the oldest",), None, 11),
    ],
)
def test_a_group_known_only_by_a_part_of_it_is_wider_than_the_disease(
    small: Evidence, subgroups: tuple[str | None, ...], other_size: int | None, people: int
) -> None:
    study = of_groups(small, {"alphaone": 4}, whole=11, drugs=("alphaone",))
    (arm,) = study.arms
    arm = dataclasses.replace(arm, total=other_size and Count(str(other_size), other_size))
    wide = dataclasses.replace(arm, id="wide", total=Count("9", 9))
    pattern = small.studies["example-2001"].results[0]
    results = tuple(
        dataclasses.replace(pattern, id=f"result-{place}", arm="wide", subgroup=subgroup)
        for place, subgroup in enumerate(subgroups)
    )
    study = dataclasses.replace(study, arms=(arm, wide), results=results)
    assert treated(small, study) == people


def test_relations_between_reports_hold_between_their_studies(small: Evidence) -> None:
    evidence = sized(small, {"a": 10, "b": 8})
    first = dataclasses.replace(evidence.studies["a"], reports=("paper-of-a", "letter-of-a"))
    evidence = dataclasses.replace(evidence, studies={**evidence.studies, "a": first})
    shared = related(evidence, "overlaps", [("b", "letter-of-a")])
    assert overlaps(shared, shared.studies.values()) == (("a", "b", False),)
    assert count_people(shared, shared.studies.values()).low == 10
    itself = related(evidence, "extends", [("paper-of-a", "letter-of-a")])
    assert overlaps(itself, itself.studies.values()) == ()
    cited = related(evidence, "cites", [("b", "paper-of-a")])
    assert overlaps(cited, cited.studies.values()) == ()
    assert count_people(cited, cited.studies.values()).low == 18


def test_who_certainly_shares_people_does_so_however_often_it_is_said(small: Evidence) -> None:
    evidence = sized(small, {"a": 10, "b": 8})
    twice = related(evidence, "extends", [("b", "a")])
    perhaps = related(evidence, "overlaps", [("a", "b")])
    both = dataclasses.replace(evidence, relations=(*twice.relations, *perhaps.relations))
    assert overlaps(both, both.studies.values()) == (("a", "b", True),)
    assert count_people(both, both.studies.values()) == People(10, 10, studies=2, unknown=0)


def test_studies_that_share_people_are_named_together(small: Evidence) -> None:
    evidence = related(sized(small, {"a": 9, "b": 8, "c": 7, "d": 6}), "overlaps", [("a", "b")])
    studies = evidence.studies.values()
    assert set(sharing_people(evidence, studies)) == {
        frozenset({"a", "b"}),
        frozenset({"c"}),
        frozenset({"d"}),
    }


def test_of_reports_of_the_same_people_a_silent_one_takes_nothing_away(small: Evidence) -> None:
    evidence = related(small, "extends", [("a", "b")])
    assert count_once(evidence, {"a": None, "b": 7, "c": None}) == People(7, 7, 2, 1)


def test_one_other_group_of_stated_size_is_enough_to_set_a_wide_group_aside(
    small: Evidence,
) -> None:
    study = of_groups(small, {"alphaone": 4}, whole=11, drugs=("alphaone",))
    (arm,) = study.arms
    wide = dataclasses.replace(arm, id="wide", total=Count("9", 9))
    unsized = dataclasses.replace(arm, id="unsized", drug="sugar-pill", total=None)
    part = dataclasses.replace(
        small.studies["example-2001"].results[0], arm="wide", subgroup="the oldest"
    )
    study = dataclasses.replace(study, arms=(arm, wide, unsized), results=(part,))
    assert treated(small, study) == 4


@pytest.mark.parametrize("pair", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("relation", ["extends", "overlaps"])
def test_a_study_that_shares_people_with_none_of_these_counts_in_full(
    small: Evidence, relation: str, pair: tuple[str, str]
) -> None:
    evidence = related(small, relation, [pair])
    assert count_once(evidence, {"a": 7, "c": 2}) == People(9, 9, studies=2, unknown=0)
