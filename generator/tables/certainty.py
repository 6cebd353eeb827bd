"""How sure one can be of an outcome in a population: each rating that rests on it, with its generated sentence."""

from generator.html.element import link, listed, missing, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.compare import Comparison
from generator.synthesis.findings import summary_of_findings
from generator.tables.findings import certainty_mark, computed_sentence, judge_again


def sureness(page: OpenPage, comparison: Comparison) -> Safe:
    """Return each rating of certainty that rests on a comparison, or that nobody has rated it yet."""
    rated = {rating.id for rating in comparison.ratings}
    outcomes = [
        one for one in summary_of_findings(page.evidence, comparison.population) if one.id in rated
    ]
    if not outcomes:
        return paragraph(
            tag("strong", "Certainty: "), missing("not yet rated for this outcome in these people")
        )
    table = page.address(f"populations/{comparison.population}.html")
    return listed(
        (
            together(
                (
                    tag("strong", link(f"{table}#{outcome.id}", outcome.label)),
                    certainty_mark(outcome.certainty),
                    judge_again(outcome),
                    computed_sentence(page, outcome),
                ),
                " ",
            )
            for outcome in outcomes
        ),
        class_="ev-sureness",
    )
