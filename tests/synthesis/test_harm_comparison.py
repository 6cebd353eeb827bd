"""Harms of trials, group against group: what goes together, what is averaged, what is left out."""

import dataclasses
import math
from html import unescape

import pytest

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.number import Count
from generator.model.study import Harm, Study
from generator.pages.safety import safety_page
from generator.synthesis.groups import treatment_studies
from generator.synthesis.harm_comparison import HarmRow, harm_rows
from generator.synthesis.models import MANTEL_HAENSZEL, MEANS, average_effects
from generator.tables.harms_of_two_groups import harms_of_two_groups


def rows_of(evidence: Evidence) -> dict[str, HarmRow]:
    return {row.event: row for row in harm_rows(evidence, treatment_studies(evidence))}


def with_harms(evidence: Evidence, study_id: str, *harms: Harm) -> Evidence:
    """Return the evidence with other harms of one study."""
    return with_study(evidence, dataclasses.replace(evidence.studies[study_id], harms=harms))


def with_study(evidence: Evidence, study: Study) -> Evidence:
    return dataclasses.replace(evidence, studies={**evidence.studies, study.id: study})


def counted(evidence: Evidence, study_id: str, *groups: tuple[str, str, int, int]) -> Evidence:
    """Return the evidence with harms of a study: event, group, events, people."""
    model = evidence.studies["north-1998"].harms[0]
    harms = [
        dataclasses.replace(
            model,
            id=f"h{place}",
            event=event,
            arm=arm,
            events=Count(str(a), a),
            total=Count(str(n), n),
        )
        for place, (event, arm, a, n) in enumerate(groups)
    ]
    return with_harms(evidence, study_id, *harms)


def test_trials_of_one_harm_are_averaged_by_trial_and_not_by_their_sum(vaccines: Evidence) -> None:
    row = rows_of(vaccines)["sore arm"]
    assert (row.on_drug, row.beside) == ((374, 912), (48, 905))
    tables = [(84, 210, 12, 205), (180, 402, 22, 398), (110, 300, 14, 302)]
    assert sorted(entry.table for entry in row.entries) == sorted(tables)
    ratios = [(a / n) / (c / m) for a, n, c, m in tables]
    # Katz's standard error of the logarithm.
    errors = [math.sqrt(1 / a - 1 / n + 1 / c - 1 / m) for a, n, c, m in tables]
    expected = average_effects("ratio", ratios, errors)
    assert row.pooled
    assert row.pooled.method == MEANS
    figures = row.pooled.value, row.pooled.low, row.pooled.high
    assert figures == pytest.approx((expected.value, expected.low, expected.high))
    # The sums would give another ratio.
    assert row.pooled.value != pytest.approx((374 / 912) / (48 / 905), rel=1e-3)


def test_a_trial_without_an_event_says_nothing_of_the_ratio(vaccines: Evidence) -> None:
    row = rows_of(vaccines)["serious adverse events"]
    assert row.serious
    assert row.pooled is None
    assert row.ratio
    # Of north alone: 2 of 210 against 3 of 205; nobody in isle had one.
    assert row.ratio.value == pytest.approx((2 / 210) / (3 / 205))
    assert row.without
    assert row.without.value == pytest.approx(3 / 205)
    assert (row.on_drug, row.beside) == ((2, 300), (3, 297))
    html = harms_of_two_groups(page_of(vaccines), treatment_studies(vaccines), "t", "Harms")
    assert html
    assert "one trial; 1 trial without an event" in unescape(html)


def test_where_a_group_has_no_event_the_ratio_is_that_of_mantel_and_haenszel(
    vaccines: Evidence,
) -> None:
    evidence = counted(vaccines, "isle-2018", ("rash", "valvax", 0, 90), ("rash", "none", 4, 92))
    north = ("rash", "valvax", 2, 210), ("rash", "none", 3, 205)
    row = rows_of(counted(evidence, "north-1998", *north))["rash"]
    assert row.pooled
    assert row.pooled.method.startswith(MANTEL_HAENSZEL)
    top, bottom = 2 * 205 / 415 + 0, 3 * 210 / 415 + 4 * 90 / 182
    assert row.pooled.value == pytest.approx(top / bottom)


def test_harms_stand_in_the_order_of_how_frequent_they_are_in_controls(vaccines: Evidence) -> None:
    shares = [
        row.beside[0] / row.beside[1] for row in harm_rows(vaccines, treatment_studies(vaccines))
    ]
    assert shares == sorted(shares, reverse=True)


