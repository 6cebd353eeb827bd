"""What an average means for people at other risks than the middle of the control groups."""

from collections.abc import Iterator

from generator.html.counts import computed_count
from generator.html.element import computed_number, small, spaced
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.estimate import Estimate
from generator.synthesis.trial_findings import (
    ControlGroup,
    Span,
    TrialFinding,
    at_risk_of,
    control_groups,
    with_ratio,
)
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.trial_words import (
    difference_words,
    interval_words,
    with_drug_words,
    without_words,
)

_COLUMNS = (
    Column("Without"),
    Column("With (95 % interval)"),
    Column("Difference"),
    Column("New setting"),
)
# From here on the control groups are so unlike that one risk stands for none of them. A convention
# of this site.
_APART = 3


def other_risks_table(page: OpenPage, finding: TrialFinding, name: str) -> Safe | None:
    """Return the lowest, the middle and the highest control risk, and what the average does there.

    None unless control groups in which somebody had the outcome are more than threefold apart.
    """
    groups = [group for group in control_groups(finding.estimate) if group.events]
    if finding.relative is None or not groups or groups[-1].risk <= _APART * groups[0].risk:
        return None
    rows = list(_rows(finding, groups[0], groups[-1]))
    return render_table(
        Table(
            name=f"{name}-other-risks",
            caption="People at other risks",
            shows=computed_count(len(rows), "control risk"),
            key="One ratio for all, which these trials cannot confirm. All calculated.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("together"),
        )
    )


def _rows(finding: TrialFinding, lowest: ControlGroup, highest: ControlGroup) -> Iterator[Row]:
    yield _row(at_risk_of(finding, lowest), f"as in {lowest.study.label}")
    together = finding.without is not None and finding.without.crude
    yield _row(finding, "all groups added up" if together else "the middle")
    yield _row(at_risk_of(finding, highest), f"as in {highest.study.label}")


def _row(finding: TrialFinding, name: str) -> Row:
    interval = interval_words(finding)
    difference = difference_words(finding)
    return Row(
        (
            spaced(without_words(finding), small(name)),
            computed_number(with_drug_words(finding)),
            computed_number(f"{difference} ({interval})" if interval else difference),
            _new_setting(finding, finding.estimate),
        )
    )


def _new_setting(finding: TrialFinding, estimate: Estimate) -> Safe | str:
    pooled = estimate.pooled
    if pooled is not None and pooled.tau is None:
        return "not predicted by this method"
    if pooled is None or pooled.prediction_low is None or pooled.prediction_high is None:
        return "too few trials to predict"
    predicted = Span(pooled.value, pooled.prediction_low, pooled.prediction_high)
    return computed_number(interval_words(with_ratio(finding, predicted)))
