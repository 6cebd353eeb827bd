"""Made-up trials by the hundred: two groups with counts, rates, means or a printed ratio, by a seed."""

import dataclasses
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Literal

from made_up import POPULATION, count, number, summary

from generator.model.evidence import Evidence
from generator.model.result import (
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    RateResult,
    Result,
    Summary,
    TimePoint,
)
from generator.model.study import Arm, Participants, Study
from generator.model.study_setting import StudyPopulation

Form = Literal["counts", "rates", "means", "ratio"]
FORMS: tuple[Form, ...] = ("counts", "rates", "means", "ratio")
DOMAINS: Mapping[Form, str] = {
    "counts": "fever",
    "rates": "fever",
    "ratio": "fever",
    "means": "strength",
}
TREATED, BESIDE = "on", "beside"


class Trials:
    """Trials of one form that go together, unless a test changes one of them.

    `arms` of a trial are the group on the drug and the one beside it; `fields` change the study.
    """

    def __init__(self, small: Evidence, form: Form, seed: str) -> None:
        self.form = form
        self._small, self.random = small, Random(seed)  # noqa: S311 - nothing secret
        self._pattern = small.studies["example-2001"]
        self.studies: dict[str, Study] = {}
        self.changes: dict[str, Any] = {}
        self._weeks = self.random.choice((4, 12, 26))

    @property
    def domain(self) -> str:
        """Return the domain on whose page the trials stand."""
        return DOMAINS[self.form]

    @property
    def evidence(self) -> Evidence:
        """Return the small project with these trials in the place of its own studies."""
        return dataclasses.replace(self._small, studies=dict(self.studies), **self.changes)

    def add(self, *, people: tuple[int, int] = (20, 400), **fields: Any) -> Study:
        """Add a trial whose figures go with those of the others."""
        name = f"trial-{len(self.studies) + 1}"
        sizes = [self.random.randint(*people) for _ in range(2)]
        # People who were only perhaps adults go with adults.
        population = StudyPopulation(
            disease="river fever", age_group=self.random.choice(("adult", None))
        )
        groups = (
            Arm(id=TREATED, label="Alpha group", drug=self._drug(), total=count(sizes[0])),
            Arm(id=BESIDE, label="Sugar pill", drug="sugar-pill", total=count(sizes[1])),
        )
        study = dataclasses.replace(
            self._pattern,
            **{
                "id": name,
                "label": name.title(),
                "reports": (name,),
                "evidence": "treatment",
                "design": "randomised-trial",
                "drugs": ("alphaone", "alphatwo", "sugar-pill"),
                "populations": (POPULATION,),
                "population": population,
                "participants": Participants(enrolled=count(sum(sizes))),
                "arms": groups,
                "results": self.results(groups),
                "baseline": (),
                "patients": (),
                "harms": (),
                "discrepancies": (),
                **fields,
            },
        )
        self.studies[name] = study
        return study

    def put(self, study: Study, **fields: Any) -> Study:
        """Change fields of a trial."""
        self.studies[study.id] = dataclasses.replace(study, **fields)
        return self.studies[study.id]

    def each_result(self, study: Study, **fields: Any) -> Study:
        """Change fields of every result of a trial."""
        rows = tuple(dataclasses.replace(row, **fields) for row in study.results)
        return self.put(study, results=rows)

    def results(self, groups: tuple[Arm, ...]) -> tuple[Result, ...]:
        """Return what a trial prints of its groups, in the form of these trials."""
        return _MAKERS[self.form](self, groups)

    def time(self, weeks: float | None = None) -> TimePoint:
        """Return a time up to a tenth away from that of the others, or another one."""
        length = weeks or self._weeks * self.random.uniform(0.95, 1.05)
        return TimePoint(value=number(f"{length:.2f}"), unit="weeks")

    @property
    def weeks(self) -> int:
        """Return about when outcomes were measured."""
        return self._weeks

    def _drug(self) -> str:
        return self.random.choice(("alphaone", "alphatwo"))

    def _row(self, arm: Arm, time: TimePoint, measure: str, kind: str) -> dict[str, Any]:
        return {
            "id": f"{kind}-{arm.id}",
            "measure": measure,
            "reported_as": measure,
            "role": "primary",
            "arm": arm.id,
            "time": time,
            "source": "abstract",
            "where": "Results",
            "kind": kind,
            "total": arm.total,
        }

    def _counts(self, groups: tuple[Arm, ...]) -> tuple[Result, ...]:
        time = self.time()
        # No group without an event and none without people spared, unless a test says otherwise.
        return tuple(
            ProportionResult(
                **self._row(arm, time, "fever-free", "proportion"),
                events=count(self.random.randint(1, _size(arm) - 1)),
            )
            for arm in groups
        )

    def _rates(self, groups: tuple[Arm, ...]) -> tuple[Result, ...]:
        time = self.time()
        return tuple(
            RateResult(
                **self._row(arm, time, "fever-free", "rate"),
                events=count(self.random.randint(1, 2 * _size(arm))),
                person_time=number(f"{_size(arm) * self.random.uniform(0.3, 2):.1f}"),
                person_time_unit="person-years",
            )
            for arm in groups
        )

    def _means(self, groups: tuple[Arm, ...]) -> tuple[Result, ...]:
        # Means of one trial are all printed in one way.
        time, way = self.time(), self.random.choice(_SPREADS)
        has_start, is_change = self.random.random() < 0.5, self.random.random() < 0.5
        rows = []
        for arm in groups:
            mean, sd = self.random.uniform(5, 40), self.random.uniform(2, 12)
            printed = way(mean, sd, _size(arm))
            start = summary(mean="30.0", sd="8.0") if has_start else None
            parts = {"change": printed, "follow_up": Summary()} if is_change else {}
            rows.append(
                ContinuousResult(
                    **self._row(arm, time, "river-score", "continuous"),
                    **{"follow_up": printed, "baseline": start, **parts},
                )
            )
        return tuple(rows)

    def _ratio(self, groups: tuple[Arm, ...]) -> tuple[Result, ...]:
        value, width = self.random.uniform(0.3, 2.5), self.random.uniform(1.1, 3)
        row = self._row(groups[0], self.time(), "fever-free", "comparison")
        return (
            ComparisonResult(
                **{**row, "id": "ratio", "total": None, "against": groups[1].id},
                effect="hazard-ratio",
                value=number(f"{value:.3f}"),
                ci_low=number(f"{value / width:.3f}"),
                ci_high=number(f"{value * width:.3f}"),
            ),
        )


