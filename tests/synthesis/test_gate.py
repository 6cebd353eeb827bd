"""The gate: each reason at least once, on made-up studies and on real records, and who goes together in the end."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import ContinuousResult, NarrativeResult, TimePoint
from generator.model.taken import Taken
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import Candidate, candidate, candidates, weeks_of
from generator.synthesis.eligibility import differences, exclusions
from generator.synthesis.reasons import WHY, Reason, Refusal

PEOPLE = "grown-ups"
SHARES, SCORES = "fever", "strength"


def found(evidence: Evidence, domain: str = SHARES) -> dict[str, Candidate]:
    return {one.study.id: one for one in candidates(evidence, PEOPLE, domain)}


def own_reasons(evidence: Evidence, study: str, domain: str = SHARES) -> list[Reason]:
    return [refusal.reason for refusal in exclusions(evidence, found(evidence, domain)[study])]


def reasons_between(evidence: Evidence, domain: str = SHARES) -> list[Reason]:
    one, other = found(evidence, domain).values()
    return [refusal.reason for refusal in differences(evidence, one, other)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"interim": True}, Reason.INTERIM),
        ({"same_as": "another"}, Reason.REPEAT),
        ({"subgroup": "the oldest"}, Reason.SUBGROUP),
        ({"source": "news"}, Reason.SECONDARY),
        ({"events": None}, Reason.NO_COUNT),
        ({"total": None}, Reason.NO_COUNT),
        ({"unit": "knees"}, Reason.NOT_PEOPLE),
        ({"note": "unit: knees; counted twice"}, Reason.NOT_PEOPLE),
        ({"measure": "unlisted"}, Reason.NO_DEFINITION),
        ({"time": TimePoint(label="last follow-up")}, Reason.NO_TIME),
        ({"time": None}, Reason.NO_TIME),
        ({"size": 1}, Reason.CASE_REPORT),
        ({"collected": True}, Reason.COLLECTED),
    ],
)
def test_a_share_meets_each_reason_of_its_own(
    made: Any, changes: dict[str, Any], reason: Reason | None
) -> None:
    made.share("one", 5, 10, **({"domain": SHARES} | changes))
    study = made.evidence.studies["one"]
    one = next(
        item for domain in (SHARES, "other") for item in candidates(made.evidence, PEOPLE, domain)
    )
    assert one.study is study
    assert [refusal.reason for refusal in exclusions(made.evidence, one)] == (
        [reason] if reason else []
    )


def test_a_retracted_study_enters_nothing(made: Any) -> None:
    made.share("one", 5, 10)
    made.retract("one")
    assert own_reasons(made.evidence, "one") == [Reason.RETRACTED]


def test_words_cannot_be_averaged(made: Any) -> None:
    result = made.share("one", 5, 10)
    told = NarrativeResult(id="told", measure="fever-free", reported_as="Fever", role="other", source="abstract",
                           where="Results", kind="narrative", arm="one", time=result.time, finding="Better.",
                           direction="better")  # fmt: skip
    made.study("one", told, 10)
    assert own_reasons(made.evidence, "one") == [Reason.IN_WORDS]


def test_a_change_needs_means_and_a_spread(made: Any, figures: Any) -> None:
    made.change("means", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"))
    made.change("bare", 10, figures(mean="28"), figures(mean="9.5"))
    made.change("by-p", 10, figures(mean="28"), figures(mean="9.5"), p=Number.parse("0.0005"))
    made.change("by-bound", 10, figures(mean="28"), figures(mean="9.5"), p=Number.parse("<0.001"))
    made.change("medians", 10, figures(median="28"), figures(median="9.5"))
    made.change(
        "uncounted", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"), total=None
    )
    reasons = {
        name: own_reasons(made.evidence, name, SCORES) for name in found(made.evidence, SCORES)
    }
    assert [name for name, seen in reasons.items() if not seen] == ["by-p", "means"]
    assert {reason for seen in reasons.values() for reason in seen} == {Reason.NOT_MEANS}


def test_a_comparison_needs_an_estimate_with_its_interval(made: Any) -> None:
    made.ratio("whole", "0.5", "0.3", "0.8")
    made.ratio("bare", None, "0.3", "0.8")
    made.ratio("zero", "0.5", "0", "0.8")
    assert own_reasons(made.evidence, "whole") == []
    assert (
        own_reasons(made.evidence, "bare")
        == own_reasons(made.evidence, "zero")
        == [Reason.NO_ESTIMATE]
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"measure": "fever-wholly"}, Reason.DEFINITION),
        ({"drug": "alphatwo"}, None),
        ({"time": "15 weeks"}, None),
        ({"time": "16 weeks"}, Reason.TIME),
        ({"time": "9 weeks"}, None),
        ({"time": "8 weeks"}, Reason.TIME),
        ({"time": "3 months"}, None),
        ({"time": "1 years"}, Reason.TIME),
        ({"age": "juvenile"}, Reason.AGE),
        ({"age": "mixed"}, Reason.AGE),
        ({"age": None}, None),
        ({"subtype": "of the marsh"}, Reason.SUBTYPE),
        ({"subtype": "Of the river,"}, None),
        ({"populations": (PEOPLE, "children")}, Reason.SUBTYPE),
    ],
)
def test_two_shares_meet_each_reason_between_them(
    made: Any, changes: dict[str, Any], reason: Reason | None
) -> None:
    made.share("anchor", 6, 12, subtype="of the river")
    made.share("other", 5, 10, **({"subtype": "of the river"} | changes))
    assert reasons_between(made.evidence) == ([reason] if reason else [])


def test_drugs_of_another_class_do_not_go_together(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10, drug="betaone", evidence="comparator")
    evidence = made.evidence
    beta = dataclasses.replace(
        evidence.drugs["alphaone"], id="betaone", label="Betaone", role="comparator"
    )
    evidence = dataclasses.replace(evidence, drugs={**evidence.drugs, "betaone": beta})
    assert reasons_between(evidence) == [Reason.DRUG_CLASS]


def test_a_controlled_study_does_not_go_with_one_without_control(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.ratio("other", "0.5", "0.3", "0.8")
    assert Reason.CONTRAST in reasons_between(made.evidence)


def test_effects_against_different_comparators_or_of_different_kinds_do_not_go_together(
    made: Any,
) -> None:
    made.ratio("anchor", "0.5", "0.3", "0.8")
    made.ratio("other", "0.6", "0.3", "0.9", beside="alphatwo")
    assert reasons_between(made.evidence) == [Reason.COMPARATOR]
    made.ratio("other", "0.6", "0.3", "0.9", effect="odds-ratio")
    assert reasons_between(made.evidence) == [Reason.DEFINITION]


def test_of_studies_that_may_share_people_the_larger_is_used_and_the_other_kept_for_a_sensitivity(
    made: Any,
) -> None:
    made.share("large", 10, 30)
    made.share("small", 5, 10)
    made.share("apart", 5, 10)
    made.relate("small", "overlaps", "large")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.study.id for one in body.included] == ["large", "apart"]
    assert [[refusal.reason for refusal in item.refusals] for item in body.left_out] == [
        [Reason.OVERLAP]
    ]
    assert [(used.study.id, other.study.id) for used, other in body.alternatives] == [
        ("large", "small")
    ]


def test_reports_of_one_trial_share_people_though_the_trial_itself_is_not_there(made: Any) -> None:
    made.share("first", 5, 10)
    made.share("second", 6, 12)
    made.share("trial", 5, 10, populations=("children",))
    made.relate("first", "report-of", "trial")
    made.relate("second", "report-of", "trial")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.study.id for one in body.included] == ["second"]


def test_a_study_counts_once_with_the_figure_nearest_in_time(made: Any) -> None:
    early = made.share("twice", 5, 10, time="10 weeks")
    late = made.share("twice", 6, 10, time="12 weeks", id="late", others=(early,))
    made.share("one", 5, 20, time="12 weeks")
    made.share("two", 5, 20, time="12 weeks")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.result.id for one in body.included if one.study.id == "twice"] == [late.id]
    assert [refusal.reason for item in body.left_out for refusal in item.refusals] == [
        Reason.SAME_STUDY
    ]


def test_the_largest_group_comes_first_and_everyone_outside_has_a_reason(made: Any) -> None:
    for name in ("a", "b", "c"):
        made.share(name, 5, 10)
    for name in ("x", "y"):
        made.share(name, 50, 100, time="1 years")
    bodies = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [[one.study.id for one in body.included] for body in bodies] == [
        ["a", "b", "c"],
        ["x", "y"],
    ]
    for body in bodies:
        assert len(body.included) + len(body.left_out) == 5
        assert all(item.refusals for item in body.left_out)


def test_every_reason_says_why() -> None:
    assert set(WHY) == set(Reason)


@pytest.mark.parametrize(
    ("value", "unit", "weeks"),
    [
        ("12", "weeks", "12"),
        ("7", "days", "1"),
        ("1", "year", "52.18"),
        ("6", "months", "26.09"),
        ("3", "visits", None),
    ],
)
def test_lengths_of_time_are_compared_in_weeks(value: str, unit: str, weeks: str | None) -> None:
    found_ = weeks_of(TimePoint(value=Number(value, Decimal(value)), unit=unit))
    assert (None if found_ is None else str(round(found_, 2)).removesuffix(".00")) == weeks


REAL = [
    ("adult-skin", "paik-2021#imacs-doi-12w-interim", Reason.INTERIM),
    ("adult-skin", "paik-2021#imacs-doi-12w-interim", Reason.SECONDARY),
    ("juvenile", "levoyer-2021#inactive-disease-printo-skin-das-anti-mda5-6mo", Reason.SUBGROUP),
    ("juvenile", "zhang-2023#imacs-complete-clinical-response-6mo", Reason.NO_COUNT),
    ("juvenile", "wang-2022#complete-response-24w", Reason.NO_DEFINITION),
    ("juvenile", "kostik-2022#complete-response-physician-jdm", Reason.NO_TIME),
    ("juvenile", "oddis-2013#imacs-doi-both-44w", Reason.DRUG_CLASS),
    ("juvenile", "oddis-2013#imacs-doi-both-44w", Reason.CONTRAST),
]


@pytest.mark.parametrize(("population", "address", "reason"), REAL)
def test_real_records_meet_their_reasons(
    evidence: Evidence, population: str, address: str, reason: Reason
) -> None:
    everyone = candidates(evidence, population, "global-response")
    bodies = form_bodies(evidence, everyone)
    seen = {
        refusal.reason
        for body in bodies
        for item in body.left_out
        if item.candidate.address == address
        for refusal in item.refusals
    }
    assert reason in seen or any(
        refusal.reason is reason
        for one in everyone
        if one.address == address
        for refusal in exclusions(evidence, one)
    )


def test_a_real_trial_and_its_analysis_are_one_group_of_people(evidence: Evidence) -> None:
    assert Count("10", 10) == evidence.studies["paik-2021"].size
    survival = candidates(evidence, "anti-mda5-ild", "survival")
    for body in form_bodies(evidence, survival):
        assert len({one.study.id for one in body.included}) == len(body.included)


# ---- each condition of the gate decides by itself


def only_candidate(evidence: Evidence, domain: str = SHARES) -> Candidate:
    (one,) = candidates(evidence, PEOPLE, domain)
    return one


def with_measure(evidence: Evidence, **changes: Any) -> Evidence:
    measures = dict(evidence.measures)
    measures["fever-free"] = dataclasses.replace(measures["fever-free"], **changes)
    return dataclasses.replace(evidence, measures=measures)


def with_design(evidence: Evidence, design: str, **changes: Any) -> Evidence:
    designs = dict(evidence.designs)
    designs[design] = dataclasses.replace(designs[design], **changes)
    return dataclasses.replace(evidence, designs=designs)


def words_of(refusals: tuple[Refusal, ...]) -> list[str]:
    return [refusal.words for refusal in refusals]


def test_a_share_of_nobody_is_no_share(made: Any) -> None:
    made.share("one", 0, 0, size=10)
    assert own_reasons(made.evidence, "one") == [Reason.NO_COUNT]
    made.share("one", 0, 1, size=10)
    assert own_reasons(made.evidence, "one") == []


def test_a_design_of_single_patients_is_a_case_report_however_many_they_are(made: Any) -> None:
    made.share("one", 5, 10)
    assert own_reasons(made.evidence, "one") == []
    evidence = with_design(made.evidence, "open-series", appraisal_tool="JBI case reports")
    assert own_reasons(evidence, "one") == [Reason.CASE_REPORT]
    unknown = dataclasses.replace(made.evidence, designs={})
    assert own_reasons(unknown, "one") == []


def test_a_study_of_unstated_size_is_no_case_report(made: Any) -> None:
    made.share("one", 5, 10)
    one = only_candidate(made.evidence)
    silent = dataclasses.replace(one.study, participants=None)
    assert exclusions(made.evidence, dataclasses.replace(one, study=silent)) == ()


def two_counted_groups(made: Any, **control: Any) -> Candidate:
    """Return a share on the drug in a controlled study with its control as it is changed."""
    beside = made.share("trial", 4, 20, design="randomised-trial", id="beside", arm="pill")
    beside = dataclasses.replace(beside, **control)
    made.share("trial", 9, 21, design="randomised-trial", others=(beside,))
    return next(
        one for one in candidates(made.evidence, PEOPLE, SHARES) if one.result.id == "response"
    )


@pytest.mark.parametrize(
    ("control", "reasons"),
    [
        ({}, []),
        ({"events": None}, [Reason.NO_COUNT]),
        ({"total": None}, [Reason.NO_COUNT]),
        ({"arm": "one"}, [Reason.ONE_GROUP]),
        ({"subgroup": "the oldest"}, [Reason.ONE_GROUP]),
        ({"events": Count("0", 0)}, []),
    ],
)
def test_a_share_of_a_controlled_study_needs_the_count_beside_it(
    made: Any, control: dict[str, Any], reasons: list[Reason]
) -> None:
    one = two_counted_groups(made, **control)
    assert one.contrast == "randomised"
    assert [refusal.reason for refusal in exclusions(made.evidence, one)] == reasons


def test_without_a_control_group_no_count_is_wanted_beside_a_share(made: Any) -> None:
    made.share("one", 5, 10)
    one = only_candidate(made.evidence)
    assert (one.contrast, one.control) == ("single-arm", None)
    assert exclusions(made.evidence, one) == ()


def test_a_measure_that_is_only_a_description_defines_nothing(made: Any) -> None:
    made.share("one", 5, 10)
    assert own_reasons(with_measure(made.evidence, kind="description"), "one") == [
        Reason.NO_DEFINITION
    ]
    unknown = dataclasses.replace(made.evidence, measures={})
    one = only_candidate(made.evidence)
    assert [refusal.reason for refusal in exclusions(unknown, one)] == [Reason.NO_DEFINITION]


def test_a_level_is_no_change(made: Any, figures: Any) -> None:
    made.change("one", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"))
    one = only_candidate(made.evidence, SCORES)
    level = ContinuousResult(**{name: getattr(one.result, name) for name in OF_A_LEVEL},
                             kind="continuous", follow_up=figures(mean="9.5", sd="8.5"))  # fmt: skip
    asked = candidate(made.evidence, one.study, level)
    assert asked.form == "level"
    assert words_of(exclusions(made.evidence, asked)) == [
        "one time point only; a level is no change"
    ]
    both = dataclasses.replace(level, baseline=figures(mean="28", sd="15.4"))
    assert candidate(made.evidence, one.study, both).form == "change"
    assert exclusions(made.evidence, candidate(made.evidence, one.study, both)) == ()


OF_A_LEVEL = ("id", "measure", "reported_as", "role", "arm", "time", "total", "source", "where")


@pytest.mark.parametrize(
    ("effect", "value", "low", "high", "reasons"),
    [
        ("risk-ratio", "0.5", "0.3", "0.8", []),
        ("odds-ratio", "0.5", "0", "0.8", [Reason.NO_ESTIMATE]),
        ("hazard-ratio", "0", "0.3", "0.8", [Reason.NO_ESTIMATE]),
        ("risk-ratio", "0.5", "0.3", "0", [Reason.NO_ESTIMATE]),
        # A difference may be 0 or below.
        ("mean-difference", "-0.5", "-1.3", "0", []),
        ("risk-difference", "0", "-1.3", "0.5", []),
    ],
)
def test_only_a_ratio_has_to_lie_above_zero(
    made: Any, effect: str, value: str, low: str, high: str, reasons: list[Reason]
) -> None:
    made.ratio("one", value, low, high, effect=effect)
    assert own_reasons(made.evidence, "one") == reasons


@pytest.mark.parametrize("lacking", ["value", "ci_low", "ci_high"])
def test_an_estimate_needs_its_value_and_both_limits(made: Any, lacking: str) -> None:
    made.ratio("one", "0.5", "0.3", "0.8")
    one = only_candidate(made.evidence)
    bare = dataclasses.replace(one, result=dataclasses.replace(one.result, **{lacking: None}))
    assert [refusal.reason for refusal in exclusions(made.evidence, bare)] == [Reason.NO_ESTIMATE]


def test_a_group_on_several_drugs_or_none_has_no_certain_drug(made: Any) -> None:
    made.share("one", 5, 10)
    one = only_candidate(made.evidence)
    assert [
        refusal.reason for refusal in exclusions(made.evidence, dataclasses.replace(one, drug=None))
    ] == [Reason.DRUG_UNCERTAIN]


def test_what_time_is_stated_in_words_is_quoted(made: Any) -> None:
    made.share("one", 5, 10, time=TimePoint(label="last follow-up"))
    made.share("two", 5, 10, time=None)
    refused = [words_of(exclusions(made.evidence, one)) for one in found(made.evidence).values()]
    assert refused == [["only “last follow-up” is stated"], ["no time is stated"]]


def test_nothing_differs_from_itself(made: Any) -> None:
    made.share("one", 5, 10, time="12 weeks")
    one = only_candidate(made.evidence)
    assert differences(made.evidence, one, one) == ()


def test_words_are_refused_as_words_and_not_for_their_definition(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    told = dataclasses.replace(other, form="words")
    assert differences(made.evidence, anchor, told) == ()
    changed = dataclasses.replace(other, form="change")
    assert words_of(differences(made.evidence, anchor, changed)) == [
        "reported as a change, not as a share of people"
    ]


def test_figures_in_different_units_differ(made: Any) -> None:
    made.share("anchor", 6, 12, unit="knees")
    made.share("other", 5, 10, unit="elbows")
    assert reasons_between(made.evidence) == [Reason.DEFINITION]


@pytest.mark.parametrize(
    ("theirs", "ours", "refused"), [(None, "a", False), ("a", None, True), ("b", "a", True)]
)
def test_an_unknown_drug_class_does_not_differ(
    made: Any, theirs: str | None, ours: str | None, refused: bool
) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    anchor = dataclasses.replace(anchor, drug_class=ours)
    other = dataclasses.replace(other, drug_class=theirs)
    expected = [Reason.DRUG_CLASS] if refused else []
    assert [each.reason for each in differences(made.evidence, anchor, other)] == expected


def test_a_drug_that_the_vocabulary_does_not_know_is_named_by_its_id(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    other = dataclasses.replace(other, drug="gammaone", drug_class="gammaone")
    assert words_of(differences(made.evidence, anchor, other)) == ["people took gammaone"]


def test_which_of_two_studies_has_the_control_group_is_said(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    controlled = dataclasses.replace(other, contrast="comparative")
    assert words_of(differences(made.evidence, anchor, controlled)) == [
        "a study that compares groups not made by chance"
    ]
    assert words_of(differences(made.evidence, controlled, anchor)) == [
        "a study without a control group"
    ]


def test_comparators_matter_only_between_studies_that_compare(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    other = dataclasses.replace(other, comparator="alphatwo")
    assert differences(made.evidence, anchor, other) == ()
    beside = (anchor.result,)
    anchor = dataclasses.replace(anchor, controls=beside, comparator="sugar-pill")
    other = dataclasses.replace(other, controls=beside)
    assert words_of(differences(made.evidence, anchor, other)) == [
        "compared with Alphatwo, not with Sugar pill"
    ]
    unknown = dataclasses.replace(other, comparator=None)
    assert words_of(differences(made.evidence, anchor, unknown)) == [
        "it is not said with what it was compared"
    ]
    assert words_of(differences(made.evidence, unknown, anchor)) == [
        "compared with Sugar pill; of the other it is not said with what"
    ]


def test_two_placebos_of_one_name_are_one_comparator(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    pill = made.evidence.drugs["sugar-pill"]
    again = dataclasses.replace(pill, id="sugar-drops")
    evidence = dataclasses.replace(made.evidence, drugs={**made.evidence.drugs, again.id: again})
    anchor, other = found(made.evidence).values()
    beside = (anchor.result,)
    anchor = dataclasses.replace(anchor, controls=beside, comparator="sugar-pill")
    other = dataclasses.replace(other, controls=beside, comparator="sugar-drops")
    assert differences(evidence, anchor, other) == ()


def test_times_may_be_a_quarter_apart_and_no_more(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()

    def goes_with(weeks: str | None, anchored: str | None = "100") -> bool:
        first = dataclasses.replace(anchor, weeks=anchored and Decimal(anchored))
        second = dataclasses.replace(other, weeks=weeks and Decimal(weeks))
        return not differences(made.evidence, first, second)

    assert goes_with("125")
    assert goes_with("75")
    assert not goes_with("125.1")
    assert not goes_with("74.9")
    assert goes_with(None)
    assert goes_with("500", anchored=None)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("of the river", "of the river and the marsh", True),
        ("of the river and the marsh", "river", True),
        ("of the river", "of the marsh", False),
        (None, "of the marsh", True),
        ("of the river", None, True),
    ],
)
def test_a_subtype_that_only_says_less_is_no_other_subtype(
    made: Any, first: str | None, second: str | None, alike: bool
) -> None:
    made.share("anchor", 6, 12, subtype=first)
    made.share("other", 5, 10, subtype=second)
    assert reasons_between(made.evidence) == ([] if alike else [Reason.SUBTYPE])


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [(None, "adult", True), ("adult", None, True), (None, None, True), ("adult", "mixed", False)],
)
def test_an_unstated_age_group_is_no_other_age_group(
    made: Any, first: str | None, second: str | None, alike: bool
) -> None:
    made.share("anchor", 6, 12, age=first)
    made.share("other", 5, 10, age=second)
    assert reasons_between(made.evidence) == ([] if alike else [Reason.AGE])


def test_people_that_the_vocabulary_does_not_know_are_not_stated(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    strangers = dataclasses.replace(other.study, populations=("strangers",))
    other = dataclasses.replace(other, study=strangers)
    assert words_of(differences(made.evidence, anchor, other)) == ["population: not stated"]


@pytest.mark.parametrize(
    ("total", "sizes", "people"),
    [
        (None, (20, 21), 41),
        (None, (20, None), 0),
        (None, (None, 21), 0),
        (40, (20, 21), 40),
    ],
)
def test_a_comparison_stands_on_both_groups_or_on_an_unknown_number(
    made: Any, total: int | None, sizes: tuple[int | None, int | None], people: int
) -> None:
    made.ratio("one", "0.5", "0.3", "0.8", total=total and Count(str(total), total))
    one = only_candidate(made.evidence)
    arms = tuple(
        dataclasses.replace(arm, total=size and Count(str(size), size))
        for arm, size in zip(one.study.arms, sizes, strict=True)
    )
    study = dataclasses.replace(one.study, arms=arms)
    assert dataclasses.replace(one, study=study).people == people
    assert dataclasses.replace(one, study=study, form="share").people == (total or 0)


def test_a_share_beside_its_control_stands_on_both_groups(made: Any) -> None:
    assert two_counted_groups(made).people == 41


def test_a_study_that_says_nothing_of_its_people_differs_in_neither_age_nor_subtype(
    made: Any,
) -> None:
    made.share("anchor", 6, 12, subtype="of the river")
    made.share("other", 5, 10)
    anchor, other = found(made.evidence).values()
    silent = dataclasses.replace(other, study=dataclasses.replace(other.study, population=None))
    assert differences(made.evidence, anchor, silent) == ()
    assert differences(made.evidence, silent, anchor) == ()


def test_what_differs_is_named_as_readers_know_it(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10, measure="fever-wholly", populations=("children",))
    anchor = found(made.evidence)["anchor"]
    study = made.evidence.studies["other"]
    other = candidate(made.evidence, study, study.results[0])
    other = dataclasses.replace(other, drug="alphatwo", drug_class="other")
    labels = made.evidence.measures
    assert words_of(differences(made.evidence, anchor, other)) == [
        f"measured as “{labels['fever-wholly'].label}”, not as “{labels['fever-free'].label}”",
        "people took Alphatwo",
        f"population: {made.evidence.populations['children'].label}",
    ]


def test_a_figure_against_a_like_drug_enters_nothing(made: Any) -> None:
    made.share("one", 5, 10, design="randomised-trial")
    study = made.evidence.studies["one"]
    pill = dataclasses.replace(
        study.arms[1], took=(Taken(drug="alphatwo", percent=Number.parse("80")),)
    )
    evidence = made.evidence
    study = dataclasses.replace(study, arms=(study.arms[0], pill))
    evidence = dataclasses.replace(evidence, studies={"one": study})
    assert Reason.LIKE_DRUG in own_reasons(evidence, "one")
