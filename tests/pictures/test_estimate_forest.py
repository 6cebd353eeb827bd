"""The plot of an estimate: its members only, on one measure, averaged with a diamond or with none."""

import dataclasses
from typing import Any

import pytest
from made_up import POPULATION, Made, count, summary

from generator.audit.verdict import Audit
from generator.charts.trial_forest_row import TrialForest
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pictures.compare_pictures import comparison_pictures
from generator.pictures.estimate_forest import estimate_forest, forest_of, has_forest
from generator.pictures.gallery import Gallery
from generator.synthesis.compare import compare
from generator.synthesis.estimate import Estimate
from generator.wording.estimate_words import estimate_words

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "compare/grown-ups/fever.html")


def estimate_of(evidence: Evidence, domain: str = "fever") -> Estimate:
    return compare(evidence, POPULATION, domain).estimates[0]


def forest(evidence: Evidence, domain: str = "fever") -> TrialForest:
    return forest_of(page_of(evidence), estimate_of(evidence, domain))


def trial(made: Made, name: str, drug: tuple[int, int], control: tuple[int, int]) -> None:
    row = made.share(name, *drug, design="randomised-trial")
    beside = replace(
        row, id="control", arm="pill", events=count(control[0]), total=count(control[1])
    )
    made._studies[name] = replace(made._studies[name], results=(row, beside))


def test_trials_stand_with_the_counts_of_both_groups_their_ratio_and_weight(made: Made) -> None:
    trial(made, "one", (20, 100), (40, 100))
    trial(made, "two", (30, 1200), (60, 1300))
    drawn = forest(made.evidence)
    one = next(row for row in drawn.rows if row.name == "One")
    assert (one.treated, one.control) == ("20 / 100", "40 / 100")
    assert one.effect.printed == "0.50 (0.32–0.79)"
    assert one.address.endswith("studies/one.html#response")
    assert sum(row.weight or 0 for row in drawn.rows) == pytest.approx(100)
    assert (drawn.heads.measure, drawn.null, drawn.ratio) == ("Risk ratio", 1.0, True)
    assert drawn.heads.treated.endswith("events / people")
    assert drawn.average is not None
    assert (drawn.average.treated, drawn.average.control) == ("50 / 1,300", "100 / 1,400")
    # The line of the average names its measure.
    assert drawn.average.name == "Average of 2 trials"
    assert drawn.average.detail == "risk ratio; 2,700 people"
    assert drawn.prediction is not None
    assert drawn.prediction.effect.printed == "too few trials to predict"
    assert drawn.prediction.effect.low is None
    left, right = drawn.favours
    assert left.startswith("fever free less often on ")
    assert right == "more often (better)"


def test_nobody_in_either_group_is_not_estimable_and_half_an_event_is_owned_up_to(
    made: Made,
) -> None:
    trial(made, "one", (20, 100), (40, 100))
    trial(made, "two", (0, 90), (0, 92))
    trial(made, "three", (0, 90), (4, 92))
    evidence = made.evidence
    rows = {row.name: row for row in forest(evidence).rows}
    assert rows["Two"].effect.printed == "not estimable"
    assert rows["Two"].effect.low is None
    assert rows["Three"].effect.low is not None
    page, gallery = page_of(evidence), Gallery()
    picture = estimate_forest(page, gallery, estimate_of(evidence), "one")
    assert picture is not None
    assert "0.5 was added" in picture
    # Mantel and Haenszel assume one effect, so there is no range of a new setting.
    assert forest(evidence).prediction is None
    trial(made, "three", (2, 90), (4, 92))
    evidence = made.evidence
    # Of the others none is drawn with what was added, so nothing is said of it.
    picture = estimate_forest(page_of(evidence), Gallery(), estimate_of(evidence), "one")
    assert "0.5 was added" not in (picture or "")
    # The trial without any event says nothing of a ratio: the two others are averaged.
    predicted = forest(evidence).prediction
    assert predicted is not None
    assert predicted.effect.printed == "too few trials to predict"


