"""Made-up studies by the dozen: one is like another unless a test says otherwise."""

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.reference import CitationNotice, Relation
from generator.model.result import (
    ChangeResult,
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

POPULATION = "grown-ups"
# Events and people on the drug, then beside it. Diuretics against pre-eclampsia: Collins R and
# others. BMJ 1985;290:17-23, in the order of its table.
COLLINS = (
    (14, 131, 14, 136), (21, 385, 17, 134), (14, 57, 24, 48), (6, 38, 18, 40),
    (12, 1011, 35, 760), (138, 1370, 175, 1336), (15, 506, 20, 524), (6, 108, 2, 103),
    (65, 153, 40, 102),
)  # fmt: skip


def count(value: int) -> Count:
    return Count(str(value), value)


def number(text: str) -> Number:
    return Number.parse(text)


def summary(**figures: str) -> Summary:
    return Summary(**{name: number(text) for name, text in figures.items()})


class Made:
    """The small project with studies of a test's own in the place of its own."""

    def __init__(self, small: Evidence) -> None:
        self._small = small
        self._pattern = small.studies["example-2001"]
        self._studies: dict[str, Study] = {}
        self._relations: list[Relation] = []
        self._notices: list[CitationNotice] = []

    def share(self, name: str, happened: int, people: int, **changes: Any) -> ProportionResult:
        """Add a study with one share of people."""
        fields = self._result(people, changes)
        result = ProportionResult(**{"events": count(happened), "kind": "proportion", **fields})
        self.study(name, result, people, **changes)
        return result

    def change(
        self, name: str, people: int, before: Summary, after: Summary, **changes: Any
    ) -> ChangeResult:
        """Add a study with one mean before and after."""
        fields = self._result(people, {"measure": "river-score", **changes})
        result = ChangeResult(
            **{"baseline": before, "follow_up": after, "kind": "change", **fields}
        )
        self.study(name, result, people, **changes)
        return result

    def ratio(
        self, name: str, ratio: str | None, low: str, high: str, **changes: Any
    ) -> ComparisonResult:
        """Add a controlled study with one hazard ratio, of 40 people."""
        fields = self._result(40, changes)
        ends = {
            "ci_low": number(low),
            "ci_high": number(high),
            "value": number(ratio) if ratio else None,
        }
        kind = {"effect": "hazard-ratio", "kind": "comparison", "against": "pill"}
        result = ComparisonResult(**{**kind, **ends, **fields})
        self.study(name, result, 40, **{"design": "randomised-trial", **changes})
        return result

    def study(self, name: str, result: Result, people: int, **changes: Any) -> Study:
        """Add a study that holds one result; if it is `answered`, one of the other group too."""
        drug = changes.get("drug", "alphaone")
        arms = (
            Arm(id="one", label=f"{drug} group", drug=drug, total=count(people)),
            Arm(
                id="pill",
                label="Sugar pill",
                drug=changes.get("beside", "sugar-pill"),
                total=count(people),
            ),
        )
        answer = dataclasses.replace(result, id="answer", arm="pill")
        answers = (answer,) if changes.get("answered") else ()
        population = StudyPopulation(
            disease="river fever",
            age_group=changes.get("age", "adult"),
            subtype=changes.get("subtype"),
        )
        study = dataclasses.replace(
            self._pattern,
            id=name,
            label=name.title(),
            reports=(name,),
            evidence=changes.get("evidence", "treatment"),
            design=changes.get("design", "open-series"),
            drugs=(drug,),
            populations=changes.get("populations", (POPULATION,)),
            population=population,
            participants=Participants(treated=count(changes.get("size", people))),
            arms=arms if changes.get("design") == "randomised-trial" else arms[:1],
            results=(result, *answers, *changes.get("others", ())),
            patients=changes.get("patients", ()),
            harms=(),
            discrepancies=(),
        )
        self._studies[name] = study
        return study

    def trial(
        self,
        name: str,
        groups: Mapping[str, tuple[str, int | None]],
        rows: Iterable[Result],
        **fields: Any,
    ) -> Study:
        """Add a trial with groups of a drug and a size, by their ids, and with what it printed."""
        arms = tuple(
            Arm(id=id_, label=id_, drug=drug, total=None if size is None else count(size))
            for id_, (drug, size) in groups.items()
        )
        people = sum(size or 0 for _, size in groups.values())
        study = self.study(name, ADDED, people, design="randomised-trial")
        fields = {"arms": arms, "results": tuple(rows), **fields}
        self._studies[name] = dataclasses.replace(study, **fields)
        return self._studies[name]

    def counted_trials(self, tables: Iterable[tuple[int, int, int, int]], **fields: Any) -> None:
        """Add trials with such counts on the drug and beside it: `trial-0` and so on."""
        for place, (events, people, beside, others) in enumerate(tables):
            groups = {"on": ("alphaone", people), "pill": ("sugar-pill", others)}
            rows = [counted("on", events, people), counted("pill", beside, others)]
            self.trial(f"trial-{place}", groups, rows, **fields)

    def relate(self, first: str, relation: str, second: str) -> None:
        self._relations.append(
            Relation(subject=first, relation=relation, object=second, source="made up", line=1)
        )

    def retract(self, name: str) -> None:
        self._notices.append(CitationNotice(citation=name, retraction="seen: notice of retraction", concern="none seen",
                                            erratum="none seen", looked_at="made up", date="2024-08-30"))  # fmt: skip

    @property
    def evidence(self) -> Evidence:
        return dataclasses.replace(
            self._small,
            studies=dict(self._studies),
            relations=tuple(self._relations),
            citation_notices=tuple(self._notices),
        )

    def _result(self, people: int, changes: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "id": "response",
            "measure": "fever-free",
            "reported_as": "Fever free",
            "role": "primary",
            "arm": "one",
            "time": "12 weeks",
            "total": count(people),
            "source": "abstract",
            "where": "Results",
        }
        fields |= {name: value for name, value in changes.items() if name in _OF_A_RESULT}
        return fields | {"time": _time(fields["time"])}


def counted(arm: str, events: int | None, people: int | None, **fields: Any) -> ProportionResult:
    """Return how many of a group were free of fever."""
    happened = {"events": None if events is None else count(events), "total": _people(people)}
    return ProportionResult(**{**_row("share", arm), **happened, **_timed(fields)})


def timed(
    arm: str, events: int | None, time: str | None, unit: str | None = "person-years", **fields: Any
) -> RateResult:
    """Return how often something happened in the time that a group was followed."""
    happened = {"events": None if events is None else count(events), "person_time_unit": unit}
    observed = None if time is None else number(time)
    return RateResult(
        **{**_row("rate", arm), **happened, "person_time": observed, **_timed(fields)}
    )


def measured(
    arm: str, people: int | None, after: Summary | None = None, change: Summary | None = None,
    **fields: Any,
) -> ContinuousResult:  # fmt: skip
    """Return the mean score of a group at the end, and how it changed."""
    figures = {"follow_up": after or Summary(), "change": change, "total": _people(people)}
    row = _row("mean", arm) | {"measure": "river-score", "unit": "points"}
    return ContinuousResult(**{**row, **figures, **_timed(fields)})


def compared(
    arm: str, against: str, effect: str, value: str | None, **fields: Any
) -> ComparisonResult:
    """Return an effect as printed; figures of it are given as words."""
    figures = {
        name: number(text) for name, text in fields.items() if name in {"ci_low", "ci_high", "p"}
    }
    printed = {"against": against, "effect": effect, "value": number(value) if value else None}
    return ComparisonResult(**{**_row("comparison", arm), **printed, **_timed(fields), **figures})


def _row(kind: str, arm: str) -> dict[str, Any]:
    return {
        "id": f"{kind}-{arm}",
        "measure": "fever-free",
        "reported_as": "Fever free",
        "role": "primary",
        "arm": arm,
        "time": _time("12 weeks"),
        "source": "abstract",
        "where": "Results",
        "kind": kind,
    }


def _timed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _time(value) if name == "time" else value for name, value in fields.items()}


def _people(size: int | None) -> Count | None:
    return None if size is None else count(size)


def _time(words: object) -> object:
    """Return a time point for words like `12 weeks`; whatever else stands there is left as it is."""
    if not isinstance(words, str):
        return words
    value, _, unit = words.partition(" ")
    return TimePoint(value=Number(value, Decimal(value)), unit=unit)


_OF_A_RESULT = {
    "id", "measure", "role", "arm", "interim", "subgroup", "same_as", "unit", "total", "p", "note", "source", "events",
    "effect", "against", "change", "time", "percent", "collected",
}  # fmt: skip
# Stands in a made-up trial until its own results take its place.
ADDED = counted("one", None, None)
