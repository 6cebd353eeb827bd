"""Registered trials: what was registered, and how far it has come."""

from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.pages.page import make_page
from generator.pages.page_kind import PageKind, alone
from generator.tables.registers import trials_table
from generator.wording.record_sentences import trials_sentence


def trials_page(page: OpenPage) -> Page:
    """Return the registered trials."""
    trials = page.evidence.registered_trials
    table = trials_table(page, trials, "trials", "Registered trials")
    return make_page(
        page,
        "trials.md",
        title="Registered trials",
        description=f"Registered trials: {page.evidence.topic.title}",
        table=table,
        known=trials_sentence(len(trials)),
    )


PAGES = PageKind(
    path="trials.html",
    menu=MenuEntry("Trials", 80),
    weight=4,
    write=alone("trials.html", trials_page),
)
