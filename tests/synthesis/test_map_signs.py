"""Every sign of the map, worked out again from the files by a route of its own.

Nothing of the synthesis is used but the map under test: the YAML is read as plain values, and the
rules are written out a second time, with other formulas.
"""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.evidence import Evidence
from generator.synthesis.direction import Direction
from generator.synthesis.evidence_map import VIEWS, Cell, evidence_map, rating_beside

ROOT = Path(__file__).parent.parent.parent
WORDS = {
    "better": Direction.BETTER,
    "worse": Direction.WORSE,
    "open": Direction.NOT_SHOWN,
    "apart": Direction.MIXED,
    "": Direction.NONE,
}


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / "data" / path).read_text(encoding="utf-8"))


STUDIES = {
    path.stem: read(f"studies/{path.name}")
    for path in sorted((ROOT / "data/studies").glob("*.yml"))
}
RATINGS = {rating["id"]: rating for rating in read("certainty.yml")}
CHOSEN = [
    (group["population"], outcome)
    for group in read("topic.yml")["summary_of_findings"]
    for outcome in group["outcomes"]
]
DRUGS = {drug["id"]: drug for drug in read("vocabulary/drugs.yml")}
MEASURES = {measure["id"]: measure for measure in read("vocabulary/measures.yml")}
DESIGNS = {design["id"]: design for design in read("vocabulary/designs.yml")}
DOMAINS = {domain["id"]: domain for domain in read("vocabulary/domains.yml")}
OURS = {drug for drug, known in DRUGS.items() if known["role"] == "jak-inhibitor"} | {
    "jak-inhibitor"
}


def number(value: Any) -> float | None:
    return None if value is None or not re.fullmatch(r"-?[0-9.]+", str(value)) else float(value)