def test_trials_that_are_not_averaged_have_one_sentence_and_no_diamond(made: Made) -> None:
    trial(made, "one", (2, 5), (4, 5))
    trial(made, "two", (3, 5), (2, 5))
    evidence = made.evidence
    assert estimate_of(evidence).pooled is None
    drawn = forest(evidence)
    assert (drawn.average, drawn.prediction, drawn.heaviest) == (None, None, 0.0)
    assert drawn.sentence.startswith("Not averaged: ")
    assert has_forest(estimate_of(evidence))


def test_one_trial_makes_no_picture(made: Made) -> None:
    trial(made, "one", (20, 100), (40, 100))
    assert (
        estimate_forest(page_of(made.evidence), Gallery(), estimate_of(made.evidence), "one")
        is None
    )


def test_printed_ratios_say_their_measure_and_the_sizes_of_their_groups(made: Made) -> None:
    for place in range(5):
        made.ratio(f"s{place}", "0.8", "0.6", "1.1", adjusted=place == 0)
    evidence = made.evidence
    drawn = forest(evidence)
    assert drawn.heads.measure == "Hazard ratio"
    assert {(row.treated, row.control) for row in drawn.rows} == {("n = 40", "n = 40")}
    assert drawn.average is not None
    assert drawn.average.effect.printed.startswith("0.80 (")
    assert drawn.average.treated == ""
    assert estimate_words(evidence, estimate_of(evidence)).startswith(
        "5 studies, average hazard ratio 0.80 ("
    )


def test_an_average_of_shares_has_one_group_and_no_line_of_no_effect(made: Made) -> None:
    for place in range(5):
        made.share(f"s{place}", 40 + place, 100)
    evidence = made.evidence
    drawn = forest(evidence)
    assert (drawn.null, drawn.ends, drawn.heads.control) == (None, (0.0, 100.0), "")
    assert drawn.heads.measure == "Share, %"
    assert drawn.average is not None
    assert drawn.average.effect.estimate == pytest.approx(42, abs=0.5)
    assert drawn.prediction is not None
    # No spread between studies was seen: the row stays and says so.
    assert drawn.prediction.effect.printed.startswith("same as the average")
    assert drawn.favours == ("", "")
    assert {row.treated for row in drawn.rows} == {f"{40 + place} / 100" for place in range(5)}


def test_the_range_of_a_new_setting_is_drawn_where_studies_differ(made: Made) -> None:
    for place in range(5):
        made.share(f"s{place}", 30 + 8 * place, 100)
    drawn = forest(made.evidence)
    assert drawn.average is not None
    assert drawn.prediction is not None
    low, high = drawn.prediction.effect.low, drawn.prediction.effect.high
    assert 0 < (low or 0) < (drawn.average.effect.low or 0)
    assert (drawn.average.effect.high or 0) < (high or 0) < 100


def test_figures_without_a_control_that_are_not_averaged_make_no_picture(made: Made) -> None:
    for place in range(3):
        made.share(f"s{place}", 40 + place, 100)
    alone = estimate_of(made.evidence)
    assert not has_forest(alone)
    for place in range(5):
        made.share(f"s{place}", 40 + place, 100)
    averaged = estimate_of(made.evidence)
    assert has_forest(averaged)
    assert not has_forest(replace(averaged, headline=False))


def test_what_an_estimate_draws_is_not_drawn_once_more(made: Made) -> None:
    trial(made, "one", (20, 100), (40, 100))
    trial(made, "two", (30, 120), (60, 130))
    evidence = made.evidence
    pictures = comparison_pictures(
        page_of(evidence), Gallery(), compare(evidence, POPULATION, "fever"), None
    )
    titles = [str(picture) for picture in pictures]
    assert not any("risk ratio" in title for title in titles)


