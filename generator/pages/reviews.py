"""What other reviews say, each beside our recomputation from the shared studies."""

from itertools import chain

from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.review import clashes, review_caveat, review_facts, review_id, review_words
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.synthesis.agreement import RULE, Agreement
from generator.synthesis.background import background_of
from generator.synthesis.groups import treatment_results
from generator.synthesis.reviews import Review, reviews, stands_alone
from generator.tables.registers import reviewed_table
from generator.tables.reviews import review_rows, review_table


def reviews_page(page: OpenPage) -> Page:
    """Return the page of other reviews: those with figures, those that retell studies, others."""
    known = reviews(page.evidence)
    full = [review for review in known if stands_alone(page.evidence, review)]
    others = [review for review in known if review not in full]
    retold = list(chain.from_iterable(review.rows for review in others))
    stances = chain.from_iterable(review.stances for review in full)
    verdicts = [stance.answer.agreement for stance in stances]
    return make_page(
        page,
        "reviews.md",
        title="Other reviews",
        description="What other reviews say, beside what this record says from its own studies",
        reviews=[_section(page, review) for review in full],
        context=context_note(page, background_of(page.evidence, treatment_results(page.evidence))),
        rule=RULE,
        counts=[(kind.value, verdicts.count(kind)) for kind in Agreement if kind in verdicts],
        figures=len(verdicts),
        retold=reviewed_table(page, retold, "retold", "Other pages that retell single studies"),
        # A review of which no figure could be read is named all the same.
        silent=[page.study(review.study) for review in others if review.study and not review.rows],
    )


def _section(page: OpenPage, review: Review) -> dict[str, object]:
    parts: dict[str, Safe | str | list[Safe] | None] = {
        "id": review_id(review),
        "name": review.name,
        "summary": review.study.summary if review.study else None,
        "facts": review_facts(page, review),
        "caveat": review_caveat(review),
        "clashes": clashes(page, review),
        "table": review_table(page, review),
        "words": review_words(page, review),
        "rows": review_rows(page, review),
    }
    return dict(parts)


PAGES = PageKind(
    path="reviews.html",
    menu=MenuEntry("Other reviews", 24, "Compare"),
    listed_on="compare/index.html",
    write=alone("reviews.html", reviews_page),
)
