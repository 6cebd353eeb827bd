"""How fast the numeric core is, in figures: `make bench`. Nothing is held here, since machines differ."""

import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from generator.statistics.cumulant import Binomial
from generator.statistics.effect_comparison import log_odds_ratios
from generator.statistics.glmm import fit_random_intercept
from generator.statistics.pooling import pool_random

MODULES = (
    "effect_comparison",
    "glmm",
    "pooling",
    "mantel_haenszel",
    "beta_binomial",
    "sensitivity",
)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def imported() -> float:
    """The least of five fresh starts that import the core, less those of an empty program."""
    names = ", ".join(f"generator.statistics.{name}" for name in MODULES)
    return started(f"import {names}") - started("pass")


def started(code: str) -> float:
    return min(
        seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(5)
    )


def trials(chance: np.random.Generator) -> tuple[np.ndarray, ...]:
    totals = chance.integers(20, 400, (2, 20))
    log_odds = -2 + 0.5 * chance.normal(size=20)
    return (
        chance.binomial(totals[0], 1 / (1 + np.exp(-log_odds + 0.4 * chance.normal(size=20)))),
        totals[0],
        chance.binomial(totals[1], 1 / (1 + np.exp(-log_odds))),
        totals[1],
    )


def main() -> None:
    chance = np.random.default_rng(20)
    sets = [trials(chance) for _ in range(1000)]
    effects = [log_odds_ratios(*columns) for columns in sets]
    counts = [Binomial.of(*columns[:2]) for columns in sets[:50]]
    each = [seconds(lambda one=one: fit_random_intercept(one)) for one in counts]
    print(f"import of the core: {imported():.2f} s")
    print(
        f"1,000 meta-analyses of 20 studies by REML: {seconds(lambda: [pool_random(*one) for one in effects]):.2f} s"
    )
    print(
        f"exact likelihood of 20 studies: {np.median(each):.3f} s, at most {max(each):.3f} s of {len(each)}"
    )


if __name__ == "__main__":
    main()