def _size(arm: Arm) -> int:
    assert arm.total is not None
    return arm.total.value


def _by_deviation(mean: float, sd: float, _: int) -> Summary:
    return summary(mean=f"{mean:.1f}", sd=f"{sd:.1f}")


def _by_error(mean: float, sd: float, people: int) -> Summary:
    return summary(mean=f"{mean:.1f}", se=f"{sd / people**0.5:.3f}")


def _by_interval(mean: float, sd: float, people: int) -> Summary:
    half = 2 * sd / people**0.5
    low, high = f"{mean - half:.3f}", f"{mean + half:.3f}"
    printed = summary(mean=f"{mean:.1f}", interval_low=low, interval_high=high)
    return dataclasses.replace(printed, interval_kind="95% CI")


def _by_quartiles(mean: float, sd: float, _: int) -> Summary:
    return summary(median=f"{mean:.1f}", q1=f"{mean - 0.67 * sd:.1f}", q3=f"{mean + 0.67 * sd:.1f}")


_SPREADS: tuple[Callable[[float, float, int], Summary], ...] = (
    _by_deviation,
    _by_error,
    _by_interval,
    _by_quartiles,
)
_MAKERS: Mapping[Form, Callable[[Trials, tuple[Arm, ...]], tuple[Result, ...]]] = {
    "counts": Trials._counts,
    "rates": Trials._rates,
    "means": Trials._means,
    "ratio": Trials._ratio,
}
