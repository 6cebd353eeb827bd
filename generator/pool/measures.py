"""Which effect measures fit which table, how each is made, and how R's metafor makes the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from generator.model.study_table import StudyTable
from generator.statistics import (
    effect_comparison,
    effect_mean,
    effect_proportion,
    effect_rate,
    mantel_haenszel,
)
from generator.statistics.effect import Effects, Floats
from generator.statistics.mantel_haenszel import Stratified

Stratify = Callable[..., Stratified | None]
BackTransform = Callable[[float, StudyTable], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An effect measure: its name in metafor, its words, its columns in order, and its arithmetic.

    `back` leads from the pooled scale to what readers know, none where that is one and the same;
    `null` is the value that means no difference, on the pooled scale. `arguments` are those of
    metafor's escalc, in the order of `columns`.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    arguments: tuple[str, ...]
    make: Callable[..., Effects]
    note: str = ""
    null: float | None = None
    back: BackTransform | None = None
    ratio: bool = False
    stratify: Stratify | None = None

    @property
    def call(self) -> str:
        """Return how metafor is asked for the same estimates."""
        pairs = (
            f"{argument}={column}"
            for argument, column in zip(self.arguments, self.columns, strict=True)
        )
        return f'escalc(measure="{self.name}", {", ".join(pairs)})' + (
            f"  # {self.note}" if self.note else ""
        )

    def effects(self, table: StudyTable) -> Effects:
        """Return the estimate and the variance of every study of a table."""
        return self.make(*(table.columns[column] for column in self.columns))


def _exp(value: float, _: StudyTable) -> float:
    return float(np.exp(value))


def _same(value: float, _: StudyTable) -> float:
    return value


def _of_log_odds(value: float, _: StudyTable) -> float:
    return float(effect_proportion.share_of_log_odds(value))


def _of_angle(value: float, _: StudyTable) -> float:
    return float(effect_proportion.share_of_angle(value))


def _of_double_angle(value: float, table: StudyTable) -> float:
    return float(effect_proportion.share_of_double_angle(value, table.columns["n"]))


def _tanh(value: float, _: StudyTable) -> float:
    return float(np.tanh(value))


def _square(value: float, _: StudyTable) -> float:
    return max(value, 0.0) ** 2


def _given(yi: Floats, errors: Floats) -> Effects:
    return Effects(np.asarray(yi, float), np.asarray(errors, float) ** 2)


def _given_variance(yi: Floats, variances: Floats) -> Effects:
    return Effects(np.asarray(yi, float), np.asarray(variances, float))


def _share(name: str, title: str, make: Callable[..., Effects], back: BackTransform) -> Measure:
    return Measure(
        name=name, title=title, columns=("x", "n"), arguments=("xi", "ni"), make=make, back=back
    )


def _rate(
    name: str, title: str, make: Callable[..., Effects], back: BackTransform | None
) -> Measure:
    return Measure(
        name=name, title=title, columns=("x", "t"), arguments=("xi", "ti"), make=make, back=back
    )


_HALF = 'add=1/2, to="only0": 0.5 to all cells of tables with a zero'
_HALF_RATE = 'add=1/2, to="only0"'


_COUNTS = (("x1", "n1", "x2", "n2"), ("ai", "n1i", "ci", "n2i"), _HALF)
_PERSON_TIME = (("x1", "t1", "x2", "t2"), ("x1i", "t1i", "x2i", "t2i"), _HALF_RATE)


def _two_groups(
    source: tuple[tuple[str, ...], tuple[str, ...], str],
    name: str,
    title: str,
    make: Callable[..., Effects],
    stratify: Stratify | None,
    *,
    ratio: bool,
) -> Measure:
    """Return a measure of two groups; `source` is columns, metafor's arguments, rule for zeros."""
    columns, arguments, zeros = source
    return Measure(
        name=name,
        title=title,
        columns=columns,
        arguments=arguments,
        make=make,
        note=zeros if stratify else "",
        null=0.0,
        back=_exp if ratio else None,
        ratio=ratio,
        stratify=stratify,
    )


_binary = partial(_two_groups, _COUNTS)
_rates = partial(_two_groups, _PERSON_TIME)


def _means(name: str, title: str, make: Callable[..., Effects], note: str = "") -> Measure:
    columns = ("n1", "m1", "sd1", "n2", "m2", "sd2")
    arguments = ("n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i")
    return Measure(
        name=name, title=title, columns=columns, arguments=arguments, make=make, note=note, null=0.0
    )


def _change(name: str, title: str, make: Callable[..., Effects]) -> Measure:
    columns = ("n", "m_pre", "m_post", "sd_pre", "sd_post", "r")
    arguments = ("ni", "m2i", "m1i", "sd2i", "sd1i", "ri")
    return Measure(
        name=name, title=title, columns=columns, arguments=arguments, make=make, null=0.0
    )


