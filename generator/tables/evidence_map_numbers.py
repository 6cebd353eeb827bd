"""The map of the evidence in numbers: one row a cell, with the studies behind it, and the gaps in words."""

from collections.abc import Iterator

from generator.html.certainty import LEVELS, certainty_sign, level_words
from generator.html.counts import shown_taking
from generator.html.element import badge, judged, link, listed, missing, tag, together
from generator.html.escape import Safe
from generator.html.evidence_map_marks import DESIGN_WORDS, cell_id, row_label, sign_of
from generator.html.open_page import OpenPage
from generator.model.result import Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import SAFETY
from generator.synthesis.contrast import Basis
from generator.synthesis.direction import Voice
from generator.synthesis.evidence_map import Cell, Map, levels
from generator.synthesis.findings import withdrawn_from
from generator.synthesis.groups import domain, domains_in_order
from generator.synthesis.participants import treated
from generator.synthesis.selection import is_final, main_result
from generator.tables.table import Cell as TableCell
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.counts import people_words, studies_words
from generator.wording.result_names import heading, outcome_name


def numbers_table(page: OpenPage, found: Map) -> Safe:
    """Return the map in numbers: one row a cell, with the studies behind it."""
    what = "Outcome" if found.view == "outcome" else "Population"
    columns = (
        Column(what, facet=True),
        Column("Drug", facet=True),
        Column("Studies", number=True),
        Column("People who took it", number=True),
        Column("With a control group", number=True),
        Column("Strongest design", facet=True),
        Column("Direction", sorts=False),
        Column("Certainty", sorts=False),
        Column("The studies", sorts=False),
    )
    rows = [Row(_numbers(page, cell), id=cell_id(cell)) for cell in found.cells]
    return render_table(
        Table(
            name=f"map-{found.view}",
            caption=f"Drug by {what.lower()} in numbers, with the studies behind each cell",
            shows=shown_taking(page.evidence, found.studies),
            key="Counts are computed from the records, in the order of the map, which says nothing about merit.",
            columns=columns,
            rows=rows,
            how=page.how("computed"),
            sortable=True,
            filterable=True,
        )
    )


def _numbers(page: OpenPage, cell: Cell) -> tuple[TableCell | Safe | str, ...]:
    label = row_label(page, cell, cell.row)
    drug = page.evidence.drugs[cell.drug].label
    known = cell.people.unknown < cell.people.studies
    unknown = (
        f"and {cell.people.unknown} of unknown size"
        if 0 < cell.people.unknown < cell.people.studies
        else None
    )
    count = (
        tag("span", people_words(cell.people), class_="ev-computed ev-num")
        if known
        else missing("not reported")
    )
    return (
        TableCell(label, facets=(label,)),
        TableCell(page.drug(cell.drug), sort=drug, facets=(drug,)),
        str(len(cell.studies)),
        TableCell(
            together((count, tag("small", unknown) if unknown else None), " "),
            sort=str(cell.people.high) if known else "",
        ),
        str(cell.controlled),
        TableCell(DESIGN_WORDS[cell.strongest], facets=(DESIGN_WORDS[cell.strongest],)),
        _direction(page, cell),
        _certainty(page, cell),
        tag("details", tag("summary", studies_words(cell.people).partition(",")[0]), _studies(page, cell),
            class_="ev-source"),
    )  # fmt: skip


def _direction(page: OpenPage, cell: Cell) -> Safe:
    """Return the direction with each statement it rests on, every one a link to its number."""
    sign, said = sign_of(cell.signal)
    mark = tag(
        "span", sign, class_="ev-says", data_ev_says=cell.signal.direction.value, aria_hidden="true"
    )
    head = together((mark, f" {said}"))
    if not cell.signal.voices:
        return tag("span", head, class_="ev-missing")
    voices = (_voice(page, one) for one in cell.signal.voices)
    count = len(cell.signal.voices)
    what = "comparison" if cell.signal.controlled else "statement"
    summary = tag("summary", f"{count} {what}{'' if count == 1 else 's'}")
    return together(
        (head, tag("details", summary, listed(voices, class_="ev-lines"), class_="ev-source")), " "
    )


