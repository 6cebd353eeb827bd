"""Bodies of trials made backwards: from "goes together", or from one refusal; all who say it agree.

The gate, the estimate, the section of the page and the R script of a body say the same of each.
"""

import dataclasses
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import pytest
from made_trials import FORMS, Form, Trials
from made_up import POPULATION, count, number
from script_again import Again

from generator.audit.verdict import Audit
from generator.charts.chart import Chart
from generator.charts.trial_forest_row import TrialForest
from generator.exports.estimate_script import estimate_script
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.number import WorkedOutCount
from generator.model.reference import CitationNotice, Relation
from generator.model.result import NarrativeResult, Summary, TimePoint
from generator.model.study import Arm, Participants, Study
from generator.model.study_setting import Clusters
from generator.model.taken import Taken
from generator.pages.estimate_section import estimate_section
from generator.pictures.gallery import Gallery
from generator.synthesis.bodies_of_evidence import Body, form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.models import Pooled
from generator.synthesis.reasons import Reason
from generator.synthesis.study_design import has_control

SEEDS = range(500)
# A page takes three times as long as all the rest: one in fifty is written, with EVERY_PAGE=1 each.
PAGES = 1 if os.environ.get("EVERY_PAGE") else 50
_CHART = Chart(kind="forest", title="", description="", specification={})
# What the numbers of each form are in a script: those that the reports print, where they can be.
IN_METAFOR: Mapping[Form, str] = {"counts": "RR", "rates": "IRR", "means": "MD", "ratio": "GEN"}


def body_with(evidence: Evidence, trials: Trials, studies: Iterable[str]) -> Body:
    """Return the body that holds these studies, and no other."""
    bodies = form_bodies(evidence, candidates(evidence, POPULATION, trials.domain))
    wanted = set(studies)
    (body,) = [body for body in bodies if {member.study.id for member in body.included} == wanted]
    return body


