"""The summary of findings: which figures stand behind an outcome, and in how many people."""

import dataclasses
import re
from typing import Any

import pytest
from rated_outcomes import (
    ALONE,
    CONTROL,
    DRUG,
    ESTIMATE,
    FINE,
    HARM,
    by_id,
    only,
    outcomes,
    rated,
    with_result,
)

from generator.html.certainty import judge_again
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.judgement import NotCounted
from generator.model.number import Count, Number
from generator.model.reference import CitationNotice
from generator.model.result import ComparisonResult, NarrativeResult, ProportionResult, Result
from generator.model.study import Harm
from generator.synthesis.comparison_verdict import Basis, judge
from generator.synthesis.contrast import ReportedFigure, Row, Share, share
from generator.synthesis.findings import (
    Outcome,
    by_weight,
    is_complete,
    resolve,
    summary_of_findings,
)
from generator.synthesis.importance import Said


def test_a_contrast_rests_on_the_firmest_that_is_there(small: Evidence) -> None:
    with_estimate = only(rated(small, "low", DRUG, CONTROL, ESTIMATE)).contrasts
    assert [judge(small, one).basis for one in with_estimate] == [Basis.INTERVAL]
    counts = only(rated(small, "low", DRUG, CONTROL)).contrasts
    assert [judge(small, one)[:2] for one in counts] == [(Said.BETTER, Basis.COUNTS)]
    # A rating that names one group of a trial rests on the other too.
    assert only(rated(small, "low", DRUG)).contrasts == counts
    assert only(rated(small, "low", CONTROL)).contrasts[0].rows == counts[0].rows


def test_a_hazard_ratio_on_something_good_tells_no_direction(small: Evidence) -> None:
    evidence = with_result(small, "difference", effect="hazard-ratio", **FINE)
    (contrast,) = only(rated(evidence, "low", ESTIMATE)).contrasts
    assert judge(evidence, contrast).said is Said.UNTOLD


def test_a_count_comes_from_a_percentage_only_where_one_alone_fits(small: Evidence) -> None:
    row = next(row for row in small.studies["second-2003"].results if row.id == "fever-free-two")
    assert isinstance(row, ProportionResult)
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("52.4"))) == Share(
        11, 21, derived=True
    )
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("44.0"))) is None
    assert (
        share(
            dataclasses.replace(
                row, events=None, percent=Number.parse("50"), total=Count.parse("300")
            )
        )
        is None
    )
    assert share(dataclasses.replace(row, total=None)) is None
    (harm,) = small.studies["second-2003"].harms
    assert share(dataclasses.replace(harm, counted="events")) is None


def test_every_chosen_outcome_has_a_row_even_when_empty(evidence: Evidence) -> None:
    rows = outcomes(evidence)
    assert len(rows) == 28
    assert (
        sum(row.is_empty for row in rows)
        == sum(row.certainty == "no evidence" for row in rows)
        == 6
    )


def test_every_number_of_a_rating_is_used_once(evidence: Evidence) -> None:
    for outcome in outcomes(evidence):
        assert outcome.rating
        used = [f"{one.study.id}#{row.id}" for one in outcome.contrasts for row in one.estimates]
        sides = {
            f"{one.study.id}#{row.id}"
            for one in outcome.contrasts
            for row in (one.drug, one.control)
            if row
        }
        used += [*sides, *(f"{one.study.id}#{one.row.id}" for one in outcome.alone)]
        assert sorted(used) == sorted(outcome.rating.results), outcome.id


def test_people_are_counted_once_and_by_population(evidence: Evidence) -> None:
    skin = by_id(evidence, "adult-skin-skin-activity")
    assert [(one.population, one.on_drug.low, one.on_drug.high) for one in skin.people] == [
        ("adult-skin", 14, 14),
        ("mixed-adult-iim", 35, 43),
    ]
    zoster = by_id(evidence, "adult-skin-serious-infection-or-zoster")
    arthritis = next(one for one in zoster.people if one.population == "rheumatoid-arthritis")
    assert (arthritis.on_drug.high, arthritis.controls.high, arthritis.on_drug.studies) == (
        2911,
        1451,
        1,
    )
    meningitis = by_id(evidence, "juvenile-serious-adverse-events")
    assert (meningitis.people[0].on_drug.high, meningitis.people[0].retold) == (10, 8)


def test_harms_are_told_from_benefits(evidence: Evidence) -> None:
    harms = {outcome.id for outcome in outcomes(evidence) if outcome.is_harm}
    assert harms == {
        rating.id
        for rating in evidence.certainty
        if re.search(r"adverse|infection|Blood clots", rating.outcome)
    }
    assert len(harms) == 12