def test_one_trial_has_its_own_ratio_and_newcombe_s_difference(vaccines: Evidence) -> None:
    evidence = counted(vaccines, "north-1998", ("rash", "valvax", 56, 70), ("rash", "none", 48, 80))
    row = rows_of(evidence)["rash"]
    assert row.pooled is None
    assert row.ratio
    assert row.ratio.value == pytest.approx(0.8 / 0.6)
    # Newcombe RG. Stat Med 1998;17:873-890, Table II, (a), method 10.
    assert row.difference
    assert row.difference == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_serious_and_other_harms_of_one_name_stay_apart(vaccines: Evidence) -> None:
    study = vaccines.studies["north-1998"]
    sore = [harm for harm in study.harms if harm.event == "sore arm"]
    worse = [dataclasses.replace(harm, id=f"{harm.id}-s", serious=True) for harm in sore]
    rows = harm_rows(with_harms(vaccines, study.id, *sore, *worse), treatment_studies(vaccines))
    evidence = with_harms(vaccines, study.id, *sore, *worse)
    rows = harm_rows(evidence, treatment_studies(evidence))
    found = {row.serious: row for row in rows if row.event == "sore arm"}
    assert [entry.study.id for entry in found[True].entries] == [study.id]
    assert len(found[False].entries) == 3


def test_a_harm_that_nobody_had_in_either_group_is_a_line_of_text(vaccines: Evidence) -> None:
    evidence = counted(vaccines, "north-1998", ("rash", "valvax", 0, 70), ("rash", "none", 0, 80))
    assert rows_of(evidence)["rash"].nobody
    html = harms_of_two_groups(page_of(evidence), treatment_studies(evidence), "t", "Harms")
    assert html
    assert "Nobody in either group had" in html
    assert "0 of 70 against 0 of 80, no vaccine" in html
    table = html.split("</table>", maxsplit=1)[0]
    assert "rash" not in table


def test_what_chance_did_not_decide_stands_alone(vaccines: Evidence) -> None:
    study = vaccines.studies["south-2002"]
    evidence = dataclasses.replace(
        vaccines,
        designs={
            **vaccines.designs,
            "cohort": dataclasses.replace(
                vaccines.designs[study.design], id="cohort", randomised=False
            ),
        },
    )
    evidence = with_study(evidence, dataclasses.replace(study, design="cohort"))
    rows = [
        row for row in harm_rows(evidence, treatment_studies(evidence)) if row.event == "sore arm"
    ]
    (alone,) = [row for row in rows if not row.randomised]
    assert [entry.study.id for entry in alone.entries] == ["south-2002"]
    assert alone.pooled is None
    (by_chance,) = [row for row in rows if row.randomised]
    assert by_chance.pooled
    assert by_chance.pooled.studies == 2


def test_two_drugs_of_one_trial_do_not_count_its_control_group_twice(vaccines: Evidence) -> None:
    evidence = counted(
        vaccines,
        "west-2011",
        ("sore arm", "dalvax", 110, 300),
        ("sore arm", "valvax", 90, 298),
        ("sore arm", "none", 14, 302),
    )
    row = rows_of(evidence)["sore arm"]
    assert len([entry for entry in row.entries if entry.study.id == "west-2011"]) == 1
    ((entry, reason),) = row.left_out
    assert entry.study.id == "west-2011"
    assert reason == "another group of this study is used"


def test_groups_of_a_crossover_are_named_and_not_compared(vaccines: Evidence) -> None:
    study = dataclasses.replace(vaccines.studies["south-2002"], crossover=True)
    row = rows_of(with_study(vaccines, study))["sore arm"]
    assert "south-2002" not in {entry.study.id for entry in row.entries}
    assert [(entry.study.id, why) for entry, why in row.left_out] == [
        ("south-2002", "both groups hold the same people")
    ]


def page_of(evidence: Evidence, path: str = "safety.html") -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), path)


def test_pages_show_each_percentage_with_its_people_after_the_warning(vaccines: Evidence) -> None:
    html = harms_of_two_groups(page_of(vaccines), treatment_studies(vaccines), "t", "Harms")
    assert html
    for words in ("374 of 912", "48 of 905", "41.0 %", "average of 3 trials", "4.12 to 14.45"):
        assert words in html
    assert "Percentages are simple sums of the groups" in html


def test_the_safety_page_shows_them_after_the_warning(vaccines: Evidence) -> None:
    body = safety_page(page_of(vaccines)).body
    assert body.index("One group against the other") < body.index("Serious harms in people")


def test_harms_of_studies_without_a_control_group_make_no_table(small: Evidence) -> None:
    assert harm_rows(small, treatment_studies(small)) == ()


def test_a_harm_of_groups_that_share_people_alone_is_still_named(vaccines: Evidence) -> None:
    evidence = counted(vaccines, "north-1998", ("rash", "valvax", 1, 70), ("rash", "none", 2, 80))
    study = dataclasses.replace(evidence.studies["north-1998"], crossover=True)
    evidence = with_study(evidence, study)
    row = rows_of(evidence)["rash"]
    assert row.entries == ()
    html = harms_of_two_groups(page_of(evidence), treatment_studies(evidence), "t", "Harms")
    assert html
    assert "both groups hold the same people" in html