_ROW = re.compile(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</tr>', re.DOTALL)


def rows_of(section: str, table: str) -> list[str]:
    """Return the rows of a table of a section; none where it has no such table."""
    _, found, rest = section.partition(f'id="&#95;table-{table}"')
    return _ROW.findall(rest.partition("</table>")[0]) if found else []


class Told(NamedTuple):
    """What a body allows, and what page and script say of it."""

    estimate: Estimate
    section: str | None
    script: str | None
    plots: list[TrialForest]


def told(evidence: Evidence, body: Body, seed: int = 0) -> Told:
    """Return what is said of a body; its section of the page only at some seeds."""
    allowed = estimate(evidence, body)
    if seed % PAGES:
        return Told(allowed, None, estimate_script(allowed), [])
    page = OpenPage(SiteEvidence(evidence, Audit(())), f"compare/{POPULATION}/fever.html")
    script = estimate_script(allowed)
    address, before = "script.R" if script else None, len(PLOTTED)
    section = estimate_section(page, Gallery(), allowed, "together-1", address)
    return Told(allowed, section, script, PLOTTED[before:])


PLOTTED: list[TrialForest] = []


@pytest.fixture(autouse=True)
def _not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what plots are to hold instead of drawing them: thousands would take an hour."""

    def keep(plot: TrialForest, _: str) -> tuple[Chart, Chart]:
        PLOTTED.append(plot)
        return _CHART, _CHART

    PLOTTED.clear()
    monkeypatch.setattr("generator.pictures.estimate_forest.draw_trial_forest", keep)


def holds_the_average(said: Told, studies: set[str]) -> None:
    """Check that estimate, page and script hold an average of these trials, and the same one."""
    pooled = said.estimate.pooled
    assert pooled is not None
    assert said.script is not None
    assert said.estimate.headline
    assert {entry.candidate.study.id for entry in said.estimate.inputs} == studies
    again = Again(said.script)
    assert set(again.studies) == {study.title() for study in studies}
    agrees(again, pooled)
    if said.section is not None:
        assert 'data-ev-estimate="pooled"' in said.section
        (plot,) = said.plots
        (group,) = plot.groups
        assert len(group.rows) == len(studies)
        assert plot.average is not None


def agrees(again: Again, pooled: Pooled) -> None:
    """Check that the numbers inside a script give the average on the page."""
    average = again.average(pooled)
    shown = (pooled.value, pooled.low, pooled.high)
    assert average.shown == pytest.approx(shown, rel=1e-6, abs=1e-6)
    if pooled.prediction_low is not None:
        new = (pooled.prediction_low, pooled.prediction_high)
        assert average.prediction == pytest.approx(new, rel=1e-6, abs=1e-6)
    assert ("`prediction`" in again.script) == (pooled.prediction_low is not None)
    assert average.weights == pytest.approx(pooled.weights, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("form", FORMS)
def test_trials_that_go_together_are_averaged_on_the_page_and_in_the_script(
    small: Evidence, form: Form
) -> None:
    for seed in SEEDS[: len(SEEDS) // len(FORMS)]:
        trials = Trials(small, form, f"{form} {seed}")
        for _ in range(trials.random.randint(2, 5)):
            trials.add()
        evidence = trials.evidence
        said = told(evidence, body_with(evidence, trials, trials.studies), seed)
        holds_the_average(said, set(trials.studies))
        assert said.script is not None
        assert Again(said.script).measure == IN_METAFOR[form]
        assert not rows_of(said.section or "", "together-1-left-out")


# Each makes one trial of a body meet one refusal, and no other.
Spoil = Callable[[Trials, Study], object]


def of_results(**fields: Any) -> Spoil:
    return lambda trials, study: trials.each_result(study, **fields)


def of_treated(**fields: Any) -> Spoil:
    def spoil(trials: Trials, study: Study) -> Study:
        first, *others = study.results
        return trials.put(study, results=(dataclasses.replace(first, **fields), *others))

    return spoil


def of_study(**fields: Any) -> Spoil:
    return lambda trials, study: trials.put(study, **fields)


def of_group(place: int, **fields: Any) -> Spoil:
    def spoil(trials: Trials, study: Study) -> Study:
        arms = list(study.arms)
        arms[place] = dataclasses.replace(arms[place], **fields)
        return trials.put(study, arms=tuple(arms))

    return spoil


def of_evidence(make: Callable[[Trials, Study], Mapping[str, Any]]) -> Spoil:
    return lambda trials, study: trials.changes.update(make(trials, study))


def notice(_: Trials, study: Study) -> Mapping[str, Any]:
    """Return a notice of retraction of the report of a study."""
    seen = CitationNotice(
        citation=study.id,
        retraction="seen: notice of retraction",
        concern="none seen",
        erratum="none seen",
        looked_at="made up",
        date="2024-08-30",
    )
    return {"citation_notices": (seen,)}


def in_words(trials: Trials, study: Study) -> Study:
    kept = {"id", "measure", "reported_as", "role", "arm", "time", "source", "where"}
    fields = {name: getattr(study.results[0], name) for name in kept}
    words = NarrativeResult(**fields, kind="narrative", finding="Better.", direction="better")
    return trials.put(study, results=(words,))


def without_the_other_group(trials: Trials, study: Study) -> Study:
    return trials.put(study, results=study.results[:1])


def without_spread(trials: Trials, study: Study) -> Study:
    """Leave the means of a trial without anything that tells their spread."""
    bare = [
        dataclasses.replace(row, follow_up=Summary(mean=number("20")), change=None)
        for row in study.results
    ]
    return trials.put(study, results=tuple(bare))


def without_a_count(trials: Trials, study: Study) -> Study:
    """Take one count of one of the two groups, whichever chance names."""
    place = trials.random.randrange(2)
    taken = trials.random.choice(
        ("events", "total") if trials.form == "counts" else ("events", "person_time")
    )
    rows = list(study.results)
    rows[place] = dataclasses.replace(rows[place], **{taken: None})
    return trials.put(study, results=tuple(rows))


def supposed(trials: Trials, study: Study) -> Study:
    """Leave it to a guess how many of one group were counted."""
    first, *others = study.results
    guess = WorkedOutCount(first.total.text, first.total.value, basis="a guess", follows=False)
    return trials.put(study, results=(dataclasses.replace(first, total=guess), *others))


def further_dose(trials: Trials, study: Study) -> Study:
    """Add a group on another dose of the drug, with a figure of its own."""
    on_drug, beside = study.arms
    other = Arm(id="more", label="Alpha, more", drug=on_drug.drug, total=count(30))
    rows = trials.results((on_drug, other, beside))
    assert study.size is not None
    everybody = Participants(enrolled=count(study.size.value + 30))
    return trials.put(study, arms=(on_drug, other, beside), results=rows, participants=everybody)


def repeated(trials: Trials, study: Study) -> Study:
    rows = [dataclasses.replace(row, same_as="of-news") for row in study.results]
    return trials.put(study, results=tuple(rows))


def second_figure(trials: Trials, study: Study) -> Study:
    """Print the outcome of a trial again, of both groups at the same time."""
    again = [
        dataclasses.replace(row, id=f"{row.id}-again", role="secondary", reported_as="Again")
        for row in study.results
    ]
    return trials.put(study, results=(*study.results, *again))


def at(factor: float) -> Spoil:
    def spoil(trials: Trials, study: Study) -> Study:
        return trials.each_result(study, time=trials.time(trials.weeks * factor))

    return spoil


def of_people(**fields: Any) -> Spoil:
    def spoil(trials: Trials, study: Study) -> Study:
        population = dataclasses.replace(study.population, **fields)
        return trials.put(study, population=population)

    return spoil


def of_ages(trials: Trials, study: Study) -> Study:
    for other in list(trials.studies.values()):
        of_people(age_group="juvenile" if other is study else "adult")(trials, other)
    return study


def of_subtypes(trials: Trials, study: Study) -> Study:
    for other in list(trials.studies.values()):
        words = "of the marsh" if other is study else "of the river"
        of_people(subtype=words)(trials, other)
    return study


def of_another_class(trials: Trials, study: Study) -> None:
    drugs = trials.evidence.drugs
    beta = dataclasses.replace(drugs["alphaone"], id="beta", label="Beta", role="betadrug")
    trials.changes["drugs"] = {**drugs, "beta": beta}
    of_group(0, drug="beta")(trials, study)
    trials.put(trials.studies[study.id], drugs=("beta", "sugar-pill"))


def against_another(trials: Trials, study: Study) -> None:
    drugs = trials.evidence.drugs
    gamma = dataclasses.replace(drugs["sugar-pill"], id="gamma", label="Gamma", role="comparator")
    trials.changes["drugs"] = {**drugs, "gamma": gamma}
    of_group(1, drug="gamma")(trials, study)
    trials.put(trials.studies[study.id], drugs=("alphaone", "alphatwo", "gamma"))


def made_not_by_chance(trials: Trials, study: Study) -> None:
    designs = trials.evidence.designs
    cohort = dataclasses.replace(designs["randomised-trial"], id="cohort", randomised=False)
    trials.changes["designs"] = {**designs, "cohort": cohort}
    trials.put(study, design="cohort")


def of_the_same_people(trials: Trials, study: Study) -> Mapping[str, Any]:
    """Return that a trial may hold people of a larger one."""
    first = next(iter(trials.studies.values()))
    sizes = [count(500), count(500)]
    arms = [
        dataclasses.replace(arm, total=size) for arm, size in zip(first.arms, sizes, strict=True)
    ]
    larger = trials.put(
        first,
        arms=tuple(arms),
        results=trials.results(tuple(arms)),
        participants=Participants(enrolled=count(1000)),
    )
    relation = trials.random.choice(("overlaps", "extends"))
    link = Relation(subject=study.id, relation=relation, object=larger.id, source="made up", line=1)
    return {"relations": (link,)}


def without_interval(trials: Trials, study: Study) -> Study:
    gone = trials.random.choice(
        ({"ci_low": None}, {"value": None}, {"ci_low": number("0")}, {"effect": "p-only"})
    )
    return trials.each_result(study, **gone)


def another_effect(trials: Trials, study: Study) -> Study:
    return trials.each_result(study, effect=trials.random.choice(("odds-ratio", "win-ratio")))


def mixed_treatments(trials: Trials, study: Study) -> Study:
    of_group(0, drug=None)(trials, study)
    return trials.studies[study.id]


COUNTED: tuple[Form, ...] = ("counts", "rates")
OF_GROUPS: tuple[Form, ...] = ("counts", "rates", "means")
CLUSTERS = Clusters(number=count(10))
LIKE_DRUG = (Taken(drug="alphatwo", percent=number("60")),)

REFUSALS: tuple[tuple[Reason, Spoil, tuple[Form, ...]], ...] = (
    (Reason.RETRACTED, of_evidence(notice), FORMS),
    (Reason.INTERIM, of_results(interim=True), FORMS),
    (Reason.REPEAT, repeated, FORMS),
    (Reason.SUBGROUP, of_results(subgroup="the oldest"), ("ratio",)),
    (Reason.DOSE, further_dose, OF_GROUPS),
    (Reason.ONE_GROUP, without_the_other_group, OF_GROUPS),
    (Reason.COLLECTED, of_results(collected=True), FORMS),
    (Reason.CROSSOVER, of_study(crossover=True), FORMS),
    (Reason.CLUSTERS, of_study(clusters=CLUSTERS), FORMS),
    (Reason.LIKE_DRUG, of_group(1, took=LIKE_DRUG), ("ratio",)),
    (Reason.SECONDARY, of_results(source="news"), FORMS),
    (Reason.IN_WORDS, in_words, FORMS),
    (Reason.NO_COUNT, without_a_count, COUNTED),
    (Reason.NO_COUNT, supposed, ("counts",)),
    (Reason.NOT_PEOPLE, of_results(unit="knees"), ("counts",)),
    (Reason.NOT_MEANS, without_spread, ("means",)),
    (Reason.NO_ESTIMATE, without_interval, ("ratio",)),
    (Reason.NO_TIME, of_results(time=TimePoint(label="last visit")), ("counts", "means")),
    (Reason.DRUG_UNCERTAIN, mixed_treatments, ("ratio",)),
    (Reason.DEFINITION, of_results(measure="fever-wholly"), ("counts", "ratio")),
    (Reason.DEFINITION, another_effect, ("ratio",)),
    (Reason.DRUG_CLASS, of_another_class, FORMS),
    (Reason.COMPARATOR, against_another, FORMS),
    (Reason.TIME, at(1.5), ("counts", "means")),
    (Reason.TIME, at(0.5), ("counts", "means")),
    (Reason.AGE, of_ages, FORMS),
    (Reason.SUBTYPE, of_subtypes, FORMS),
    (Reason.CONTRAST, made_not_by_chance, FORMS),
    (Reason.SAME_STUDY, second_figure, FORMS),
    (Reason.OVERLAP, of_evidence(of_the_same_people), FORMS),
)

# Of these a further figure stays outside, and the trial itself is in.
OF_A_FURTHER_FIGURE = frozenset({Reason.DOSE, Reason.SAME_STUDY})


def spoilt(small: Evidence, seed: str, form: Form, spoil: Spoil) -> tuple[Trials, str]:
    """Return two trials that go together, and the id of one more that does not."""
    trials = Trials(small, form, seed)
    trials.add()
    trials.add()
    last = trials.add()
    spoil(trials, last)
    return trials, last.id


def refused_as(allowed: Estimate, study: str) -> set[Reason]:
    return {
        refusal.reason
        for entry in allowed.body.left_out
        for refusal in entry.refusals
        if entry.candidate.study.id == study
    }


@pytest.mark.parametrize(
    ("reason", "spoil", "forms"),
    REFUSALS,
    ids=[f"{reason.value}-{place}" for place, (reason, *_) in enumerate(REFUSALS)],
)
def test_a_trial_that_meets_a_refusal_is_left_out_by_name_on_page_and_script(
    small: Evidence, reason: Reason, spoil: Spoil, forms: tuple[Form, ...]
) -> None:
    same = sum(1 for other, *_ in REFUSALS if other is reason)
    for seed in SEEDS[: -(-len(SEEDS) // same)]:
        trials, bad = spoilt(small, f"{reason} {seed}", forms[seed % len(forms)], spoil)
        evidence = trials.evidence
        kept = set(trials.studies) - (set() if reason in OF_A_FURTHER_FIGURE else {bad})
        said = told(evidence, body_with(evidence, trials, kept), seed)
        assert reason in refused_as(said.estimate, bad), (seed, refused_as(said.estimate, bad))
        holds_the_average(said, kept)
        if said.section is not None:
            left_out = rows_of(said.section, "together-1-left-out")
            rows = [row for row in left_out if f"/{bad}.html" in row]
            assert any(f"<strong>{reason.value}</strong>" in row for row in rows), (seed, rows)


def one_trial(trials: Trials) -> None:
    trials.add(people=(40, 400))


def few_people(trials: Trials) -> None:
    trials.add(people=(5, 7))
    trials.add(people=(5, 7))


def nobody_of_one_side(trials: Trials) -> None:
    """Add trials in which nobody on one side had the outcome, the same side in all."""
    side = trials.random.randrange(2)
    for _ in range(trials.random.randint(2, 4)):
        study = trials.add()
        rows = list(study.results)
        rows[side] = dataclasses.replace(rows[side], events=count(0))
        trials.put(study, results=tuple(rows))


def few_cohorts(number_of: int) -> Callable[[Trials], None]:
    def add(trials: Trials) -> None:
        for _ in range(number_of):
            made_not_by_chance(trials, trials.add(people=(40, 400)))

    return add


OF_THE_WHOLE: tuple[tuple[Reason, Callable[[Trials], None], tuple[Form, ...]], ...] = (
    (Reason.ONE_TRIAL, one_trial, FORMS),
    (Reason.FEW_PEOPLE, few_people, FORMS),
    (Reason.NO_MAXIMUM, nobody_of_one_side, ("counts",)),
    (Reason.FEW_STUDIES, few_cohorts(2), FORMS),
    (Reason.RANGE_ONLY, few_cohorts(4), FORMS),
)


@pytest.mark.parametrize(("reason", "make", "forms"), OF_THE_WHOLE)
def test_a_body_that_meets_a_refusal_has_no_average_and_no_script(
    small: Evidence, reason: Reason, make: Callable[[Trials], None], forms: tuple[Form, ...]
) -> None:
    for seed in SEEDS:
        trials = Trials(small, forms[seed % len(forms)], f"{reason} {seed}")
        make(trials)
        evidence = trials.evidence
        said = told(evidence, body_with(evidence, trials, trials.studies), seed)
        assert [refusal.reason for refusal in said.estimate.refusals] == [reason]
        assert (said.estimate.pooled, said.script) == (None, None)
        if said.section is not None:
            assert 'data-ev-estimate="pooled"' not in said.section
            assert reason is Reason.ONE_TRIAL or reason.value in said.section
            assert "<strong>Average" not in said.section


def test_trials_without_an_event_in_a_group_are_averaged_with_nothing_added(
    small: Evidence,
) -> None:
    for seed in SEEDS:
        trials = Trials(small, "counts", f"rare {seed}")
        for _ in range(trials.random.randint(2, 5)):
            trials.add()
        first = next(iter(trials.studies.values()))
        row, *others = first.results
        trials.put(first, results=(dataclasses.replace(row, events=count(0)), *others))
        evidence = trials.evidence
        said = told(evidence, body_with(evidence, trials, trials.studies), seed)
        holds_the_average(said, set(trials.studies))
        assert said.script is not None
        assert Again(said.script).line == "mantel_haenszel"


def messy(small: Evidence, seed: int) -> Trials:
    """Return studies of every kind together, with and without a group beside, some spoilt."""
    trials = Trials(small, FORMS[seed % len(FORMS)], f"messy {seed}")
    random = trials.random
    for _ in range(random.randint(3, 8)):
        study = trials.add(people=(3, 60))
        kind = random.choice(("trial", "trial", "cohort", "series", "one-group", "spoilt"))
        if kind == "cohort":
            made_not_by_chance(trials, study)
        elif kind == "series" and trials.form != "ratio":
            trials.put(study, design="open-series", arms=study.arms[:1], results=study.results[:1])
        elif kind == "one-group":
            without_the_other_group(trials, study)
        elif kind == "spoilt":
            fitting = [
                spoil
                for reason, spoil, forms in REFUSALS
                # The first study, which that makes larger, may have one group here.
                if trials.form in forms and reason is not Reason.OVERLAP
            ]
            random.choice(fitting)(trials, study)
    return trials


def test_no_average_holds_one_group_of_a_controlled_study_nor_two_effect_measures(
    small: Evidence,
) -> None:
    seen = 0
    for seed in SEEDS:
        trials = messy(small, seed)
        evidence = trials.evidence
        for body in form_bodies(evidence, candidates(evidence, POPULATION, trials.domain)):
            allowed = estimate(evidence, body)
            members = [entry.candidate for entry in allowed.inputs]
            of_one_group = [member for member in members if not member.compares]
            assert not [each for each in of_one_group if has_control(evidence, each.study)]
            assert len({entry.figure.effect for entry in allowed.inputs}) <= 1
            assert len({member.contrast for member in members}) <= 1
            assert len({member.study.id for member in members}) == len(members)
            assert (estimate_script(allowed) is None) == (allowed.pooled is None)
            seen += allowed.pooled is not None
    assert seen > len(SEEDS) / 4


def test_a_trial_of_clusters_has_its_widened_error_in_average_and_script(small: Evidence) -> None:
    """Neither counts nor the Mantel-Haenszel method would allow for clusters."""
    trials = Trials(small, "counts", "clusters")
    trials.add()
    study = trials.add(clusters=Clusters(number=count(10), icc=number("0.05")))
    row, *others = study.results
    trials.put(study, results=(dataclasses.replace(row, events=count(0)), *others))
    evidence = trials.evidence
    said = told(evidence, body_with(evidence, trials, trials.studies))
    holds_the_average(said, set(trials.studies))
    assert said.script is not None
    assert Again(said.script).measure == "GEN"