def rows_of(rating: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield study, row and whether it is a harm, for every number a rating rests on."""
    for address in rating.get("results", []):
        study, _, name = address.partition("#")
        for kind in ("results", "harms"):
            for row in STUDIES[study].get(kind, []):
                if row["id"] == name:
                    yield study, row, kind == "harms"


def event(row: dict[str, Any], harm: bool) -> str:
    """Return what is compared and when; survivors and deaths are one."""
    if harm:
        return str(row["event"]).casefold()
    measure = row["measure"]
    return str(MEASURES.get(measure, {}).get("complement", measure))


def is_good_high(row: dict[str, Any], harm: bool) -> bool:
    return not harm and MEASURES.get(row["measure"], {}).get("better") == "higher"


def when(row: dict[str, Any]) -> str:
    time = row.get("time") or {}
    return f"{time.get('value')} {time.get('unit')}" if time.get("value") else ""


def arms_of(study: str) -> dict[str, dict[str, Any]]:
    return {arm["id"]: arm for arm in STUDIES[study]["arms"]}


def groups(rating: dict[str, Any], drug: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the comparisons with a concurrent control: figures of both groups and estimates."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    rows = list(rows_of(rating))
    for study, row, harm in rows:
        arms = arms_of(study)
        controlled = DESIGNS[STUDIES[study]["design"]]["comparative"]
        if not controlled or row.get("subgroup") or row.get("interim") or row.get("same_as"):
            continue
        if arms.get(row.get("arm"), {}).get("drug") != drug:
            continue
        if row.get("against"):
            key = (study, row["arm"], row["against"], event(row, harm), when(row))
            found.setdefault(key, {"estimates": []})["estimates"].append((row, harm))
            continue
        for other, beside, other_harm in rows:
            control = arms.get(beside.get("arm"), {}).get("drug")
            if other == study and control and control not in OURS and not beside.get("against") and (
                event(beside, other_harm), when(beside)) == (event(row, harm), when(row)):  # fmt: skip
                key = (study, row["arm"], beside["arm"], event(row, harm), when(row))
                found.setdefault(key, {"estimates": []}).setdefault("pair", (row, beside, harm))
    return {
        key: value for key, value in found.items() if not is_mixed_control(key[0], key[2], drug)
    }


def is_mixed_control(study: str, arm: str, drug: str) -> bool:
    words = " ".join(
        str(arms_of(study)[arm].get(name) or "") for name in ("label", "co_treatment", "note")
    )
    others = (known["label"] for name, known in DRUGS.items() if name in OURS and name != drug)
    return any(label.casefold() in words.casefold() for label in others)


def count(row: dict[str, Any]) -> tuple[float, float] | None:
    total, events, percent = (number(row.get(name)) for name in ("total", "events", "percent"))
    if not total:
        return None
    if events is None and percent is not None:
        decimals = len(str(row["percent"]).partition(".")[2])
        fits = [
            each
            for each in range(int(total) + 1)
            if abs(100 * each / total - percent) <= 0.5 * 10**-decimals + 1e-9
        ]
        events = fits[0] if len(fits) == 1 else None
    return None if events is None else (events, total)


def say(comparison: dict[str, Any]) -> tuple[str, str, float, float]:
    """Return what one comparison says, on what it rests, and its log ratio of bad events with se."""
    for row, harm in sorted(
        comparison["estimates"], key=lambda each: each[0].get("adjusted") is not True
    ):
        low, high = number(row.get("ci_low")), number(row.get("ci_high"))
        if row.get("effect") in {"risk-ratio", "odds-ratio", "hazard-ratio"} and low and high:
            good = is_good_high(row, harm)
            if row["effect"] == "hazard-ratio" and good:
                continue
            log, se = math.log(float(row["value"])), (math.log(high) - math.log(low)) / 3.92
            side = "open" if low <= 1 <= high else "better" if (low > 1) == good else "worse"
            return side, "interval", -log if good else log, se
    if "pair" in comparison:
        drug, control, harm = comparison["pair"]
        good = is_good_high(drug, harm)
        first, second = count(drug), count(control)
        if first and second:
            # Deaths, or those without the good event, where survivors are counted.
            turned = good and "complement" in MEASURES.get(drug.get("measure", ""), {})
            (a, n), (c, m) = ((n - a, n) if turned else (a, n) for a, n in (first, second))
            side = sign_of_difference(a, n, c, m)
            direction = {-1: "better", 0: "open", 1: "worse"}[
                side * (-1 if good and not turned else 1)
            ]
            half = 0.5 if not a * c else 0
            log = math.log((a + half) / (n + half) / ((c + half) / (m + half)))
            return (
                direction,
                "counts",
                log,
                math.sqrt(1 / (a + half) - 1 / (n + half) + 1 / (c + half) - 1 / (m + half)),
            )
        values = [middle(row) for row in (drug, control)]
        if None not in values:
            return ("better" if (values[0] > values[1]) == good else "worse"), "figures", 0, 0
    told = [row["direction"] for row, _ in comparison["estimates"] if row["kind"] == "narrative"]
    sides = {"better": "better", "worse": "worse", "unchanged": "open"}
    return next(((sides[each], "words", 0, 0) for each in told if each in sides), ("", "", 0, 0))


def middle(row: dict[str, Any]) -> float | None:
    after = row.get("follow_up") or {}
    return number(
        row.get("percent") or after.get("mean") or after.get("median") or after.get("value")
    )


def sign_of_difference(a: float, n: float, c: float, m: float) -> int:
    """Return which group has more, by the score intervals of both shares squared and added."""

    def ends(x: float, size: float) -> tuple[float, float]:
        z2, p = 1.959964**2, x / size
        root = 1.959964 * math.sqrt(p * (1 - p) / size + z2 / (4 * size**2))
        return (p + z2 / (2 * size) - root) / (1 + z2 / size), (p + z2 / (2 * size) + root) / (
            1 + z2 / size
        )

    (l1, u1), (l2, u2) = ends(a, n), ends(c, m)
    gap = a / n - c / m
    low = gap - math.hypot(a / n - l1, u2 - c / m)
    high = gap + math.hypot(u1 - a / n, c / m - l2)
    return 0 if low <= 0 <= high else 1 if low > 0 else -1


def recomputed(rating: dict[str, Any], drug: str, known: set[str]) -> Direction:
    """Return the direction of a rating's outcome on one drug, in the studies of a cell."""
    by_event: dict[str, list[tuple[str, str, float, float]]] = {}
    for key, comparison in groups(rating, drug).items():
        said = say(comparison)
        if key[0] in known and said[0]:
            by_event.setdefault(key[3], []).append(said)
    sides = {together(said) for said in by_event.values()}
    return WORDS[sides.pop()] if len(sides) == 1 else Direction.NONE


def together(said: list[tuple[str, str, float, float]]) -> str:
    firm = [each for each in said if each[1] in {"interval", "counts"}]
    kept = firm or [each for each in said if each[1] == "figures"] or said
    if len(kept) == 1 or not firm:
        sides = {each[0] for each in kept}
        return sides.pop() if len(sides) == 1 else "open"
    weights = [1 / se**2 for *_, se in kept]
    mean = sum(w * each[2] for w, each in zip(weights, kept, strict=True)) / sum(weights)
    spread = 1.96 / math.sqrt(sum(weights))
    ends = [(each[2] - 1.96 * each[3], each[2] + 1.96 * each[3]) for each in kept]
    if max(low for low, _ in ends) > min(high for _, high in ends):
        return "apart"
    return "open" if abs(mean) <= spread else "better" if mean < 0 else "worse"


def chosen_for(cell: Cell) -> list[dict[str, Any]]:
    """Return the ratings of which one may give the sign of a cell, in the topic's order."""
    if cell.view == "population":
        own = [
            RATINGS[outcome["certainty"]]
            for population, outcome in CHOSEN
            if population == cell.row
        ]
        return [rating for rating in own if rating["importance"] == "critical"][:1]
    if cell.row == "safety" or DOMAINS.get(cell.row, {}).get("overview") is False:
        return []
    ratings = []
    for _, outcome in CHOSEN:
        rating = RATINGS[outcome["certainty"]]
        first = next(
            iter([outcome["measure"]] if outcome.get("measure") else rating["measures"]), ""
        )
        if MEASURES.get(first, {}).get("domain") == cell.row:
            ratings.append(rating)
    return ratings


@pytest.mark.parametrize("view", VIEWS)
def test_every_sign_follows_from_the_rows_behind_its_cell(evidence: Evidence, view: Any) -> None:
    for cell in evidence_map(evidence, view).cells:
        known = {study.id for study in cell.studies}
        directions = [(rating, recomputed(rating, cell.drug, known)) for rating in chosen_for(cell)]
        told = [each for each in directions if each[1] is not Direction.NONE]
        rating, expected = told[0] if told else (None, Direction.NONE)
        assert cell.signal.direction is expected, (cell.row, cell.drug)
        if rating:
            assert cell.signal.outcome is not None
            assert cell.signal.outcome.id == rating["id"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_rating_stands_only_beside_a_sign_of_its_own_evidence(
    evidence: Evidence, view: Any
) -> None:
    for cell in evidence_map(evidence, view).cells:
        rating = rating_beside(evidence, cell)
        if rating:
            drugs = {
                arms_of(study).get(row.get("arm"), {}).get("drug") for study, row, _ in rows_of(RATINGS[rating.id])
            }  # fmt: skip
            assert drugs & OURS == {cell.drug}
            numbers = {f"{voice.study.id}#{voice.row.id}" for voice in cell.signal.voices}
            assert numbers <= set(rating.results)


def test_the_signs_of_the_record_are_those_that_were_worked_out_by_hand(evidence: Evidence) -> None:
    """Hold the few signs there are to what a reader works out from the printed figures."""
    signs = {
        (cell.view, cell.row, cell.drug): cell.signal.direction
        for view in VIEWS
        for cell in evidence_map(evidence, view).cells
        if cell.signal.direction is not Direction.NONE
    }
    death = Direction.BETTER  # 94 of 290 died or were transplanted v 105 of 225; hazard ratio 0.44
    assert signs == {
        ("outcome", "global-response", "brepocitinib"): Direction.BETTER,  # 46.5 v 31.2 points
        ("outcome", "skin", "brepocitinib"): Direction.BETTER,  # 44% v 21%
        ("outcome", "steroid-sparing", "brepocitinib"): Direction.BETTER,  # 42% v 23%
        ("outcome", "survival", "tofacitinib"): death,
        ("outcome", "survival", "baricitinib"): Direction.BETTER,  # 12.8% v 30% died
        ("outcome", "survival", "jak-inhibitor"): Direction.NOT_SHOWN,  # 1.02 (0.48 to 2.16)
        ("population", "adult-muscle-and-skin", "brepocitinib"): Direction.BETTER,
        ("population", "anti-mda5-ild", "tofacitinib"): death,
    }
