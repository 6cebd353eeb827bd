"""How sure one can be of what is compared: each rating that rests on it, or that there is none."""

from generator.html.certainty import certainty_mark, computed_sentence, judge_again
from generator.html.element import link, listed, missing, paragraph, spaced, tag
from generator.html.escape import Safe
from generator.html.harm_evidence import harm_in_order
from generator.html.open_page import OpenPage
from generator.synthesis.compare import Comparison
from generator.synthesis.findings import Outcome


def sureness(page: OpenPage, comparison: Comparison) -> Safe:
    """Return each rating of certainty that rests on a comparison, or that there is none yet."""
    rated = {rating.id for rating in comparison.ratings}
    chosen = page.site.findings.get(comparison.population, ())
    outcomes = [outcome for outcome in chosen if outcome.id in rated]
    if not outcomes:
        none = missing("not yet rated for this outcome in these people")
        return paragraph(tag("strong", "Certainty: "), none)
    return listed((_rated(page, outcome) for outcome in outcomes), class_="ev-sureness")


def _rated(page: OpenPage, outcome: Outcome) -> Safe:
    table = page.address(f"populations/{outcome.population}.html")
    mark = spaced(certainty_mark(outcome.certainty), judge_again(outcome))
    # Of a harm, what is known comes before how sure one can be of it.
    known = harm_in_order(page, outcome) if outcome.is_harm else computed_sentence(page, outcome)
    return spaced(
        tag("strong", link(f"{table}#{outcome.id}", outcome.label)),
        *((known, mark) if outcome.is_harm else (mark, known)),
    )