def test_rows_are_of_the_kinds_that_are_read(evidence: Evidence) -> None:
    rows = [row for outcome in outcomes(evidence) for one in outcome.contrasts for row in one.rows]
    kinds = {type(row) for row in rows}
    assert {Harm, ProportionResult, ComparisonResult, NarrativeResult} <= kinds
    assert all(isinstance(row, Result | Harm) for row in rows)


def test_a_study_that_came_in_after_the_judgement_is_said_beside_it(small: Evidence) -> None:
    judged = rated(small, "very low", ALONE)
    assert only(judged).arrived == ()
    (rating,) = judged.certainty
    early = dataclasses.replace(rating, date=PartialDate.parse("2024-08-02"))
    outcome = only(dataclasses.replace(judged, certainty=(early,)))
    assert [study.id for study in outcome.arrived] == ["second-2003"]
    assert "judged on 2 August 2024, before Second 2003 came in" in str(judge_again(outcome))


def in_topic(small: Evidence, **changes: Any) -> Evidence:
    """Return evidence whose topic chose one outcome, with these changes."""
    (group,) = small.topic.summary_of_findings
    (chosen,) = group.outcomes
    group = dataclasses.replace(group, outcomes=(dataclasses.replace(chosen, **changes),))
    topic = dataclasses.replace(small.topic, summary_of_findings=(group,))
    return dataclasses.replace(small, topic=topic)


def judged(evidence: Evidence, **changes: Any) -> Outcome:
    (rating,) = evidence.certainty
    changed = dataclasses.replace(rating, **changes)
    return only(dataclasses.replace(evidence, certainty=(changed,)))


def trial_with(small: Evidence, *more: Row, **changes: Any) -> Evidence:
    """Return evidence whose trial has further rows and these changes."""
    study = small.studies["second-2003"]
    results = tuple(row for row in more if isinstance(row, Result))
    harms = tuple(row for row in more if isinstance(row, Harm))
    changes = {
        "results": (*study.results, *results),
        "harms": (*study.harms, *harms),
        **changes,
    }
    study = dataclasses.replace(study, **changes)
    return dataclasses.replace(small, studies={**small.studies, study.id: study})


def behind(outcome: Outcome) -> list[tuple[str, int, int, int]]:
    """Return of each population how many took the drug, how many did not, and cases retold."""
    return [
        (people.population, people.on_drug.high, people.controls.high, people.retold)
        for people in outcome.people
    ]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "Fever free"),
        ({"label": "Free of fever"}, "Free of fever"),
        ({"measure": None}, "fever-free-rating"),
        ({"measure": None, "label": "Free of fever"}, "Free of fever"),
        ({"measure": "no-such-measure"}, "fever-free-rating"),
    ],
)
def test_an_outcome_that_nobody_judged_has_its_label_or_that_of_its_measure(
    small: Evidence, changes: dict[str, Any], label: str
) -> None:
    outcome = only(in_topic(small, **changes))
    assert (outcome.label, outcome.certainty) == (label, "not yet rated")
    assert outcome.is_harm is False
    # Its studies are found by the measure: without one nobody knows what was meant.
    assert outcome.is_empty is (outcome.measure is None)


def test_of_two_ratings_of_one_id_the_first_counts(small: Evidence) -> None:
    (first,) = rated(small, "low", ALONE).certainty
    second = dataclasses.replace(first, rating="high", outcome="Another")
    assert only(dataclasses.replace(small, certainty=(first, second))).certainty == "low"


@pytest.mark.parametrize(
    ("row", "changes", "complete"),
    [
        ("fever-free-4w", {}, True),
        ("fever-free-4w", {"events": None}, True),
        ("fever-free-4w", {"events": None, "percent": None}, False),
        ("fever-free-4w", {"total": None}, False),
        ("river-4w", {}, True),
        ("river-4w", {"total": None}, False),
        ("mood", {"total": Count.parse("12")}, False),
        ("deaths", {}, True),
        ("deaths", {"counted": "events"}, False),
    ],
)
def test_a_figure_is_complete_where_it_says_of_how_many_it_speaks(
    small: Evidence, row: str, changes: dict[str, Any], complete: bool
) -> None:
    rows = {row.id: row for row in small.studies["example-2001"].numbers}
    assert is_complete(dataclasses.replace(rows[row], **changes)) is complete  # type: ignore[type-var, arg-type]


def test_whole_groups_come_first_then_our_people_then_the_largest(small: Evidence) -> None:
    study = small.studies["example-2001"]
    elsewhere = dataclasses.replace(study, populations=("children",))
    row = study.results[0]

    def sized(name: str, total: int | None, **changes: Any) -> Result:
        events = Count("1", 1)
        total_ = total and Count(str(total), total)
        return dataclasses.replace(row, id=name, events=events, total=total_, **changes)

    outcome = dataclasses.replace(
        only(rated(small, "low", ALONE)),
        alone=(
            ReportedFigure(elsewhere, sized("part-elsewhere", 90, subgroup="the oldest")),
            ReportedFigure(study, sized("part", 9, subgroup="the oldest")),
            ReportedFigure(elsewhere, sized("elsewhere", 80)),
            ReportedFigure(study, sized("few", 5)),
            ReportedFigure(study, sized("uncounted", None)),
            ReportedFigure(study, sized("many", 7)),
        ),
    )
    ids = [figure.row.id for figure in by_weight(outcome)]
    assert ids == ["many", "few", "elsewhere", "part", "part-elsewhere"]


