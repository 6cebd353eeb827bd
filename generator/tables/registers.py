"""Registered trials, safety notices and what reviews say of studies nobody here has read."""

from collections.abc import Iterable, Iterator, Sequence

from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    badge,
    facts,
    listed,
    missing,
    remark,
    reported,
    small,
    small_fold,
    spaced,
    tag,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.page_read import origin_pairs, page_read
from generator.html.provenance import extraction_words
from generator.html.safety_notices import notice_words
from generator.html.study_facts import registration
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.vocabulary import Drug
from generator.synthesis.original import original_of_record
from generator.synthesis.warnings import names_drug
from generator.tables.table import Cell, Column, Row, Table, render_if_filled

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
_NOTICES = (
    Column("What it says"),
    Column("Who says it"),
    Column("When"),
    Column("Drugs"),
    Column("Source"),
)
_REVIEWED = (
    Column("Study as named"),
    Column("Drug"),
    Column("People"),
    Column("What the review says"),
    Column("Review"),
)
_ORDER = "In the order of the record."


def trials_table(
    page: OpenPage, trials: Iterable[RegisteredTrial], name: str, caption: str
) -> Safe | None:
    """Return registered trials as their register pages showed them; None if there are none."""
    rows = [Row(tuple(_trial(page, trial)), id=trial.id) for trial in trials]
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(rows), "registered trial"),
            key=_ORDER,
            columns=_TRIALS,
            rows=rows,
            how=page.how("finding"),
            searchable=True,
        )
    )


def notices_table(
    page: OpenPage,
    notices: Iterable[SafetyNotice],
    name: str,
    caption: str,
    *,
    drug: Drug | None = None,
) -> Safe | None:
    """Return what regulators and class-wide safety studies say, each with its source.

    Of a drug that a notice does not name, but only its class, the notice says so.
    """
    rows = [Row(tuple(_notice(page, notice, drug)), id=notice.id) for notice in notices]
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(rows), "statement"),
            key=_ORDER,
            columns=_NOTICES,
            rows=rows,
            how=page.how("reading"),
        )
    )


def reviewed_table(
    page: OpenPage, records: Iterable[ReviewedStudy], name: str, caption: str
) -> Safe | None:
    """Return what reviews say of primary studies, second-hand and never pooled; None if nothing."""
    rows = [Row(tuple(_reviewed(page, record)), id=f"reviewed-{record.id}") for record in records]
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(rows), "second-hand report"),
            key=f"{_ORDER} People are not added up: nobody read the studies themselves.",
            columns=_REVIEWED,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _trial(page: OpenPage, trial: RegisteredTrial) -> Iterator[Child]:
    number = registration(trial.registration) if trial.registration else missing("no number seen")
    yield spaced(number, small(trial.title))
    yield _drugs(page, trial.drugs, trial.intervention)
    yield spaced(*map(page.population, trial.populations), small(trial.criteria or ""))
    against = f"against {trial.comparator}" if trial.comparator else ""
    yield spaced(trial.design or missing(), small(trial.phase or ""), small(against))
    yield reported(trial.participants) if trial.participants else missing()
    yield _status(page, trial)
    study = page.evidence.every_study.get(trial.study or "")
    yield page.study(study) if study else missing("no results seen")
    yield _source(page, trial, "register entry", _register_entry(page, trial))


def _status(page: OpenPage, trial: RegisteredTrial) -> Safe:
    # A status grows old without anybody noticing: the day it was read stands beside it.
    as_of = f"entry as of {trial.as_of.words()}" if trial.as_of else ""
    return spaced(page.named(trial.status) if trial.status else missing(), small(as_of))


def _register_entry(page: OpenPage, trial: RegisteredTrial) -> tuple[tuple[str, Child], ...]:
    return (
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
        ("Read in the register", _register_facts(page, trial)),
        ("Not seen", "; ".join(trial.not_seen)),
        ("Sources disagree", trial.discrepancy),
        ("Note", trial.note),
    )


def _register_facts(page: OpenPage, trial: RegisteredTrial) -> Safe | None:
    if not trial.facts:
        return None
    return listed(
        tag(
            "span",
            f"{fact.field}: {fact.value} ",
            small(fact.where),
            " ",
            page_read(page.evidence, fact.url),
        )
        for fact in trial.facts
    )


def _notice(page: OpenPage, notice: SafetyNotice, drug: Drug | None) -> Iterator[Cell | Child]:
    people = ""
    if notice.population and not notice.other_disease:
        people = f"People: {notice.population}"
    apart = None
    if drug and not names_drug(notice, drug):
        apart = badge(f"about the class: does not name {drug.label}", "caution")
    yield spaced(*notice_words(page, notice), apart, remark(people), remark(notice.note))
    yield spaced(notice.body, small(notice.kind_words), remark(notice.journal))
    yield _when(notice)
    yield page.drugs(notice.drugs) or "; ".join(notice.drugs_as_named) or "the class, or none"
    yield _source(page, notice, notice.title or notice.kind_words)


def _when(notice: SafetyNotice) -> Cell:
    if notice.issued:
        revised = "" if notice.date else "revised "
        return Cell(f"{revised}{notice.issued.words()}", sort=str(notice.issued))
    if notice.date_reported:
        day = notice.date_reported
        return Cell(f"reported {day.words()}", sort=str(day))
    return Cell(missing("no date"), sort="")


def _reviewed(page: OpenPage, record: ReviewedStudy) -> Iterator[Child]:
    study = page.evidence.every_study.get(record.study or "")
    # The study itself may have been read since: then its own figures stand there.
    here = small("in this record: ", page.study(study)) if study else None
    yield spaced(record.study_as_named, here)
    yield _drugs(page, record.drugs, record.drug_as_named)
    total = reported(str(record.total)) if record.total else missing()
    yield spaced(total, record.population)
    # Said beside each finding, since a row may be read without its caption.
    second_hand = badge("secondary source", "secondary")
    yield spaced(explain(page, record.finding), second_hand, remark(record.note))
    yield _source(page, record, record.review)


def _drugs(page: OpenPage, drugs: Sequence[str], as_named: str | None) -> Safe:
    # Where no drug of the vocabulary is named, nothing stands before the source's own word.
    names = (page.drugs(drugs),) if drugs else ()
    return spaced(*names, small(as_named or ""))


def _source(
    page: OpenPage,
    record: RegisteredTrial | SafetyNotice | ReviewedStudy,
    title: str,
    more: Iterable[tuple[str, Child]] = (),
) -> Safe:
    """Return where a record was read, opening to its address, place, dates and further facts."""
    original = original_of_record(page.evidence, record)
    also = None
    if not isinstance(record, ReviewedStudy) and record.also:
        also = listed(page_read(page.evidence, address) for address in record.also)
    pairs = (
        *origin_pairs(original, record.url, page_read(page.evidence, record.url, title)),
        ("Where in it", record.where),
        ("Seen", record.seen.words()),
        ("Extracted", extraction_words(record.extraction)),
        ("Corrected", "; ".join(record.extraction.corrections)),
        ("Also seen at", also),
        *more,
    )
    name = tag("span", "source", class_="ev-source-name")
    return small_fold(name, facts(pairs, small=True))
