"""The map of the evidence in numbers: one row a cell, with the studies behind it."""

from collections.abc import Iterator, Sequence

from generator.html.certainty import certainty_mark, linked_sentence, rated_drug
from generator.html.counts import shown_taking
from generator.html.element import (
    Child,
    badge,
    computed_number,
    judged,
    line,
    link,
    listed,
    missing,
    remark,
    small,
    small_fold,
    spaced,
    together,
)
from generator.html.escape import Safe
from generator.html.evidence_map_marks import (
    DESIGN_WORDS,
    cell_id,
    direction_mark,
    row_label,
    sign_of,
)
from generator.html.open_page import OpenPage
from generator.html.people import people_so_far, unknown_size
from generator.model.judgement import Certainty
from generator.model.result import Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import SAFETY
from generator.synthesis.direction import Voice
from generator.synthesis.evidence_map import Cell, Map, rating_beside
from generator.synthesis.findings import withdrawn_from
from generator.synthesis.groups import domain, domains_in_order
from generator.synthesis.participants import People, treated
from generator.synthesis.selection import is_final, main_result
from generator.tables.table import Cell as TableCell
from generator.tables.table import Column, Row, Table, render_table
from generator.text.count_words import count_words
from generator.wording.control_sentence import AGAINST_A_CONTROL
from generator.wording.counts import NOT_PUBLISHED, PUBLISHED_CASES, people_words
from generator.wording.inline_figures import in_a_sentence, size
from generator.wording.result_names import heading, name_and_time, outcome_name

_COLUMNS = (
    Column("Drug", facet=True),
    Column("Studies", number=True),
    Column("People who took it", number=True),
    Column(AGAINST_A_CONTROL, number=True),
    Column("Strongest design", facet=True),
    Column("Direction", sorts=False),
    Column("Certainty", sorts=False),
    Column("The studies", sorts=False),
)
_KEY = (
    "Counts are computed from the records, in the order of the map, which says nothing about merit."
)


def numbers_table(page: OpenPage, evidence_map: Map) -> Safe:
    """Return the map in numbers: one row a cell, with the studies behind it."""
    view = evidence_map.view
    return render_table(
        Table(
            name=f"map-{view}",
            caption=f"Drug by {view} in numbers, with the studies behind each cell",
            shows=shown_taking(page.evidence, evidence_map.studies),
            key=_KEY,
            columns=(Column(view.capitalize(), facet=True), *_COLUMNS),
            rows=[Row(tuple(_cells(page, cell)), id=cell_id(cell)) for cell in evidence_map.cells],
            how=page.how("computed"),
            sortable=True,
            filterable=True,
        )
    )


def _cells(page: OpenPage, cell: Cell) -> Iterator[TableCell | Child]:
    label = row_label(page, cell, cell.row)
    yield TableCell(label, facets=(label,))
    drug = page.evidence.drugs[cell.drug].label
    yield TableCell(page.drug(cell.drug), sort=drug, facets=(drug,))
    yield str(len(cell.studies))
    yield _people(cell.people)
    yield str(cell.controlled)
    design = DESIGN_WORDS[cell.strongest]
    yield TableCell(design, facets=(design,))
    yield _direction(page, cell)
    yield _certainty(page, cell)
    lines = (together(_study(page, cell, study)) for study in cell.studies)
    number = count_words(cell.people.studies, "study", "studies")
    yield small_fold(number, listed(lines, class_="ev-lines"))


def _people(people: People) -> TableCell:
    # A number that no study reports sorts as nothing, not as zero.
    if people.unknown == people.studies:
        return TableCell(people_so_far(people), sort="")
    count = computed_number(people_words(people))
    return TableCell(together((count, remark(unknown_size(people)))), sort=str(people.high))


def _direction(page: OpenPage, cell: Cell) -> Safe:
    """Return the direction with each comparison it rests on, every one a link to its number."""
    signal = cell.signal
    sign, said = sign_of(signal)
    if not signal.voices:
        return missing(said)
    head = together((direction_mark(signal.direction, sign[:1]), f" {said}"))
    statements = listed((_voice(page, voice) for voice in signal.voices), class_="ev-lines")
    return spaced(head, small_fold(count_words(len(signal.voices), "comparison"), statements))