@pytest.mark.parametrize(
    "address",
    ["nobody-1999#fever-free-4w", "example-2001#no-such-number", "example-2001", ""],
)
def test_an_address_that_leads_nowhere_is_passed_over(small: Evidence, address: str) -> None:
    (figure,) = resolve(small, [address, ALONE])
    assert (figure.study.id, figure.row.id) == ("example-2001", "fever-free-4w")


def test_the_numbers_of_a_retracted_study_are_withdrawn_and_the_study_is_named(
    small: Evidence,
) -> None:
    notice = CitationNotice(citation="example-2001", retraction="seen: notice of retraction", concern="none seen",
                            erratum="none seen", looked_at="made up", date="2024-08-30")  # fmt: skip
    evidence = dataclasses.replace(rated(small, "low", ALONE, DRUG), citation_notices=(notice,))
    outcome = only(evidence)
    assert outcome.alone == ()
    assert [contrast.study.id for contrast in outcome.contrasts] == ["second-2003"]
    assert [study.id for study in outcome.withdrawn] == ["example-2001"]
    assert only(rated(small, "low", ALONE)).withdrawn == ()


def test_only_people_treated_at_the_same_time_are_a_concurrent_comparison(small: Evidence) -> None:
    outcome = only(rated(small, "low", DRUG, CONTROL))
    assert outcome.concurrent == outcome.contrasts
    earlier = trial_with(small, design="open-series")
    outcome = only(rated(earlier, "low", DRUG, CONTROL))
    assert (len(outcome.contrasts), outcome.concurrent, outcome.is_empty) == (1, (), False)


@pytest.mark.parametrize(
    ("changes", "is_harm"),
    [
        ({"measures": ("fever-free",), "results": (HARM,)}, False),
        ({"measures": (), "results": (ALONE,)}, False),
        ({"measures": (), "results": (ALONE, HARM)}, True),
        ({"measures": (), "results": (), "background": (HARM,)}, True),
        ({"measures": (), "results": (), "notices": ("a-warning",)}, True),
        ({"measures": (), "not_counted": (NotCounted(result=HARM, why="late"),)}, True),
        ({"measures": ("no-such-measure",), "results": (HARM,)}, True),
    ],
)
def test_an_outcome_is_a_harm_by_its_measures_and_else_by_its_numbers_and_notices(
    small: Evidence, changes: dict[str, Any], is_harm: bool
) -> None:
    evidence = in_topic(rated(small, "low"), measure=None)
    assert judged(evidence, **changes).is_harm is is_harm


def test_an_unrated_outcome_is_a_harm_by_the_name_of_a_counted_harm(small: Evidence) -> None:
    event = next(harm.event for study in small.studies.values() for harm in study.harms)
    named = in_topic(small, certainty=None, measure=None, label=event.upper())
    assert only(named).is_harm


def test_a_number_in_the_domain_of_safety_makes_a_harm(small: Evidence) -> None:
    row = small.studies["second-2003"].results[0]
    safety = dataclasses.replace(row, id="safe", measure="unlisted", domain="safety")
    evidence = in_topic(rated(trial_with(small, safety), "low"), measure=None)
    assert judged(evidence, measures=(), results=("second-2003#safe",)).is_harm


def test_a_chosen_measure_says_whether_its_outcome_is_a_harm(small: Evidence) -> None:
    harmful = dataclasses.replace(small.measures["river-score"], id="ache", domain="safety")
    measures = {**small.measures, "ache": harmful}
    evidence = dataclasses.replace(small, measures=measures)
    assert only(in_topic(evidence, measure="ache")).is_harm
    mixed = judged(in_topic(rated(evidence, "low"), measure=None), measures=("ache", "fever-free"))
    assert not mixed.is_harm
    assert only(in_topic(rated(evidence, "low"), measure="ache")).is_harm


