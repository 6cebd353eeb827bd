"""What a study was: which groups, for how long, where and when, and on which pages it was read."""

from generator.html.element import facts, link, listed, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Arm, Study
from generator.tables.figures import small
from generator.tables.studies import follow_up_words


def followed(study: Study) -> Safe:
    """Return how long people were followed, with the remark of the record."""
    note = study.follow_up.note if study.follow_up else None
    return together((follow_up_words(study.follow_up), note), "; ")


def where_and_when(study: Study) -> str | None:
    """Return where a study was done, in how many centres, and when."""
    where = study.setting
    if where is None:
        return None
    centres = where.centres.value if where.centres else 0
    number = f"{where.centres} centres" if centres > 1 else "one centre" if centres else ""
    return ", ".join(
        filter(None, (where.site, where.city, where.country, number, where.period, where.note))
    )


def read_on(study: Study) -> Safe:
    """Return the pages on which the values of a study were read."""
    return listed(
        together(
            (link(source.url, source.title), tag("small", f"{source.kind_words}, {source.rank}")),
            " ",
        )
        for source in study.sources.values()
    )


def groups(page: OpenPage, study: Study) -> Safe | None:
    """Return each group with what it was given, for how long, and how many people it had."""
    return facts((arm.label, _group(page, arm)) for arm in study.arms) if study.arms else None


def _group(page: OpenPage, arm: Arm) -> Safe:
    given = (
        arm.dose,
        arm.frequency,
        arm.formulation,
        f"for {arm.duration}" if arm.duration else None,
    )
    size = tag("span", reported(f"n = {arm.total}")) if arm.total else missing("size not reported")
    return together(
        (
            page.drug(arm.drug, linked=False) if arm.drug else None,
            *(value for value in given if value),
            size,
            tag("small", "with: ", arm.co_treatment) if arm.co_treatment else None,
            small(arm.note) if arm.note else None,
        ),
        ", ",
    )
