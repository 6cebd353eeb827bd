"""Which effect measures fit which table, how each is made, and how R's metafor makes the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from generator.model.study_table import StudyTable
from generator.statistics import effect_comparison as of_counts
from generator.statistics import effect_mean as of_mean
from generator.statistics import effect_proportion as of_share
from generator.statistics import effect_rate as of_rate
from generator.statistics import mantel_haenszel
from generator.statistics.effect import Effects, Floats
from generator.statistics.mantel_haenszel import Stratified

Stratify = Callable[..., Stratified | None]
BackTransform = Callable[[float, StudyTable], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An effect measure: its name in metafor, its words, its columns in order, and its arithmetic.

    `back` leads from the pooled scale to what readers know, none where that is one and the same;
    `null` is the value that means no difference, on the pooled scale. `arguments` are those of
    metafor's escalc, in the order of `columns`. `adds_half` says that 0.5 is added where a group
    has no event (or nothing but events), so that a log has a number.
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
    adds_half: bool = False
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
    return float(of_share.share_of_log_odds(value))


def _of_angle(value: float, _: StudyTable) -> float:
    return float(of_share.share_of_angle(value))


def _of_double_angle(value: float, table: StudyTable) -> float:
    return float(of_share.share_of_double_angle(value, table.columns["n"]))


def _tanh(value: float, _: StudyTable) -> float:
    return float(np.tanh(value))


def _square(value: float, _: StudyTable) -> float:
    # The interval of a small root can reach below 0; squared, it would come up again.
    return max(value, 0.0) ** 2


def _given(yi: Floats, errors: Floats) -> Effects:
    return Effects(np.asarray(yi, float), np.asarray(errors, float) ** 2)


def _given_variance(yi: Floats, variances: Floats) -> Effects:
    return Effects(np.asarray(yi, float), np.asarray(variances, float))


# Columns of each layout, with the arguments of metafor's escalc that take them.
_share = partial(Measure, columns=("x", "n"), arguments=("xi", "ni"))
_rate = partial(Measure, columns=("x", "t"), arguments=("xi", "ti"))
_correlation = partial(Measure, columns=("r", "n"), arguments=("ri", "ni"), null=0.0)
_counts = partial(
    Measure, columns=("x1", "n1", "x2", "n2"), arguments=("ai", "n1i", "ci", "n2i"), null=0.0
)
_person_time = partial(
    Measure, columns=("x1", "t1", "x2", "t2"), arguments=("x1i", "t1i", "x2i", "t2i"), null=0.0
)
_means = partial(
    Measure,
    columns=("n1", "m1", "sd1", "n2", "m2", "sd2"),
    arguments=("n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i"),
    null=0.0,
)
_change = partial(
    Measure,
    columns=("n", "m_pre", "m_post", "sd_pre", "sd_post", "r"),
    arguments=("ni", "m2i", "m1i", "sd2i", "sd1i", "ri"),
    null=0.0,
)
_given_estimate = partial(Measure, name="GEN", title="estimate", null=0.0)
# How metafor is told to treat zeros as is done here.
_HALF = 'add=1/2, to="only0": 0.5 to all cells of tables with a zero'
_HALF_RATE = 'add=1/2, to="only0"'
_GENERIC = _given_estimate(columns=("yi", "sei"), arguments=("yi", "sei"), make=_given)
_GENERIC_VARIANCE = _given_estimate(
    columns=("yi", "vi"), arguments=("yi", "vi"), make=_given_variance
)
_MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "proportion": (
        _share(
            name="PLO",
            title="share (log odds)",
            make=of_share.logit_proportions,
            back=_of_log_odds,
            adds_half=True,
        ),
        _share(
            name="PFT",
            title="share (double arcsine)",
            make=of_share.double_arcsine_proportions,
            back=_of_double_angle,
        ),
        _share(
            name="PAS", title="share (arcsine)", make=of_share.arcsine_proportions, back=_of_angle
        ),
        _share(name="PR", title="share", make=of_share.raw_proportions, back=_same, adds_half=True),
        _share(
            name="PLN",
            title="share (log)",
            make=of_share.log_proportions,
            back=_exp,
            adds_half=True,
        ),
    ),
    "two_group_binary": (
        _counts(
            name="RR",
            title="risk ratio",
            make=of_counts.log_risk_ratios,
            adds_half=True,
            note=_HALF,
            back=_exp,
            ratio=True,
            stratify=mantel_haenszel.mantel_haenszel_risk_ratio,
        ),
        _counts(
            name="OR",
            title="odds ratio",
            make=of_counts.log_odds_ratios,
            adds_half=True,
            note=_HALF,
            back=_exp,
            ratio=True,
            stratify=mantel_haenszel.mantel_haenszel_odds_ratio,
        ),
        _counts(
            name="RD",
            title="risk difference",
            make=of_counts.risk_differences,
            adds_half=True,
            note=_HALF,
            stratify=mantel_haenszel.mantel_haenszel_risk_difference,
        ),
        _counts(name="AS", title="arcsine difference", make=of_counts.arcsine_differences),
    ),
    "single_rate": (
        _rate(name="IRLN", title="rate (log)", make=of_rate.log_rates, back=_exp, adds_half=True),
        _rate(name="IR", title="rate", make=of_rate.rates, adds_half=True),
        _rate(name="IRS", title="rate (square root)", make=of_rate.root_rates, back=_square),
        _rate(name="IRFT", title="rate (Freeman-Tukey)", make=of_rate.double_root_rates),
    ),
    "two_group_rate": (
        _person_time(
            name="IRR",
            title="rate ratio",
            make=of_rate.log_rate_ratios,
            adds_half=True,
            note=_HALF_RATE,
            back=_exp,
            ratio=True,
            stratify=mantel_haenszel.mantel_haenszel_rate_ratio,
        ),
        _person_time(
            name="IRD",
            title="rate difference",
            make=of_rate.rate_differences,
            adds_half=True,
            note=_HALF_RATE,
            stratify=mantel_haenszel.mantel_haenszel_rate_difference,
        ),
        _person_time(
            name="IRSD", title="difference of root rates", make=of_rate.root_rate_differences
        ),
    ),
    "two_group_continuous": (
        _means(name="MD", title="mean difference", make=of_mean.mean_differences),
        _means(
            name="SMD",
            title="standardised mean difference",
            make=of_mean.standardised_mean_differences,
            note='Hedges g, exact gamma correction, vtype="LS"',
        ),
    ),
    "single_mean": (
        Measure(
            name="MN",
            title="mean",
            columns=("n", "mean", "sd"),
            arguments=("ni", "mi", "sdi"),
            make=of_mean.means,
            note="vi = sd^2/n",
        ),
    ),
    "paired_change": (
        _change(name="MC", title="mean change", make=of_mean.mean_changes),
        _change(
            name="SMCC",
            title="change in standard deviations of change",
            make=of_mean.changes_in_deviations_of_change,
        ),
        Measure(
            name="SMCR",
            title="change in standard deviations before",
            columns=("n", "m_pre", "m_post", "sd_pre", "r"),
            arguments=("ni", "m2i", "m1i", "sd1i", "ri"),
            make=of_mean.changes_in_deviations_before,
            null=0.0,
        ),
    ),
    "correlation": (
        _correlation(name="COR", title="correlation", make=of_mean.correlations),
        _correlation(
            name="ZCOR", title="correlation (Fisher's z)", make=of_mean.fisher_z, back=_tanh
        ),
    ),
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