def test_people_are_those_the_figures_are_about_and_else_those_of_their_groups(
    small: Evidence,
) -> None:
    assert behind(only(rated(small, "low", DRUG, CONTROL))) == [("grown-ups", 21, 19, 0)]
    assert behind(only(rated(small, "low", ESTIMATE))) == [("grown-ups", 21, 19, 0)]
    fewer = {"total": Count.parse("15")}
    assert behind(only(rated(with_result(small, "fever-free-two", **fewer), "low", DRUG))) == [
        ("grown-ups", 15, 19, 0)
    ]
    both = with_result(small, "fever-free-two", **fewer)
    assert behind(only(rated(both, "low", DRUG, "second-2003#river-two"))) == [
        ("grown-ups", 21, 19, 0)
    ]
    unsaid = with_result(small, "fever-free-two", total=None)
    assert behind(only(rated(unsaid, "low", DRUG))) == [("grown-ups", 21, 19, 0)]
    assert behind(only(rated(unsaid, "low", HARM))) == [("grown-ups", 21, 0, 0)]


def test_the_number_of_a_comparison_is_not_that_of_its_group_on_the_drug(small: Evidence) -> None:
    evidence = with_result(small, "difference", total=Count.parse("40"))
    assert behind(only(rated(evidence, "low", ESTIMATE))) == [("grown-ups", 21, 19, 0)]


def test_a_part_of_a_group_has_not_the_size_of_the_whole(small: Evidence) -> None:
    part = with_result(small, "fever-free-two", total=None, subgroup="the oldest")
    (people,) = only(rated(part, "low", DRUG)).people
    assert (people.on_drug.high, people.on_drug.unknown) == (0, 1)
    counted = with_result(small, "fever-free-two", total=Count.parse("5"), subgroup="the oldest")
    (people,) = only(rated(counted, "low", DRUG)).people
    assert (people.on_drug.high, people.on_drug.unknown) == (5, 0)
    (people,) = only(rated(part, "low", DRUG, "second-2003#river-two")).people
    assert (people.on_drug.high, people.on_drug.unknown) == (21, 0)
    (people,) = only(rated(part, "low", "second-2003#river-two", DRUG)).people
    assert (people.on_drug.high, people.on_drug.unknown) == (21, 0)


def test_a_comparison_within_a_mix_of_treatments_counts_nobody(small: Evidence) -> None:
    two, sugar = small.studies["second-2003"].arms
    mixed = trial_with(small, arms=(dataclasses.replace(two, drug=None), sugar))
    assert behind(only(rated(mixed, "low", ESTIMATE))) == []
    against_mix = trial_with(small, arms=(two, dataclasses.replace(sugar, drug=None)))
    assert behind(only(rated(against_mix, "low", ESTIMATE))) == [("grown-ups", 21, 0, 0)]


def test_cases_that_a_report_retells_are_told_apart_once(small: Evidence) -> None:
    two, sugar = small.studies["second-2003"].arms
    cases = dataclasses.replace(two, id="cases", total=Count.parse("99"))
    results = tuple(
        dataclasses.replace(small.studies["second-2003"].results[0], id=name, arm="cases")
        for name in ("retold", "again")
    )
    evidence = trial_with(small, *results, arms=(two, sugar, cases))
    addresses = (DRUG, "second-2003#retold", "second-2003#again")
    assert behind(only(rated(evidence, "low", *addresses))) == [("grown-ups", 21, 19, 99)]
    assert behind(only(rated(evidence, "low", *addresses[1:]))) == [("grown-ups", 0, 0, 99)]
    control = dataclasses.replace(cases, drug="sugar-pill")
    evidence = trial_with(small, *results, arms=(two, sugar, control))
    # Cases without the drug are counted nowhere; the trial's own groups are beside them.
    assert behind(only(rated(evidence, "low", *addresses[1:]))) == [("grown-ups", 21, 19, 0)]


def test_the_row_s_own_people_stand_first_then_the_vocabulary_s_order(small: Evidence) -> None:
    studies = {
        name: dataclasses.replace(small.studies["example-2001"], id=name, populations=populations)
        for name, populations in (
            ("of-neither", ("strangers",)),
            ("of-grown-ups", ("grown-ups",)),
            ("of-both", ("grown-ups", "children")),
            ("of-none", ()),
        )
    }
    evidence = dataclasses.replace(small, studies=studies)
    rows = [f"{name}#fever-free-4w" for name in studies]
    outcome = only(rated(evidence, "low", *rows))
    assert [(people.population, people.on_drug.high) for people in outcome.people] == [
        ("grown-ups", 24),
        ("strangers", 12),
        ("", 12),
    ]
    groups = evidence.topic.summary_of_findings
    for_children = (dataclasses.replace(groups[0], population="children"),)
    topic = dataclasses.replace(evidence.topic, summary_of_findings=for_children)
    evidence = dataclasses.replace(rated(evidence, "low", *rows), topic=topic)
    (outcome,) = summary_of_findings(evidence, "children")
    assert [(people.population, people.on_drug.high) for people in outcome.people] == [
        ("children", 12),
        ("grown-ups", 12),
        ("strangers", 12),
        ("", 12),
    ]
    assert summary_of_findings(evidence, "grown-ups") == ()
