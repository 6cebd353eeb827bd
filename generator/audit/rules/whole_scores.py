"""Means and standard deviations that whole scores can give (GRIM, GRIMMER, DEBIT)."""

from collections.abc import Iterator
from fractions import Fraction

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Summed, scale_of, summaries
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.statistics.granularity import (
    MOST_SCORES,
    deviation_is_possible,
    deviation_of_shares_is_possible,
    mean_can_fail,
    mean_is_possible,
)


@value_check(
    "W431",
    "mean-of-whole-scores",
    "No whole scores can have this mean",
    why="The mean of n whole scores is a multiple of 1/n; another mean belongs to other scores or people.",
    method="Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369 (GRIM)",
    reads=("mean", "total", "grain"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def mean_of_whole_scores(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether whole scores of this many people can have the printed mean (GRIM)."""
    for item in summaries(evidence, study):
        mean, grain = item.values.mean, _grain(item)
        if mean is None or grain is None:
            continue
        if item.total is None or not item.total.value:
            yield item.subject.not_testable(
                f"has the mean {mean}; the number of people is not printed"
            )
        elif not mean_can_fail(mean.value, item.total.value, grain):
            words = f"has the mean {mean} of {item.total}: with so few decimals every such mean is possible"
            yield item.subject.not_testable(words)
        elif mean_is_possible(mean.value, item.total.value, grain):
            yield item.subject.agrees(
                f"has the mean {mean}, which {item.total} scores in steps of {grain} can have"
            )
        else:
            words = f"has the mean {mean} of {item.total} scores in steps of {grain}"
            yield item.subject.cannot_be(words, f"a mean that {item.total} such scores can have")


@value_check(
    "W432",
    "deviation-of-whole-scores",
    "No whole scores can have this mean and SD",
    why="Sums of whole squares leave gaps; a printed SD that falls into one belongs to other scores or people.",
    method="Anaya J. PeerJ Preprints 2016;4:e2400v1 (GRIMMER), decided by the existence of a sample",
    reads=("mean", "sd", "total", "grain", "range", "low", "high"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_of_whole_scores(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether whole scores of this many people can have the printed mean and SD (GRIMMER)."""
    for item in summaries(evidence, study):
        mean, deviation, grain = item.values.mean, item.values.sd, _grain(item)
        if mean is None or deviation is None or grain is None:
            continue
        if item.total is None or not 1 < item.total.value <= MOST_SCORES:
            yield item.subject.not_testable(
                f"has the SD {deviation}; the number of people is not printed or too large"
            )
            continue
        low, high = (None, None) if item.is_change else scale_of(item.measure)
        ends = {
            "low": None if low is None else Fraction(low),
            "high": None if high is None else Fraction(high),
        }
        words = f"has {mean} ± {deviation} in {item.total} scores in steps of {grain}"
        if deviation_is_possible(
            mean.value, deviation.value, item.total.value, grain=grain, **ends
        ):
            yield item.subject.agrees(words)
        else:
            yield item.subject.cannot_be(
                words, "a mean and an SD that such scores can have together"
            )


@value_check(
    "W433",
    "deviation-of-shares",
    "Yes and no cannot have this share and SD",
    why="The SD of yes and no follows from their share alone.",
    method="Heathers JAJ, Brown NJL. OSF 2019, https://osf.io/5vb3u (DEBIT), decided by the counts that fit",
    reads=("mean", "sd", "total", "kind"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_of_shares(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether yes and no of this many people can have the printed share and SD (DEBIT)."""
    for item in summaries(evidence, study):
        share, deviation = item.values.mean, item.values.sd
        if (
            item.measure is None
            or item.measure.kind != "responder"
            or share is None
            or deviation is None
        ):
            continue
        words = f"has the share {share} with the SD {deviation}"
        if item.total is None or item.total.value < 2 or not 0 <= share.value <= 1:  # noqa: PLR2004 - one has no SD
            yield item.subject.not_testable(f"{words}: no share of a known number of people")
        elif deviation_of_shares_is_possible(share.value, deviation.value, item.total.value):
            yield item.subject.agrees(f"{words} in {item.total} people")
        else:
            yield item.subject.cannot_be(
                f"{words} in {item.total} people", "an SD that yes and no can have"
            )


def _grain(item: Summed) -> Fraction | None:
    grain = item.measure.grain if item.measure else None
    return Fraction(grain.value) if grain else None
