"""What trials report beyond shares and means: each kind with both arms, in words that are true."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL, loaded

from generator.audit.catalogue import CATALOGUE
from generator.audit.verdict import Audit
from generator.exports.sheets import _OF_STUDIES
from generator.files.load import load_evidence
from generator.html.element import together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.result_line import against, worked_out
from generator.html.site_evidence import SiteEvidence
from generator.html.study_facts import clusters_words
from generator.model.evidence import Evidence
from generator.synthesis.candidates import candidate
from generator.synthesis.comparison_verdict import estimated_effect
from generator.synthesis.design_effect import design_effect, error_factor
from generator.synthesis.eligibility import exclusions
from generator.synthesis.harms_compared import harms_compared
from generator.synthesis.importance import Said
from generator.synthesis.reasons import Reason
from generator.tables.harms import study_harms
from generator.tables.results import study_results
from generator.wording.inline_figures import small_figure

TRIAL = Path(__file__).parents[1] / "studies" / "trials" / "second-2003.yml"
STUDY = "second-2003"
CLUSTERS = "clusters: {number: 12, unit: wards, icc: 0.02, source: full, where: Methods}\n"

Read = Callable[..., Evidence]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a way to read the trial with some of its words replaced."""

    def evidence(*changes: tuple[str, str]) -> Evidence:
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        shutil.copytree(SMALL, root)
        text = TRIAL.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (root / f"data/studies/{STUDY}.yml").write_text(text, "utf-8")
        return loaded(root)

    return evidence


NO_CLUSTERS = (CLUSTERS, "")
CROSSOVER = (CLUSTERS, "crossover: true\n")


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), f"studies/{STUDY}.html")


def plain(text: Safe | None) -> str:
    return " ".join(together([text]).striptags().split())


def result(evidence: Evidence, name: str) -> Any:
    return next(row for row in evidence.studies[STUDY].results if row.id == name)


def shown(evidence: Evidence, name: str) -> str:
    """Return the row of a result as its table on the page of the study shows it."""
    study = evidence.studies[STUDY]
    return plain(study_results(page_of(evidence), study, [result(evidence, name)], "r", "R", ""))


def beside(evidence: Evidence, name: str) -> str:
    study = evidence.studies[STUDY]
    return plain(against(page_of(evidence), study, result(evidence, name)))


def test_the_trial_is_clean(read: Read) -> None:
    evidence = read()
    assert [finding for check in CATALOGUE for finding in check.run(evidence)] == []


def test_a_rate_never_stands_without_its_time_nor_without_the_other_group(read: Read) -> None:
    evidence = read(NO_CLUSTERS)
    row = shown(evidence, "attacks-two")
    assert "34 events in 120.5 patient-years (28.2 per 100 patient-years)" in row
    assert "19.5 to 39.4" in row
    assert "61 events in 117.0 patient-years (52.1 per 100 patient-years)" in beside(
        evidence, "attacks-two"
    )
    both = small_figure(evidence, result(evidence, "attacks-sugar"))
    assert both == "61 events in 117.0 patient-years (52.1 per 100 patient-years)"
    computed = worked_out(
        page_of(evidence), evidence.studies[STUDY], result(evidence, "attacks-two")
    )
    assert plain(computed).startswith("rate ratio 0.54 (95 % interval")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("events: 34, person_time: 120.5, person_time_unit: patient-years, ", "number of events"),
        ("value: 28.2, unit: per 100 patient-years, ci_low: 19.5, ci_high: 39.4, ", "34 events in"),
    ],
)
def test_a_rate_says_what_is_printed_and_what_is_not(read: Read, changes: str, said: str) -> None:
    evidence = read((changes, ""))
    row = shown(evidence, "attacks-two")
    assert ("28.2 per 100 patient-years" in row) is ("28.2" not in changes)
    assert (said in row) is ("34" in said)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("win", "win ratio 1.18 "),
        ("named", "ratio of medians 0.91 "),
        ("ordinal", "common odds ratio 1.32 "),
        ("attacks-ratio", "rate ratio (adjustment not stated) 0.54 "),
    ],
)
def test_an_effect_has_its_own_name_and_no_unit_of_the_measure(
    read: Read, name: str, words: str
) -> None:
    row = shown(read(), name)
    assert words in row
    assert "points" not in row.partition(words)[2][:20]


