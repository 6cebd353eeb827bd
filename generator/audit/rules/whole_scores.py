"""Means and standard deviations that whole scores can give (GRIM, GRIMMER, DEBIT)."""

from collections.abc import Iterator
from fractions import Fraction

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Summed, scale_of, summaries
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.study import Study
from generator.statistics.granularity import (
    MOST_SCORES,
    deviation_is_possible,
    deviation_of_shares_is_possible,
    mean_can_fail,
    mean_is_possible,
)
from generator.text.count_words import noun_for


@value_check(
    "W431",
    "mean-of-whole-scores",
    "No whole scores can have this mean",
    checked="Mean against the whole scores it is of",
    why="The mean of n whole scores is a multiple of 1/n; another mean belongs to other "
    "scores or people.",
    method="Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369 (GRIM)",
    reads=("mean", "total", "grain"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def mean_of_whole_scores(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether whole scores of this many people can have the printed mean (GRIM)."""
    for summary in summaries(evidence, study):
        mean, grain = summary.values.mean, _grain(summary)
        if mean is not None and grain is not None:
            yield _mean(summary, mean, grain)


def _mean(summary: Summed, mean: Number, grain: Fraction) -> Verdict:
    subject, total = summary.subject, summary.total
    if total is None or not total.value:
        return subject.not_testable(f"has the mean {mean}; the number of people is not printed")
    if not mean_can_fail(mean.value, total.value, grain):
        why = "with so few decimals every such mean is possible"
        return subject.not_testable(f"has the mean {mean} of {total}: {why}")
    scores = f"{total} {noun_for(total.value, 'score')} in steps of {grain}"
    if mean_is_possible(mean.value, total.value, grain):
        return subject.agrees(f"has the mean {mean}, which {scores} can have")
    words = f"has the mean {mean} of {scores}"
    return subject.cannot_be(words, f"a mean that {total} such scores can have")


@value_check(
    "W432",
    "deviation-of-whole-scores",
    "No whole scores can have this mean and SD",
    checked="Mean and SD against the whole scores they are of",
    why="Sums of whole squares leave gaps; a printed SD that falls into one belongs to other "
    "scores or people.",
    method="Anaya J. PeerJ Preprints 2016;4:e2400v1 (GRIMMER), decided by the existence of a "
    "sample",
    reads=("mean", "sd", "total", "grain", "range", "low", "high"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_of_whole_scores(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether whole scores of this many people can have the printed mean and SD (GRIMMER)."""
    for summary in summaries(evidence, study):
        mean, deviation, grain = summary.values.mean, summary.values.sd, _grain(summary)
        if mean is not None and deviation is not None and grain is not None:
            yield _deviation(summary, mean, deviation, grain)


def _deviation(summary: Summed, mean: Number, deviation: Number, grain: Fraction) -> Verdict:
    subject, total = summary.subject, summary.total
    if total is None or not 1 < total.value <= MOST_SCORES:
        why = "the number of people is not printed or too large"
        return subject.not_testable(f"has the SD {deviation}; {why}")
    # A change may be as low as minus the width of the scale, so its ends are no ends of changes.
    low, high = (None, None) if summary.is_change else scale_of(summary.measure)
    possible = deviation_is_possible(
        mean.value,
        deviation.value,
        total.value,
        grain=grain,
        low=None if low is None else Fraction(low),
        high=None if high is None else Fraction(high),
    )
    return subject.agrees_or_not(
        f"has {mean} ± {deviation} in {total} scores in steps of {grain}",
        "a mean and an SD that such scores can have together",
        fits=possible,
    )


@value_check(
    "W433",
    "deviation-of-shares",
    "Yes and no cannot have this share and SD",
    checked="Share and SD of yes and no",
    why="The SD of yes and no follows from their share alone.",
    method="Heathers JAJ, Brown NJL. OSF 2019, https://osf.io/5vb3u (DEBIT), decided by the "
    "counts that fit",
    reads=("mean", "sd", "total", "kind"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_of_shares(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether yes and no of this many people can have the printed share and SD (DEBIT)."""
    for summary in summaries(evidence, study):
        share, deviation = summary.values.mean, summary.values.sd
        if summary.measure is None or summary.measure.kind != "responder":
            continue
        if share is not None and deviation is not None:
            yield _deviation_of_share(summary, share, deviation)


def _deviation_of_share(summary: Summed, share: Number, deviation: Number) -> Verdict:
    subject, total = summary.subject, summary.total
    words = f"has the share {share} with the SD {deviation}"
    # One person has no SD.
    if total is None or total.value <= 1 or not 0 <= share.value <= 1:
        return subject.not_testable(f"{words}: no share of a known number of people")
    return subject.agrees_or_not(
        f"{words} in {total} people",
        "an SD that yes and no can have",
        fits=deviation_of_shares_is_possible(share.value, deviation.value, total.value),
    )


def _grain(summary: Summed) -> Fraction | None:
    grain = summary.measure.grain if summary.measure else None
    return Fraction(grain.value) if grain else None
