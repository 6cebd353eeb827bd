"""The summary of findings where trials compared groups: without, difference, ratio, certainty."""

from collections.abc import Callable, Iterator

from generator.html.certainty import computed_sentence, studies_of, trials_lead
from generator.html.element import (
    Child,
    computed_number,
    line,
    link,
    missing,
    paragraph,
    small,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.synthesis.findings import Outcome
from generator.synthesis.groups import domain
from generator.synthesis.trial_findings import TrialFinding
from generator.tables.table import Column
from generator.text.count_words import count_words
from generator.wording.trial_sentence import finding_unit
from generator.wording.trial_words import (
    difference_words,
    interval_words,
    known_risk_words,
    measure_words,
    method_words,
    ratio_words,
    relative_words,
    source_words,
    trials_words,
    without_words,
)

# The one table of seven columns: a risk, a difference and a ratio each need a place of their own.
TRIAL_COLUMNS = (
    Column("Outcome"),
    Column("Without"),
    Column("Difference"),
    Column("Ratio"),
    Column("People"),
    Column("Certainty"),
    Column("In one sentence"),
)
TRIAL_KEY = (
    "In the order in which the outcomes were chosen. Without: the risk, or the mean, in control "
    "groups. Difference: more or fewer with the drug, with the 95 % interval, which carries the "
    "chance in the risk without the drug as well as in the ratio. Figures in italics are computed"
)


def trial_cells(
    page: OpenPage,
    outcome: Outcome,
    heading: Child,
    certainty: Child,
    figures: Callable[[], Iterator[Safe | None]],
) -> Iterator[Child]:
    """Yield the seven cells of a row; `figures` are those of each study, which are folded away."""
    finding = outcome.trials
    yield heading
    yield _without(page, finding) if finding else _nothing(outcome, "not counted")
    yield _difference(page, finding) if finding else _nothing(outcome, "no figure")
    yield _ratio(finding) if finding else missing("none")
    yield _people(outcome)
    yield certainty
    yield _sentence(page, outcome, figures)


def _nothing(outcome: Outcome, absence: str) -> Safe:
    return missing(absence if outcome.is_empty else "not published in full")


def _without(page: OpenPage, finding: TrialFinding) -> Safe:
    value = without_words(finding, finding_unit(page.evidence, finding))
    without = finding.without
    if without is None or not value:
        return missing("not given")
    source: Child = source_words(finding)
    if without.cohort:
        study, row = without.cohort
        source = together(("other people: ", page.study(study, row.id)))
    return together((computed_number(value), line(small(source))))


def _difference(page: OpenPage, finding: TrialFinding) -> Safe:
    unit = finding_unit(page.evidence, finding)
    value = difference_words(finding, unit)
    if not value:
        return missing(_why_no_difference(finding))
    limits = interval_words(finding, unit)
    known = known_risk_words(finding)
    how = small_fold("how", paragraph(small(known))) if known else None
    return together((computed_number(value), line(small(limits or "no interval")), how))


def _why_no_difference(finding: TrialFinding) -> str:
    if finding.relative is None:
        return "not averaged"
    if not finding.tells_people:
        return f"cannot be worked out from a {measure_words(finding)}"
    if finding.without and not finding.without.value:
        return "nobody had it without the drug, so that a ratio makes no difference"
    return "cannot be worked out: no risk without stands beside this ratio"


def _ratio(finding: TrialFinding) -> Safe:
    method = small_fold("how", paragraph(small(f"{method_words(finding)}.")))
    if finding.relative is None:
        name = measure_words(finding)
        kind = "not averaged" if finding.difference is None else f"none: a {name}"
        return together((missing(kind), method))
    value = computed_number(ratio_words(finding.relative.value))
    limits = relative_words(finding) or "no interval"
    return together((value, line(small(measure_words(finding))), line(small(limits)), method))


def _people(outcome: Outcome) -> Child:
    if outcome.trials:
        people = outcome.trials.estimate.body.people
        counted = computed_number(f"{people:,}") if people else missing("number not stated")
        more = outcome.trials_beside
        rest = f"{count_words(more, 'more trial')} in other figures" if more else None
        lines = (trials_words(outcome.trials), rest)
        return together((counted, *(line(small(each)) for each in lines if each)))
    studies = len({study.id for study in studies_of(outcome)})
    if not studies:
        return missing("none")
    return together((missing("number not stated"), line(small(count_words(studies, "trial")))))


def _sentence(
    page: OpenPage, outcome: Outcome, figures: Callable[[], Iterator[Safe | None]]
) -> Safe:
    """Return the sentence; the figures of each study and the page that compares them beneath."""
    if outcome.trials is None:
        sentence = computed_sentence(page, outcome)
    else:
        marks = doubts(page, studies_of(outcome))
        sentence = together((trials_lead(page, outcome), marks))
    if outcome.is_empty:
        return sentence
    folded = small_fold("figures of each study", *figures())
    return spaced(sentence, folded, _way(page, outcome))


def _way(page: OpenPage, outcome: Outcome) -> Safe | None:
    """Return the way to the page on which the trials stand side by side."""
    if outcome.trials is None:
        return None
    place = outcome.population, domain(page.evidence, outcome.trials.estimate.body.anchor.result)
    if place not in page.site.comparisons:
        return None
    address = page.address(f"compare/{place[0]}/{place[1]}.html")
    return tag("small", link(address, f"Compare studies: {outcome.label}"))