def by_choice(evidence: Evidence) -> Evidence:
    """Return the evidence with groups that were not made by chance: nothing of it is averaged."""
    cohort = replace(evidence.designs["randomised-trial"], randomised=False)
    return replace(evidence, designs={**evidence.designs, "randomised-trial": cohort})


def pictures_of(evidence: Evidence) -> list[str]:
    pictures = comparison_pictures(
        page_of(evidence), Gallery(), compare(evidence, POPULATION, "fever"), None
    )
    return [" ".join(str(picture.striptags()).split()) for picture in pictures]


def test_ratios_of_two_measures_never_share_a_picture(made: Made) -> None:
    for name, effect in (("one", "hazard-ratio"), ("two", "odds-ratio")):
        made.ratio(name, "0.8", "0.6", "1.1", effect=effect)
        # One ratio alone makes no picture.
        assert len(pictures_of(by_choice(made.evidence))) == ["one", "two"].index(name)
        made.ratio(f"{name}-more", "0.7", "0.4", "1.2", effect=effect)
    hazards, odds = pictures_of(by_choice(made.evidence))
    assert "One-More" in hazards
    assert "Two" not in hazards
    assert "Two-More" in odds
    assert "One" not in odds


def test_ratios_of_two_outcomes_without_a_measure_never_share_a_picture(made: Made) -> None:
    for name, words in (("one", "Rash"), ("two", "rash"), ("three", "Itch"), ("four", "Itch")):
        row = made.ratio(name, "0.8", "0.6", "1.1")
        in_words = replace(row, measure="unlisted", domain="fever", reported_as=words)
        made.study(name, in_words, 40, design="randomised-trial")
    itch, rash = pictures_of(by_choice(made.evidence))
    assert "Rash: hazard ratio" in rash
    assert "Itch" not in rash
    assert "Itch: hazard ratio" in itch


def test_two_means_make_one_difference_with_both_groups_beside_it(made: Made) -> None:
    for name, mean in (("one", "12"), ("two", "14")):
        row = made.change(
            name,
            40,
            summary(mean="28", sd="6"),
            summary(mean=mean, sd="6"),
            design="randomised-trial",
        )
        beside = replace(row, id="control", arm="pill", follow_up=summary(mean="20.5", sd="5"))
        made._studies[name] = replace(made._studies[name], results=(row, beside))
    evidence = made.evidence
    domain = evidence.measures["river-score"].domain
    drawn = forest(evidence, domain)
    one = next(row for row in drawn.rows if row.name == "One")
    assert (one.treated, one.control) == ("12.0 (6.0), 40", "20.5 (5.0), 40")
    assert one.effect.estimate == pytest.approx(-8.5)
    assert " to " in one.effect.printed
    assert (drawn.null, drawn.ratio) == (0.0, False)
    assert drawn.heads.treated.endswith("mean (SD), n")


@pytest.mark.parametrize(
    ("kind", "better", "sides"),
    [
        ("event", "lower", ("fever free less often on alphaone (better)", "more often")),
        ("event", "higher", ("fever free: lower hazard on alphaone", "higher hazard")),
        ("time-to-event", "higher", ("fever free longer on alphaone (better)", "shorter")),
        ("time-to-event", "lower", ("fever free longer on alphaone", "shorter (better)")),
    ],
)
def test_a_hazard_ratio_names_the_side_that_is_good_where_it_is_known(
    made: Made, kind: str, better: str, sides: tuple[str, str]
) -> None:
    """A lower hazard of death is a longer time to it; on survival it may count either."""
    made.ratio("a", "0.5", "0.3", "0.8")
    made.ratio("b", "0.6", "0.4", "0.9")
    measure = dataclasses.replace(made.evidence.measures["fever-free"], kind=kind, better=better)
    evidence = dataclasses.replace(
        made.evidence, measures={**made.evidence.measures, "fever-free": measure}
    )
    assert forest_of(page_of(evidence), estimate_of(evidence)).favours == sides
