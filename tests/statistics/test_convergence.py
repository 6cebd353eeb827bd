"""A search that ends before it settles has no answer, and whoever asked says so."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from generator.model.study_table import PROPORTION, StudyTable
from generator.pool.analysis import analyse
from generator.pool.measures import measures_for
from generator.pool.summary import summarise
from generator.pool.text_report import pooled_lines
from generator.statistics import (
    each_study,
    glmm,
    glmm_fixed_studies,
    glmm_random_studies,
    integrated_likelihood,
    root,
)
from generator.statistics.cumulant import Binomial
from generator.statistics.each_study import fit_each_study
from generator.statistics.examples import BCG, PRITZ
from generator.statistics.glmm import fit_common, fit_random_intercept
from generator.statistics.glmm_fixed_studies import Pair, fit_fixed_studies
from generator.statistics.glmm_random_studies import fit_random_studies
from generator.statistics.integrated_likelihood import modes
from generator.statistics.maximum import climb
from generator.statistics.no_answer import NoMaximumError, NotConvergedError
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import estimate
from generator.synthesis.reasons import Reason

PAIR = Pair(Binomial.of(*BCG[:2]), Binomial.of(*BCG[2:]))


def counts() -> Binomial:
    return Binomial.of(*PRITZ)


CASES: list[tuple[Any, str, Callable[[], object]]] = [
    (integrated_likelihood, "_ROUNDS", lambda: modes(counts(), 1.0, 1.0)),
    (glmm, "_ROUNDS", lambda: fit_random_intercept(counts())),
    (glmm, "_ROUNDS_OF_COMMON", lambda: fit_common(counts())),
    (each_study, "_ROUNDS", lambda: fit_each_study(counts())),
    (glmm_fixed_studies, "_ROUNDS_OF_LEVELS", lambda: fit_fixed_studies(PAIR, -0.7, 0.5)),
    (glmm_fixed_studies, "_ROUNDS_OF_MODES", lambda: fit_fixed_studies(PAIR, -0.7, 0.5)),
    (glmm_random_studies, "_ROUNDS_OF_MODES", lambda: fit_random_studies(PAIR, -0.7, 0.5)),
    (glmm_random_studies, "_ROUNDS_OF_DIFFERENCES", lambda: fit_random_studies(PAIR, -0.7, 0.5)),
    (root, "_ROUNDS", lambda: root.root(lambda x: x**3 - 2, 0.0, 10.0)),
]


@pytest.mark.parametrize(("module", "rounds", "search"), CASES)
def test_a_search_that_does_not_settle_gives_no_answer(
    monkeypatch: pytest.MonkeyPatch, module: Any, rounds: str, search: Callable[[], object]
) -> None:
    search()
    monkeypatch.setattr(module, rounds, 1)
    with pytest.raises(NotConvergedError, match="after 1 steps towards"):
        search()


def test_climbing_what_rises_without_end_gives_no_answer() -> None:
    with pytest.raises(NotConvergedError, match="highest likelihood"):
        climb(lambda place: -math.exp(-float(place[0])), [0.0], rounds=20)


def test_a_root_at_zero_is_found() -> None:
    assert root.root(lambda x: math.copysign(abs(x) ** 1.7, x), -60.0, 70.0) == pytest.approx(
        0, abs=1e-50
    )


def never(*_: object) -> None:
    raise NotConvergedError("the answer", 7)


def test_a_table_says_why_it_has_no_exact_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = {"x": (3.0, 4.0, 7.0), "n": (10.0, 20.0, 9.0)}
    table = StudyTable(
        name="trials", layout=PROPORTION, labels=("A", "B", "C"), years=None, columns=columns
    )
    measure = measures_for(table)["PLO"]
    summary = summarise(table, measure)
    assert summary is not None
    assert summary.why_not_exact == ""
    monkeypatch.setattr("generator.pool.summary.fit_random_intercept", never)
    monkeypatch.setattr("generator.pool.exact_likelihood.fit_random_intercept", never)
    summary = summarise(table, measure)
    assert summary is not None
    why = "no answer after 7 steps towards the answer"
    assert f"  Remark: no exact likelihood: {why}." in pooled_lines(summary)
    facts: Any = analyse(table, "GLMM_PLO")
    assert facts["analyses"]["GLMM_PLO"]["error"] == why


@pytest.mark.parametrize("extreme", [[0, 0, 0], [10, 5, 9]])
def test_where_one_group_had_no_event_or_only_events_the_likelihood_has_no_answer(
    extreme: list[int],
) -> None:
    groups = Binomial.of(extreme, [10, 5, 9]), Binomial.of([5, 3, 4], [10, 5, 9])
    for pair in (Pair(*groups), Pair(*reversed(groups))):
        with pytest.raises(NoMaximumError, match="in one of the groups every count"):
            fit_fixed_studies(pair, -3.0, 0.5)
        with pytest.raises(NoMaximumError, match="in one of the groups every count"):
            fit_random_studies(pair, -3.0, 0.5)


def test_the_site_gives_the_reason_and_no_average(
    made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(5):
        made.share(f"s{place}", 10 + place, 20)
    (body,) = form_bodies(made.evidence, candidates(made.evidence, "grown-ups", "fever"))
    assert estimate(made.evidence, body).extent == "pooled"
    monkeypatch.setattr("generator.synthesis.models.pool_shares", never)
    found = estimate(made.evidence, body)
    assert (found.extent, found.pooled, found.headline) == ("range", None, False)
    (refusal,) = found.refusals
    assert refusal.reason is Reason.NOT_CONVERGED
    assert refusal.words == "no answer after 7 steps towards the answer"
