"""Harms between the groups of controlled studies: how many in each, the ratio, the difference."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, product

from generator.html.counts import shown
from generator.html.element import (
    Child,
    badge,
    computed,
    computed_number,
    line,
    link,
    listed,
    missing,
    paragraph,
    small,
    small_fold,
    spaced,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.model.study import Arm, Study
from generator.statistics.rounding import format_share
from generator.synthesis.harm_comparison import HarmOfStudy, HarmRow, harm_rows
from generator.tables.table import Band, Column, Row, Table, render_table
from generator.text.count_words import count_words
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.trial_words import RisksInWords, ratio_words, words_of_risks

_COLUMNS = (
    Column("Harm"),
    Column("On the drug"),
    Column("Control"),
    Column("Risk ratio"),
    Column("Difference"),
)
_KEY = "The most frequent in the control groups first."
_TIME = "Each study counted over its own length of time"
_NOTE = (
    "Percentages are simple sums of the groups. A risk ratio of several trials is an average by "
    "trial, and the difference follows from it at the risk in the middle of the trials’ control "
    f"groups, so that neither need agree with the sums. {_TIME}; only trials whose groups chance "
    "made are averaged."
)


def harms_of_two_groups(
    page: OpenPage, studies: Iterable[Study], name: str, caption: str
) -> Safe | None:
    """Return the harms counted in both groups of studies as a table and lines; None without any."""
    rows = harm_rows(page.evidence, studies)
    if not rows:
        return None
    some = [row for row in rows if row.entries and not row.nobody]
    # Of one study nothing is added up or averaged.
    note = _NOTE if any(len(row.entries) > 1 for row in some) else f"{_TIME}."
    parts = [paragraph(small(note)), _table(page, some, name, caption)] if some else []
    parts += _lines_of_nobody(page, [row for row in rows if row.entries and row.nobody])
    parts += _lines_left_out(page, rows)
    return Safe("\n\n").join(parts)


def _table(page: OpenPage, rows: Sequence[HarmRow], name: str, caption: str) -> Safe:
    entries = chain.from_iterable(row.entries for row in rows)
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, (entry.study for entry in entries)),
            key=_KEY,
            columns=_COLUMNS,
            rows=list(_rows(page, rows)),
            how=page.how("together"),
        )
    )


def _rows(page: OpenPage, rows: Sequence[HarmRow]) -> Iterator[Row | Band]:
    for (_, comparator), of_class in groupby(rows, _compared):
        together_in_table = list(of_class)
        yield Band(_band(page, comparator, together_in_table))
        yield from (Row(tuple(_cells(page, row))) for row in together_in_table)


def _band(page: OpenPage, comparator: str, rows: Sequence[HarmRow]) -> str:
    """Return what is compared: drugs, or groups as they are called where they had more than one."""
    pairs = dict(chain.from_iterable(map(_pairs, chain.from_iterable(r.entries for r in rows))))
    if len(pairs) == 1:
        groups = next(iter(pairs.values()))
        # Named by its drug alone, a drug added to another would seem to replace it.
        if any(group.co_treatment for group in groups):
            return f"{groups[0].label} against {in_a_sentence(page.evidence, groups[1].label)}"
    return f"{_drugs(page, rows)} against {in_a_sentence(page.evidence, comparator)}"


def _pairs(entry: HarmOfStudy) -> Iterator[tuple[tuple[str, str, str], tuple[Arm, Arm]]]:
    """Yield each group on the drug with each group beside it, by their addresses."""
    study = entry.study
    for treated, control in product(entry.treated, entry.controls):
        groups = study.arm(treated.arm), study.arm(control.arm)
        yield (study.id, treated.arm, control.arm), groups


def _drugs(page: OpenPage, rows: Iterable[HarmRow]) -> str:
    """Return the drugs that the groups of some rows took, in the vocabulary's order."""
    entries = chain.from_iterable(row.entries for row in rows)
    taken = {entry.study.arm(entry.treated[0].arm).drug for entry in entries}
    return ", ".join(drug.label for name, drug in page.evidence.drugs.items() if name in taken)


def _compared(row: HarmRow) -> tuple[str, str]:
    return row.drug_class, row.comparator


def _cells(page: OpenPage, row: HarmRow) -> Iterator[Child]:
    yield _harm(page, row)
    yield _share(row.on_drug)
    yield _share(row.beside)
    yield _ratio(row)
    yield _difference(row)