def _voice(page: OpenPage, voice: Voice) -> Safe:
    name = (
        voice.row.event if isinstance(voice.row, Harm) else outcome_name(page.evidence, voice.row)
    )
    where = link(page.study_address(voice.study, voice.row.id), f"{voice.study.label}: {name}")
    against = f" against {voice.against.label}" if voice.against else ""
    basis = f", by {voice.basis}" if voice.against or voice.basis is not Basis.WORDS else ""
    return together((where, f": {voice.direction}{against}{basis}"))


def _certainty(page: OpenPage, cell: Cell) -> Safe:
    if not cell.ratings:
        return missing("not rated")
    lines = []
    for rating in cell.ratings:
        way = link(
            page.address(f"populations/{rating.population}.html#{rating.id}"), rating.outcome
        )
        people = (
            page.evidence.populations[rating.population].label if cell.view == "outcome" else None
        )
        again = badge("to be judged again: made with a study retracted since", "caution")
        gone = withdrawn_from(page.evidence, rating)
        shown = (
            way,
            f" ({people})" if people else None,
            ": ",
            judged(rating.rating),
            again if gone else None,
        )
        lines.append(together(shown))
    drugs = {rating.comparison.drug for rating in cell.ratings} - {cell.drug}
    named = ", ".join(page.evidence.drugs[name].label for name in sorted(drugs))
    whole = tag("small", f"of the class ({named}), not of this drug alone") if named else None
    held = levels(page.evidence, cell, LEVELS)
    fold = tag("details", tag("summary", f"{len(lines)} {'rating' if len(lines) == 1 else 'ratings'}"),
               listed(lines, class_="ev-lines"), class_="ev-source")  # fmt: skip
    others = "; ".join(dict.fromkeys(rating.rating for rating in cell.ratings))
    words = (
        together((certainty_sign(held), Safe(" "), judged(level_words(held))))
        if held
        else missing(others)
    )
    return together((words, whole, fold), " ")


def _studies(page: OpenPage, cell: Cell) -> Safe:
    """Return the studies of a cell, largest first: who, how many, which design, and where its results stand."""
    return listed((_study(page, cell, study) for study in cell.studies), class_="ev-lines")


def _study(page: OpenPage, cell: Cell, study: Study) -> Safe:
    people = treated(page.evidence, study, cell.drug)
    size = "number on the drug not reported" if people is None else f"{people:,} took it"
    design = page.evidence.designs[study.design].label
    results = together(_results(page, cell, study), "; ") or missing("no result that could be read")
    about = tag("small", f"{size}; {design[0].lower()}{design[1:]}")
    return together((page.study(study), Safe(" "), about, tag("span", results, class_="ev-line")))


def _results(page: OpenPage, cell: Cell, study: Study) -> Iterator[Safe]:
    """Yield the way to the main result of each outcome the study reports on the drug, and to its harms."""
    rows = [row for _, row in cell.rows_of(study)]
    results = [row for row in rows if not isinstance(row, Harm)]
    for name in domains_in_order(page.evidence, (domain(page.evidence, row) for row in results)):
        own = [row for row in results if domain(page.evidence, row) == name]
        main = main_result(page.evidence, study, name, cell.drug) or own[0]
        words = outcome_name(page.evidence, main) if cell.view == "outcome" else heading(name)
        note = "" if is_final(main) else " (interim or part of the group)"
        more = f" and {len(own) - 1} more" if len(own) > 1 else ""
        time = _when(main, words) if cell.view == "outcome" else ""
        yield together(
            (link(page.study_address(study, main.id), f"{words}{time}"), f"{note}{more}")
        )
    if cell.row == SAFETY and any(isinstance(row, Harm) for row in rows):
        count = sum(isinstance(row, Harm) for row in rows)
        yield link(
            page.study_address(study, "_harms"),
            f"{count} {'harm' if count == 1 else 'harms'} looked for",
        )


def _when(result: Result, words: str) -> str:
    """Return when an outcome was measured, where that is a length of time and its name does not say it."""
    known = result.time and result.time.value and str(result.time) not in words
    return f", {result.time}" if known else ""