MARGIN = "margin: {kind: non-inferiority, value: 0.80, source: full, where: Methods}"


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        ("{kind: non-inferiority, value: 0.80}", "does not reach it; worse by that much is exc"),
        ("{kind: non-inferiority, value: 0.85}", "reaches it; worse by that much is not excluded"),
        ("{kind: non-inferiority, value: 1.50}", "does not reach it; worse by that much is exc"),
        ("{kind: non-inferiority, value: 1.45}", "reaches it; worse by that much is not excluded"),
        ("{kind: equivalence, value: 1.50}", "lies within it; a difference that large is excluded"),
        ("{kind: equivalence, value: 1.25}", "reaches beyond it"),
        ("{kind: equivalence, value: 1.50, other_value: 0.90}", "reaches beyond it"),
        ("{kind: equivalence, value: 0.80, other_value: 1.50}", "lies within it"),
    ],
)
def test_a_margin_is_held_against_the_interval_in_words(
    read: Read, margin: str, words: str
) -> None:
    row = shown(read(NO_CLUSTERS, (MARGIN, f"margin: {margin}")), "margin")
    assert f"the 95 % interval (0.85 to 1.45) {words}" in row


def test_a_margin_is_not_held_against_an_interval_that_is_too_narrow(read: Read) -> None:
    row = shown(read(), "margin")
    assert "the printed interval cannot be held against it, clusters are not said" in row
    assert "excluded" not in row
    unstated = read(NO_CLUSTERS, ("ci_high: 1.45,", "ci_high: 1.45, interval_kind: not stated,"))
    row = shown(unstated, "margin")
    assert "brackets, kind not stated (0.85 to 1.45), which cannot be held against it" in row
    wide = read(NO_CLUSTERS, ("ci_high: 1.45,", "ci_high: 1.45, interval_kind: 97.5% CI,"))
    assert "the 97.5 % interval (0.85 to 1.45) does not reach it" in shown(wide, "margin")
    bare = read(NO_CLUSTERS, ("ci_low: 0.85, ci_high: 1.45, p: 0.44,", "p: 0.44,"))
    assert "no interval is printed" in shown(bare, "margin")


def test_a_part_of_a_group_never_stands_alone(read: Read) -> None:
    evidence = read(NO_CLUSTERS)
    for text in (shown(evidence, "young"), beside(evidence, "young")):
        assert "beside 65 and older: risk ratio (adjustment not stated) 0.95 (0.68 to 1.33)" in text
        assert "whether it differs by age (interaction): P = 0.12" in text
    alone = read(
        NO_CLUSTERS,
        ("subgroup: 65 and older, subgroup_by: age, interaction_p: 0.12", "subgroup: men"),
    )
    assert "other parts by age not recorded" in shown(alone, "young")


def reasons(evidence: Evidence, name: str) -> list[Reason]:
    study = evidence.studies[STUDY]
    offered = candidate(evidence, study, result(evidence, name))
    return [refusal.reason for refusal in exclusions(evidence, offered)]


def test_counts_of_a_crossover_enter_no_average_unless_of_the_first_period(read: Read) -> None:
    evidence = read(CROSSOVER)
    assert Reason.CROSSOVER in reasons(evidence, "fever-free-two")
    assert Reason.CROSSOVER in reasons(evidence, "margin")
    assert "the same people in both groups" in shown(evidence, "fever-free-two")
    page, study = page_of(evidence), evidence.studies[STUDY]
    assert worked_out(page, study, result(evidence, "fever-free-two")) is None
    counts = "kind: proportion, events"
    first = read(CROSSOVER, (counts, f"crossover: first-period, {counts}"))
    assert Reason.CROSSOVER not in reasons(first, "fever-free-two")
    paired = read(CROSSOVER, ("kind: comparison, ", "kind: comparison, crossover: paired, "))
    assert Reason.CROSSOVER not in reasons(paired, "margin")
    assert "crossover: people beside themselves" in shown(paired, "margin")
    unpaired = read(CROSSOVER, ("kind: comparison, ", "kind: comparison, crossover: unpaired, "))
    assert Reason.CROSSOVER in reasons(unpaired, "margin")
    assert estimated_effect(unpaired, study, result(unpaired, "margin")) is None
    paired_counts = read(CROSSOVER, (counts, f"crossover: paired, {counts}"))
    assert Reason.CROSSOVER in reasons(paired_counts, "fever-free-two")


def test_the_design_effect_is_that_of_the_handbook(read: Read) -> None:
    # Cochrane Handbook, section 23.1.4: 295 and 330 children in 10 and 11 classes, ICC 0.02.
    evidence = read(("enrolled: 240", "enrolled: 625"), ("number: 12", "number: 21"))
    effect = design_effect(evidence.studies[STUDY])
    assert effect is not None
    assert effect.value == pytest.approx(1 + (625 / 21 - 1) * 0.02)
    assert round(effect.value, 3) == 1.575
    assert "design effect 1.58: 1 + (29.8 − 1) × 0.02" in plain(
        clusters_words(evidence.studies[STUDY])
    )