def _harm(page: OpenPage, row: HarmRow) -> Safe:
    serious = badge("serious", "caution") if row.serious else None
    unlike = None if row.randomised else badge("groups not made by chance", "caution")
    name = spaced(explain(page, row.event), serious, unlike)
    return together((name, line(small(_studies(page, row.entries)), _worked_out(row))))


def _studies(page: OpenPage, entries: Iterable[HarmOfStudy]) -> Safe:
    return together((page.study(entry.study, entry.treated[0].id) for entry in entries), ", ")


def _worked_out(row: HarmRow) -> Safe | None:
    counts = chain.from_iterable(entry.counts for entry in row.entries)
    derived = any(count.derived for count in counts)
    return small("; counts worked out from what is printed") if derived else None


def _share(counts: tuple[int, int]) -> Safe:
    events, people = counts
    percent = computed(format_share(events, people))
    return together((percent, line(small(f"{events:,} of {people:,}"))))


def _ratio(row: HarmRow) -> Safe:
    if row.ratio is None:
        return missing(f"not averaged: {row.why_not}" if row.why_not else "not computed")
    ratio = row.ratio
    limits = line(small(f"{ratio_words(ratio.low or 0)} to {ratio_words(ratio.high or 0)}"))
    return together((computed_number(ratio_words(ratio.value)), limits, _how(row)))


def _how(row: HarmRow) -> Safe:
    if row.pooled:
        said = f"average of {count_words(row.pooled.studies, 'trial')}{_silent(row)}"
        return small_fold(said, paragraph(small(f"{row.pooled.method}.")))
    compared = row.alone.compared if row.alone else None
    ratio, difference = (compared.ratio, compared.difference) if compared else (None, None)
    ways = [f"risk ratio of the counts, {ratio.how}" if ratio else ""]
    ways += [f"difference: {difference.how}" if difference else ""]
    words = f"{capital('; '.join(filter(None, ways)))}."
    one = "one trial" if row.randomised else "one study"
    return small_fold(f"{one}{_silent(row)}", paragraph(small(words)))


def _silent(row: HarmRow) -> str:
    """Return how many trials of an average had nobody with the harm: they move no ratio."""
    empty = sum(not entry.table[0] and not entry.table[2] for entry in row.entries)
    return f"; {count_words(empty, 'trial')} without an event" if empty else ""


def _difference(row: HarmRow) -> Safe:
    words = _words(row)
    if words is None:
        return missing("none without an average" if len(row.entries) > 1 else "not computed")
    limits = line(small(words.interval)) if words.interval else None
    # The middle of several groups is not the share that stands beside it: so it is named.
    middle = line(small(f"from {words.without}")) if row.pooled else None
    return together(filter(None, (computed(words.difference), limits, middle)))


def _words(row: HarmRow) -> RisksInWords | None:
    if row.difference is None or row.without is None:
        return None
    return words_of_risks(row.without.value, row.difference)


def _lines_of_nobody(page: OpenPage, rows: Sequence[HarmRow]) -> Iterator[Safe]:
    """Yield in words what nobody in either group had: zero against zero gives no ratio."""
    if rows:
        said = (_nobody(page, row) for row in rows)
        yield paragraph("Nobody in either group had ", together(said, "; "), ".")


def _nobody(page: OpenPage, row: HarmRow) -> Safe:
    against = in_a_sentence(page.evidence, row.comparator)
    counts = f"0 of {row.on_drug[1]:,} against 0 of {row.beside[1]:,}, {against}"
    return together((explain(page, row.event), f" ({counts}: ", _studies(page, row.entries), ")"))


def _lines_left_out(page: OpenPage, rows: Sequence[HarmRow]) -> Iterator[Safe]:
    left_out = list(chain.from_iterable(_refusals(page, row) for row in rows))
    if left_out:
        yield small_fold("Not counted in this table", listed(left_out))


def _refusals(page: OpenPage, row: HarmRow) -> Iterator[Safe]:
    return (_refused(page, row, *each) for each in row.left_out)


def _refused(page: OpenPage, row: HarmRow, entry: HarmOfStudy, reason: str) -> Safe:
    study: Safe = link(page.study_address(entry.study, entry.treated[0].id), entry.study.label)
    return together((study, f", {row.event}: {reason}"))