def _voice(page: OpenPage, voice: Voice) -> Safe:
    row, verdict = voice.row, voice.verdict
    name = row.event if isinstance(row, Harm) else outcome_name(page.evidence, row)
    home = link(page.study_address(voice.study, row.id), f"{voice.study.label}: {name}")
    numbers = linked_sentence(page, tuple(size(page.evidence, voice.contrast)))
    against = f" against {voice.against.label}, by {verdict.basis}"
    return together((home, ", ", numbers, f": {verdict.said}{against}"))


def _certainty(page: OpenPage, cell: Cell) -> Safe:
    """Return the rating of the cell's direction, and each rating that rests on its figures."""
    if not cell.ratings:
        return missing("not rated")
    ratings = listed((_rating(page, cell, rating) for rating in cell.ratings), class_="ev-lines")
    fold = small_fold(count_words(len(cell.ratings), "rating"), ratings)
    beside = rating_beside(page.evidence, cell)
    if beside is None:
        return spaced(missing("none on the same evidence as a sign"), fold)
    return spaced(certainty_mark(beside.rating), _of_class(page, beside, cell), fold)


def _of_class(page: OpenPage, rating: Certainty, cell: Cell) -> Safe | None:
    # Certainty is mostly judged for a class of drugs, even where one drug has all its figures.
    if rating.comparison.drug == cell.drug:
        return None
    name = rated_drug(page, rating)
    return small(f"of the class ({name}); all figures are of this drug")


def _rating(page: OpenPage, cell: Cell, rating: Certainty) -> Safe:
    address = page.address(f"populations/{rating.population}.html#{rating.id}")
    parts: list[Safe | str] = [link(address, rating.outcome)]
    if cell.view == "outcome":
        parts.append(f" ({page.evidence.populations[rating.population].label})")
    parts += [": ", judged(rating.rating)]
    if withdrawn_from(page.evidence, rating):
        parts.append(badge("to be judged again: made with a study retracted since", "caution"))
    return together(parts)


def _study(page: OpenPage, cell: Cell, study: Study) -> Iterator[Safe | str]:
    """Yield the name of a study, how many took the drug, its design, links to its results."""
    people = treated(page.evidence, study, cell.drug)
    size = f"{people:,} took it" if people is not None else _size_unknown(study)
    if people == 0:
        size = PUBLISHED_CASES
    design = in_a_sentence(page.evidence, page.evidence.designs[study.design].label)
    yield page.study(study)
    yield Safe(" ")
    yield small(f"{size}; {design}")
    yield line(
        together(_results(page, cell, study), "; ") or missing("no result that could be read")
    )


def _size_unknown(study: Study) -> str:
    """Return that nobody says how many took the drug, and how large the whole study is if known."""
    if study.size is None:
        return "number on the drug not reported"
    return f"{NOT_PUBLISHED} (a study of {count_words(study.size.value, 'person', 'people')})"


def _results(page: OpenPage, cell: Cell, study: Study) -> Iterator[Safe]:
    """Yield links to the main result of each outcome that a study reports, and to its harms."""
    by_domain: dict[str, list[Result]] = {}
    harms = 0
    for _, row in cell.rows_of(study):
        if isinstance(row, Harm):
            harms += 1
        else:
            by_domain.setdefault(domain(page.evidence, row), []).append(row)
    for name in domains_in_order(page.evidence, by_domain):
        yield _main_result(page, cell, study, name, by_domain[name])
    if cell.row == SAFETY and harms:
        looked_for = f"{count_words(harms, 'harm')} looked for"
        yield link(page.study_address(study, "_harms"), looked_for)


def _main_result(
    page: OpenPage, cell: Cell, study: Study, domain_name: str, results: Sequence[Result]
) -> Safe:
    # Where no result may stand for the domain, the first still leads to what there is.
    main = main_result(page.evidence, study, domain_name, cell.drug) or results[0]
    label = heading(domain_name)
    if cell.view == "outcome":
        label = name_and_time(outcome_name(page.evidence, main), main.time)
    note = "" if is_final(main) else " (interim or part of the group)"
    more = f" and {len(results) - 1} more" if len(results) > 1 else ""
    return together((link(page.study_address(study, main.id), label), f"{note}{more}"))
