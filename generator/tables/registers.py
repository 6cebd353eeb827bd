"""Registered trials, safety notices and what reviews say of studies nobody here has read."""

from collections.abc import Iterable

from generator.html.counts import shown_rows
from generator.html.element import badge, facts, link, listed, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.html.study_facts import registration
from generator.model.provenance import Extraction
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.tables.table import Cell, Column, Row, Table, render_table

_TRIALS = (
    Column("Trial"),
    Column("Drug"),
    Column("Who"),
    Column("Design"),
    Column("Planned or enrolled"),
    Column("Status"),
    Column("Reported here"),
    Column("Source"),
)


_ORDER = "In the order of the record."


def trials_table(
    page: OpenPage, trials: Iterable[RegisteredTrial], name: str, caption: str
) -> Safe:
    """Return registered trials as their register pages showed them."""
    rows = [Row(_trial(page, trial), id=trial.id) for trial in trials]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "registered trial"),
            key=_ORDER,
            columns=_TRIALS,
            rows=rows,
            how=page.how("finding"),
            searchable=True,
        )
    )


def notices_table(page: OpenPage, notices: Iterable[SafetyNotice], name: str, caption: str) -> Safe:
    """Return what regulators and class-wide safety studies say, each with its source."""
    columns = (
        Column("What it says"),
        Column("Who says it"),
        Column("When"),
        Column("Drugs"),
        Column("Source"),
    )
    rows = [
        Row(
            (
                together(
                    (
                        explain(page, item.fact),
                        small(f"People: {item.population}") if item.population else None,
                        small(item.note) if item.note else None,
                    ),
                    " ",
                ),
                together(
                    (item.body, small(item.kind), small(item.journal) if item.journal else None),
                    " ",
                ),
                _when(item),
                together((page.drug(drug, linked=False) for drug in item.drugs), " ")
                or "; ".join(item.drugs_as_named)
                or "the class, or none",
                _source(
                    item.url,
                    item.title or item.kind,
                    item.where,
                    item.seen.words(),
                    item.extraction,
                    *item.also,
                ),
            ),
            id=item.id,
        )
        for item in notices
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "statement"),
            key=_ORDER,
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def reviewed_table(
    page: OpenPage, records: Iterable[ReviewedStudy], name: str, caption: str
) -> Safe:
    """Return what reviews say of primary studies; second-hand, never pooled."""
    columns = (
        Column("Study as named"),
        Column("Drug"),
        Column("People"),
        Column("What the review says"),
        Column("Review"),
    )
    rows = [
        Row(
            (
                _named_in_review(page, item),
                together(
                    (
                        *(page.drug(drug, linked=False) for drug in item.drugs),
                        small(item.drug_as_named or ""),
                    ),
                    " ",
                ),
                together(
                    (reported(str(item.total)) if item.total else missing(), item.population), " "
                ),
                together(
                    (
                        explain(page, item.finding),
                        badge("secondary source", "secondary"),
                        small(item.note) if item.note else None,
                    ),
                    " ",
                ),
                _source(item.url, item.review, item.where, item.seen.words(), item.extraction),
            ),
            id=f"reviewed-{item.id}",
        )
        for item in records
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "second-hand report"),
            key=f"{_ORDER} People are not added up: nobody read the studies themselves.",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _named_in_review(page: OpenPage, item: ReviewedStudy) -> Safe:
    own = page.evidence.every_study.get(item.study or "")
    return together(
        (item.study_as_named, tag("small", "in this record: ", page.study(own)) if own else None),
        " ",
    )


def _trial(page: OpenPage, trial: RegisteredTrial) -> tuple[Cell | Safe | str | None, ...]:
    study = page.evidence.every_study.get(trial.study or "")
    number = registration(trial.registration) if trial.registration else missing("no number seen")
    return (
        together((number, small(trial.title)), " "),
        together(
            (
                *(page.drug(drug, linked=False) for drug in trial.drugs),
                small(trial.intervention or ""),
            ),
            " ",
        ),
        together(
            (*(page.population(item) for item in trial.populations), small(trial.criteria or "")),
            " ",
        ),
        together(
            (
                trial.design or missing(),
                small(trial.phase or ""),
                small(f"against {trial.comparator}" if trial.comparator else ""),
            ),
            " ",
        ),
        reported(trial.participants) if trial.participants else missing(),
        together(
            (
                page.named(trial.status) if trial.status else missing(),
                small(f"as of {trial.as_of.words()}" if trial.as_of else ""),
            ),
            " ",
        ),
        page.study(study) if study else missing("no results seen"),
        _register_entry(trial),
    )


def _register_entry(trial: RegisteredTrial) -> Safe:
    more = [
        ("Treatment", trial.treatment),
        ("Duration", trial.duration),
        ("Follow-up", trial.follow_up),
        ("Glucocorticoid", trial.glucocorticoid),
        ("Primary outcome", trial.primary_outcome),
        ("Secondary outcomes", trial.secondary_outcomes),
        ("Sponsor", trial.sponsor),
        ("Sites", trial.sites),
        ("Countries", ", ".join(trial.countries_listed)),
        ("Protocol", trial.protocol_code),
        ("First entered", trial.first_entered),
        ("First posted", trial.first_posted),
        ("Start", trial.start),
        ("Completion", trial.completion),
        ("Other numbers", ", ".join(trial.other_ids)),
        (
            "Read in the register",
            listed(
                tag("span", f"{fact.field}: {fact.value} ", link(fact.url, fact.where))
                for fact in trial.facts
            )
            if trial.facts
            else None,
        ),
        ("Not seen", "; ".join(trial.not_seen)),
        ("Sources disagree", trial.discrepancy),
        ("Note", trial.note),
    ]
    return _source(
        trial.url,
        "register entry",
        trial.where,
        trial.seen.words(),
        trial.extraction,
        *trial.also,
        more=more,
    )


def _when(item: SafetyNotice) -> Cell:
    if item.date:
        return Cell(item.date.words(), sort=str(item.date))
    if item.date_reported:
        return Cell(f"reported {item.date_reported.words()}", sort=str(item.date_reported))
    return Cell(missing("no date"), sort="")


def _source(
    url: str,
    title: str,
    where: str,
    seen: str,
    extraction: Extraction,
    *also: str,
    more: Iterable[tuple[str, Safe | str | None]] = (),
) -> Safe:
    again = f", read again {extraction.second.words()}" if extraction.second else ""
    pairs = [
        ("Source", link(url, title)),
        ("Where in it", where),
        ("Read on", seen),
        ("Extracted", f"{extraction.first.words()}{again}; {extraction.words}"),
        ("Corrected", "; ".join(extraction.corrections)),
        ("Also seen at", listed(link(address, address) for address in also) if also else None),
        *more,
    ]
    return tag(
        "details",
        tag("summary", tag("span", "source", class_="ev-source-name")),
        facts(pairs, small=True),
        class_="ev-source",
    )
