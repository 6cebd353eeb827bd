"""Counts that follow from what is printed: filled in, known as worked out, and never taken for printed."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number

from generator.exports.evidence_json import evidence_json
from generator.exports.flat_record import flat
from generator.html.printed_values import plain_figure
from generator.model.evidence import Evidence
from generator.model.number import WorkedOutCount
from generator.model.result import ProportionResult
from generator.model.study import Discrepancy, Harm
from generator.synthesis.candidates import candidate
from generator.synthesis.contrast import share
from generator.synthesis.eligibility import exclusions
from generator.synthesis.reasons import Reason
from generator.synthesis.worked_out_counts import with_worked_out_counts


def completed(made: Made) -> ProportionResult:
    """Return the result of the only study, with what follows from it."""
    (study,) = with_worked_out_counts(made.evidence).studies.values()
    (result,) = study.results
    assert isinstance(result, ProportionResult)
    return result


Known = tuple[str, str, bool, bool]


def known(row: Any) -> Known:
    """Return count and total as text, and which of them were worked out."""
    events, total = row.events, row.total
    return (
        str(events),
        str(total),
        isinstance(events, WorkedOutCount),
        isinstance(total, WorkedOutCount),
    )


@pytest.mark.parametrize(
    ("printed", "people", "answer"),
    [
        ({"events": count(15), "percent": number("75")}, 88, ("15", "20", False, True)),
        ({"events": count(3), "percent": number("3.4")}, 88, ("3", "88", False, True)),
        ({"events": count(3), "percent": number("3.4")}, 90, ("3", "None", False, False)),
        ({"events": count(3), "percent": number("<4")}, 88, ("3", "None", False, False)),
        ({"events": count(3)}, 88, ("3", "None", False, False)),
        ({"percent": number("38.5"), "total": count(26)}, 26, ("10", "26", True, False)),
        ({"percent": number("44.0"), "total": count(26)}, 26, ("None", "26", False, False)),
        ({"percent": number("42")}, 95, ("None", "None", False, False)),
        ({"events": count(7), "total": count(12)}, 12, ("7", "12", False, False)),
        (
            {"events": count(15), "percent": number("75"), "unit": "samples"},
            88,
            ("15", "None", False, False),
        ),
        (
            {"events": count(15), "percent": number("75"), "note": "unit: samples"},
            88,
            ("15", "None", False, False),
        ),
        (
            {"events": count(3), "percent": number("3.4"), "subgroup": "the oldest"},
            88,
            ("3", "None", False, False),
        ),
        (
            {"events": count(3), "percent": number("3.4"), "interim": True},
            88,
            ("3", "None", False, False),
        ),
        (
            {"events": count(15), "percent": number("75"), "subgroup": "the oldest"},
            88,
            ("15", "20", False, True),
        ),
    ],
)
def test_only_what_follows_is_filled_in(
    made: Made, printed: dict[str, Any], people: int, answer: Known
) -> None:
    made.share("one", 1, people, **{"events": None, "total": None, **printed})
    assert known(completed(made)) == answer


def test_a_percentage_that_may_be_an_estimate_over_time_gives_no_count(made: Made) -> None:
    made.share("one", 1, 26, events=None, percent=number("38.5"))
    evidence = made.evidence
    measure = evidence.measures["fever-free"]
    domain = dataclasses.replace(evidence.domains[measure.domain], over_time=True)
    changed = dataclasses.replace(evidence, domains={**evidence.domains, domain.id: domain})
    (study,) = with_worked_out_counts(changed).studies.values()
    assert study.results == evidence.studies["one"].results


def harm(**printed: Any) -> Harm:
    fields = {"id": "h", "event": "headache", "arm": "one", "counted": "participants"}
    return Harm(**{**fields, "source": "abstract", "where": "Table 3", **printed})


@pytest.mark.parametrize(
    ("counted", "answer"),
    [("participants", ("3", "88", False, True)), ("events", ("3", "None", False, False))],
)
def test_people_with_a_harm_have_a_total_and_events_have_none(
    made: Made, counted: str, answer: Known
) -> None:
    made.share("one", 5, 88)
    row = harm(events=count(3), percent=number("3.4"), counted=counted)
    evidence = made.evidence
    study = dataclasses.replace(evidence.studies["one"], harms=(row,))
    evidence = dataclasses.replace(evidence, studies={"one": study})
    (harmed,) = with_worked_out_counts(evidence).studies["one"].harms
    assert known(harmed) == answer


def test_of_several_groups_without_sizes_nothing_follows(made: Made) -> None:
    made.share(
        "one", 15, 88, events=count(15), percent=number("75"), total=None, design="randomised-trial"
    )
    study = made.evidence.studies["one"]
    arms = tuple(dataclasses.replace(arm, total=None) for arm in study.arms)
    evidence = dataclasses.replace(
        made.evidence, studies={"one": dataclasses.replace(study, arms=arms)}
    )
    (result,) = with_worked_out_counts(evidence).studies["one"].results
    assert result.total is None


def reasons(evidence: Evidence) -> list[Reason]:
    study = with_worked_out_counts(evidence).studies["one"]
    found = exclusions(evidence, candidate(evidence, study, study.results[0]))
    return [refusal.reason for refusal in found]


@pytest.mark.parametrize(
    ("printed", "refused"),
    [
        ({"percent": number("75")}, False),
        ({"percent": number("17")}, True),
        ({"percent": None}, True),
        ({"percent": number("17"), "total": count(88)}, False),
    ],
)
def test_an_average_takes_a_total_that_alone_fits_and_none_that_is_supposed(
    made: Made, printed: dict[str, Any], *, refused: bool
) -> None:
    made.share("one", 15, 88, **{"events": count(15), "total": None, **printed})
    assert (Reason.NO_COUNT in reasons(made.evidence)) == refused


def test_a_share_says_that_it_was_derived(made: Made) -> None:
    made.share("one", 15, 88, percent=number("75"), total=None)
    found = share(completed(made))
    assert found is not None
    assert found == (15, 20, True)


def test_downloads_keep_what_was_worked_out_apart(made: Made) -> None:
    made.share("one", 15, 88, percent=number("75"), total=None)
    evidence = with_worked_out_counts(made.evidence)
    (row,) = evidence.studies["one"].results
    assert flat(row)["total"] == ""
    text = evidence_json(evidence).decode()
    assert '"total_computed": {' in text
    assert '"value": "20"' in text
    assert '"total": "20"' not in text


def test_what_is_complete_stays_the_same(made: Made) -> None:
    made.share("one", 5, 10)
    evidence = made.evidence
    once = with_worked_out_counts(evidence)
    assert once.studies["one"] is evidence.studies["one"]
    assert with_worked_out_counts(once) == once


def test_no_number_of_people_harmed_is_worked_out_of_a_doubted_percentage(made: Made) -> None:
    made.share("one", 5, 41)
    (study,) = made.evidence.studies.values()
    rash = Harm(id="rash", event="rash", arm="one", counted="participants", source="abstract",
                where="Results", total=count(41), percent=number("24.4"))  # fmt: skip
    doubt = Discrepancy(id="d1", text="Of how many is not said.", about=("rash",))
    for doubts, events in (((), "10"), ((doubt,), "None")):
        changed = dataclasses.replace(study, harms=(rash,), discrepancies=doubts)
        evidence = dataclasses.replace(made.evidence, studies={"one": changed})
        assert str(with_worked_out_counts(evidence).studies["one"].harms[0].events) == events


def test_of_the_record_the_deaths_to_be_checked_have_no_count(evidence: Evidence) -> None:
    harms = {
        harm.id: harm for harm in with_worked_out_counts(evidence).studies["beckett-2023"].harms
    }
    assert harms["stopped-death-other-cause-tofa"].events is None


@pytest.mark.parametrize(("people", "group"), [(14, ""), (15, "(group of 15)")])
def test_a_total_that_is_not_the_group_has_the_size_of_the_group_beside_it(
    made: Made, people: int, group: str
) -> None:
    made.share("one", 10, people, events=count(10), total=None, percent=number("71.4"))
    assert plain_figure(completed(made)).partition("(71.4 %)")[2].strip() == group