_SMCR = Measure(
    name="SMCR",
    title="change in standard deviations before",
    columns=("n", "m_pre", "m_post", "sd_pre", "r"),
    arguments=("ni", "m2i", "m1i", "sd1i", "ri"),
    make=effect_mean.changes_in_deviations_before,
    null=0.0,
)
_GENERIC = Measure(
    name="GEN",
    title="estimate",
    columns=("yi", "sei"),
    arguments=("yi", "sei"),
    make=_given,
    null=0.0,
)
_GENERIC_VARIANCE = Measure(
    name="GEN",
    title="estimate",
    columns=("yi", "vi"),
    arguments=("yi", "vi"),
    make=_given_variance,
    null=0.0,
)
_COR = Measure(
    name="COR",
    title="correlation",
    columns=("r", "n"),
    arguments=("ri", "ni"),
    make=effect_mean.correlations,
    null=0.0,
)
_ZCOR = Measure(
    name="ZCOR",
    title="correlation (Fisher's z)",
    columns=("r", "n"),
    arguments=("ri", "ni"),
    make=effect_mean.fisher_z,
    null=0.0,
    back=_tanh,
)
_MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "proportion": (
        _share("PLO", "share (log odds)", effect_proportion.logit_proportions, _of_log_odds),
        _share(
            "PFT",
            "share (double arcsine)",
            effect_proportion.double_arcsine_proportions,
            _of_double_angle,
        ),
        _share("PAS", "share (arcsine)", effect_proportion.arcsine_proportions, _of_angle),
        _share("PR", "share", effect_proportion.raw_proportions, _same),
        _share("PLN", "share (log)", effect_proportion.log_proportions, _exp),
    ),
    "two_group_binary": (
        _binary(
            "RR",
            "risk ratio",
            effect_comparison.log_risk_ratios,
            mantel_haenszel.mantel_haenszel_risk_ratio,
            ratio=True,
        ),
        _binary(
            "OR",
            "odds ratio",
            effect_comparison.log_odds_ratios,
            mantel_haenszel.mantel_haenszel_odds_ratio,
            ratio=True,
        ),
        _binary(
            "RD",
            "risk difference",
            effect_comparison.risk_differences,
            mantel_haenszel.mantel_haenszel_risk_difference,
            ratio=False,
        ),
        _binary(
            "AS", "arcsine difference", effect_comparison.arcsine_differences, None, ratio=False
        ),
    ),
    "single_rate": (
        _rate("IRLN", "rate (log)", effect_rate.log_rates, _exp),
        _rate("IR", "rate", effect_rate.rates, None),
        _rate("IRS", "rate (square root)", effect_rate.root_rates, _square),
        _rate("IRFT", "rate (Freeman-Tukey)", effect_rate.double_root_rates, None),
    ),
    "two_group_rate": (
        _rates(
            "IRR",
            "rate ratio",
            effect_rate.log_rate_ratios,
            mantel_haenszel.mantel_haenszel_rate_ratio,
            ratio=True,
        ),
        _rates(
            "IRD",
            "rate difference",
            effect_rate.rate_differences,
            mantel_haenszel.mantel_haenszel_rate_difference,
            ratio=False,
        ),
        _rates(
            "IRSD", "difference of root rates", effect_rate.root_rate_differences, None, ratio=False
        ),
    ),
    "two_group_continuous": (
        _means("MD", "mean difference", effect_mean.mean_differences),
        _means(
            "SMD",
            "standardised mean difference",
            effect_mean.standardised_mean_differences,
            'Hedges g, exact gamma correction, vtype="LS"',
        ),
    ),
    "single_mean": (
        Measure(
            name="MN",
            title="mean",
            columns=("n", "mean", "sd"),
            arguments=("ni", "mi", "sdi"),
            make=effect_mean.means,
            note="vi = sd^2/n",
        ),
    ),
    "paired_change": (
        _change("MC", "mean change", effect_mean.mean_changes),
        _change(
            "SMCC",
            "change in standard deviations of change",
            effect_mean.changes_in_deviations_of_change,
        ),
        _SMCR,
    ),
    "correlation": (_COR, _ZCOR),
}
# What is pooled without a variance for each study, and the measure it goes with.
WITHOUT_VARIANCES: Mapping[str, Mapping[str, str]] = {
    "proportion": {"GLMM_PLO": "PLO"},
    "single_rate": {"GLMM_IRLN": "IRLN"},
    "two_group_binary": {"PETO": "OR", "GLMM_OR": "OR"},
    "two_group_rate": {"GLMM_IRR": "IRR"},
}


def measures_for(table: StudyTable) -> dict[str, Measure]:
    """Return the effect measures that fit a table, by name."""
    if table.layout.name == "generic":
        return {"GEN": _GENERIC if "sei" in table.layout.columns else _GENERIC_VARIANCE}
    return {measure.name: measure for measure in _MEASURES[table.layout.name]}


def names_for(table: StudyTable) -> tuple[str, ...]:
    """Return every name that may be asked for of a table."""
    return (*measures_for(table), *WITHOUT_VARIANCES.get(table.layout.name, {}))