def test_an_analysis_that_allows_for_clusters_is_left_as_it_is(read: Read) -> None:
    evidence = read()
    study = evidence.studies[STUDY]
    assert error_factor(study, result(evidence, "attacks-ratio")) == 1
    assert error_factor(study, result(evidence, "margin")) == pytest.approx(1.38**0.5)
    assert error_factor(read(NO_CLUSTERS).studies[STUDY], result(evidence, "margin")) == 1
    printed = read(("icc: 0.02", "icc: 0.02, size: 51")).studies[STUDY]
    assert error_factor(printed, result(evidence, "margin")) == pytest.approx(2**0.5)
    negative = read(("icc: 0.02", "icc: -0.02")).studies[STUDY]
    assert error_factor(negative, result(evidence, "margin")) == 1


def test_clusters_of_unknown_likeness_enter_no_average_and_nothing_is_computed(
    read: Read,
) -> None:
    evidence = read((", icc: 0.02", ""))
    assert Reason.CLUSTERS in reasons(evidence, "margin")
    assert Reason.CLUSTERS not in reasons(evidence, "attacks-ratio")
    study = evidence.studies[STUDY]
    assert worked_out(page_of(evidence), study, result(evidence, "fever-free-two")) is None
    text = plain(study_harms(page_of(evidence), study, "h", "H", ""))
    assert "not computed: clusters were assigned" in text


def test_a_harm_is_compared_between_arms_printed_and_computed(read: Read) -> None:
    evidence = read(NO_CLUSTERS)
    study = evidence.studies[STUDY]
    text = plain(study_harms(page_of(evidence), study, "h", "H", ""))
    assert "6 of 121 against 3 of 119, Sugar pill" in text
    assert "odds ratio (adjustment not stated) 2.1 (0.5 to 8.6)" in text
    # 6/121 by 3/119, Katz; 6/121 less 3/119, Newcombe.
    assert "risk ratio 1.97 (95 % interval 0.50 to 7.68) computed not adjusted" in text
    assert "difference in 100 people 2.4 (95 % interval −2.9 to 8.1) computed" in text
    drug, pill = study.harms
    assert len(harms_compared(evidence, study, drug)) == 1
    assert harms_compared(evidence, study, pill) == ()


def test_a_harm_that_nobody_had_has_no_ratio(read: Read) -> None:
    evidence = read(
        NO_CLUSTERS, ("events: 6, total", "events: 0, total"), ("events: 3,", "events: 0,")
    )
    study = evidence.studies[STUDY]
    (compared,) = harms_compared(evidence, study, study.harms[0])
    assert compared.ratio is None
    assert compared.difference is not None
    text = plain(study_harms(page_of(evidence), study, "h", "H", ""))
    assert "risk ratio not computed: nobody in either group had it" in text


def test_a_zero_in_one_group_says_that_half_was_added(read: Read) -> None:
    evidence = read(
        NO_CLUSTERS, ("events: 3, total: 119, counted", "events: 0, total: 119, counted")
    )
    study = evidence.studies[STUDY]
    (compared,) = harms_compared(evidence, study, study.harms[0])
    assert compared.ratio
    assert "0.5 added" in compared.ratio.how
    assert compared.ratio.value == pytest.approx((6.5 / 122) / (0.5 / 120))


def test_groups_that_share_people_give_no_ratio_of_harms(read: Read) -> None:
    # Of 240 people, 121 and 119 may be apart; 121 and 120 cannot be.
    more = ("events: 3, total: 119, counted", "events: 3, total: 120, counted")
    study = read(NO_CLUSTERS).studies[STUDY]
    (compared,) = harms_compared(read(NO_CLUSTERS), study, study.harms[0])
    assert compared.ratio
    evidence = read(NO_CLUSTERS, more)
    study = evidence.studies[STUDY]
    (compared,) = harms_compared(evidence, study, study.harms[0])
    assert compared.ratio is None
    assert "share some" in compared.why_not


def test_a_control_stands_last_whichever_group_the_record_names_first(read: Read) -> None:
    arms = "  - {id: two, label: Alphatwo, drug: alphatwo, total: 121}\n"
    pill = "  - {id: sugar, label: Sugar pill, drug: sugar-pill, total: 119}\n"
    turned = read(NO_CLUSTERS, (arms + pill, pill + arms))
    study = turned.studies[STUDY]
    assert len(harms_compared(turned, study, study.harms[0])) == 1
    assert harms_compared(turned, study, study.harms[1]) == ()


@pytest.mark.parametrize(
    "change",
    [
        ("counted: participants", "counted: events"),
        ("design: randomised-trial", "design: open-series"),
    ],
)
def test_events_and_groups_that_are_not_compared_give_no_ratio_of_harms(
    read: Read, change: tuple[str, str]
) -> None:
    evidence = read(NO_CLUSTERS, change)
    study = evidence.studies[STUDY]
    assert harms_compared(evidence, study, study.harms[0]) == ()


def test_more_wins_are_good_whatever_was_measured(read: Read) -> None:
    evidence = read(NO_CLUSTERS)
    study = evidence.studies[STUDY]
    wins = estimated_effect(evidence, study, result(evidence, "win"))
    assert wins
    assert wins.reading.said is Said.BETTER
    # Which way round categories are counted, and what another effect counts, nobody says.
    assert estimated_effect(evidence, study, result(evidence, "ordinal")) is None
    assert estimated_effect(evidence, study, result(evidence, "named")) is None


def test_a_standardised_difference_is_not_held_against_a_threshold_in_points(read: Read) -> None:
    change = (
        "effect: win-ratio, value: 1.18, ci_low: 1.11, ci_high: 1.26",
        "effect: {}, value: {}",
    )
    figures = "-6.0, ci_low: -6.9, ci_high: -5.1"
    sizes = {}
    for effect in ("mean-difference", "standardised-mean-difference"):
        evidence = read(NO_CLUSTERS, (change[0], change[1].format(effect, figures)))
        sized = estimated_effect(evidence, evidence.studies[STUDY], result(evidence, "win"))
        assert sized
        sizes[effect] = sized.matters
        assert sized.reading.said is Said.BETTER
    assert sizes["standardised-mean-difference"] is None


def test_downloads_have_a_column_for_each_part(read: Read) -> None:
    sheet = next(sheet for sheet in _OF_STUDIES if sheet.name == "results")
    rows = {row["id"]: row for row in sheet.rows(read()) if row["study"] == STUDY}
    assert rows["margin"]["margin_value"] == "0.80"
    assert rows["margin"]["margin_kind"] == "non-inferiority"
    assert rows["attacks-two"]["person_time"] == "120.5"
    assert rows["young"]["subgroup_by"] == "age"
    assert rows["named"]["effect_name"] == "ratio of medians"


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("effect: win-ratio", "effect: hazard ratio", "Write hazard-ratio."),
        ("effect: win-ratio", "effect: IRR", "Write rate-ratio."),
        ("effect: win-ratio", "effect: median split", "write effect: other with its effect_name"),
        ("value: 1.18,", "irr: 1.18,", "effect: rate-ratio, value, ci_low and ci_high"),
        ("value: 1.18,", "HR: 1.18,", "effect: hazard-ratio, value, ci_low and ci_high"),
        ("value: 1.18,", "or: 1.18,", "effect: odds-ratio"),
        ("value: 1.18,", "rr: 1.18,", "effect: risk-ratio"),
        ("value: 1.18,", "value: 1.18 (1.11 to 1.26),", "as ci_low and ci_high"),
        ("value: 1.18,", "ci: 1.18,", "as ci_low and ci_high"),
        ("value: 28.2,", "rate: 28.2,", "Record a result of kind rate"),
        ("kind: proportion, events: 61,", "kind: proportion, percent: 12.3 per 100 patient-years,",
         "Record a result of kind rate"),
        ("kind: rate", "kind: incidence rate", "Write rate."),
        ("kind: rate", "kind: ordinal", "common-odds-ratio"),
        ("margin: {kind", "ni_margin: {kind", "margin: {kind: non-inferiority"),
        ("interaction_p: 0.12", "p_interaction: 0.12", "interaction_p at the comparison"),
        ("clusters: {", "icc: 0.02\nclusters: {", "Write clusters: {number"),
        ("event: headache, arm: two,", "event: headache, arm: two, against: sugar,",
         "Record the comparison of a harm under results"),
        ("event: headache, arm: two,", "event: headache, arm: two, rr: 1.2,",
         "Record the comparison of a harm under results"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_refused_with_the_nearest_way(
    tmp_path: Path, old: str, new: str, remedy: str
) -> None:
    root = tmp_path / "project"
    shutil.copytree(SMALL, root)
    text = TRIAL.read_text("utf-8")
    assert old in text
    (root / f"data/studies/{STUDY}.yml").write_text(text.replace(old, new), "utf-8")
    _, findings = load_evidence(root)
    assert findings
    assert any(remedy in finding.remedy for finding in findings), [str(each) for each in findings]
    assert all("\n" not in str(finding) for finding in findings)


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ("effect: other, note: win ratio", "Write effect: win-ratio."),
        ("effect: other", "effect_name and effect_scale beside it"),
        ("effect: other, effect_name: win odds", "Write effect: win-odds."),
        ("effect: win-ratio, effect_name: wins", "Remove it: this effect measure has its name"),
    ],
)
def test_an_effect_without_a_name_is_refused(read: Read, changes: str, remedy: str) -> None:
    evidence = read(("effect: win-ratio", changes))
    found = [finding for check in CATALOGUE for finding in check.run(evidence)]
    assert [finding.code for finding in found] == ["E322"]
    assert remedy in found[0].remedy
