"""What was judged: bias of studies, certainty of the evidence, corrections; each with who, why and when."""

from collections.abc import Iterable, Sequence

from generator.html.certainty import number_link, step_words
from generator.html.counts import shown, shown_rows
from generator.html.element import badge, judged, link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
from generator.html.signs import light
from generator.model.judgement import Certainty, Correction
from generator.model.study import Study
from generator.synthesis.appraisal import Appraised, Mark
from generator.tables.table import Column, Row, Table, render_table


def appraisal_table(page: OpenPage, study: Study, appraised: Appraised, name: str) -> Safe:
    """Return one appraisal: each question, its answer with its sign, and its reason."""
    rows = [
        Row(
            (
                together(
                    (tag("span", mark.item_id, class_="ev-item-id"), explain(page, mark.question)),
                    " ",
                ),
                together((light(mark.symbol, mark.level), judged(_with_meaning(mark))), " "),
                explain(page, mark.reason),
            )
        )
        for mark in appraised.marks
    ]
    number = f"Appraisal {appraised.place + 1}: " if appraised.place else ""
    caption = f"{number}{appraised.tool_label}, version {appraised.version}; {appraised.rater}, {appraised.date}"
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, [study]),
            key="In the order of the tool's questions.",
            columns=(Column("Question"), Column("Answer"), Column("Reason")),
            rows=rows,
            how=page.how("kinds"),
        )
    )


def certainty_table(page: OpenPage, ratings: Iterable[Certainty], name: str, caption: str) -> Safe:
    """Return ratings of certainty with the reason for each step and the results they rest on."""
    columns = (
        Column("Outcome"),
        Column("Certainty"),
        Column("In a sentence"),
        Column("Why this rating"),
        Column("Rests on"),
    )
    rows = [Row(_rating(page, rating), id=rating.id) for rating in ratings]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "rating"),
            key="In the order of the record.",
            columns=columns,
            rows=rows,
            how=page.how("kinds"),
        )
    )


def corrections_table(
    page: OpenPage, corrections: Sequence[Correction], name: str, caption: str
) -> Safe:
    """Return known faults of sources and what is done about each."""
    columns = (Column("About"), Column("In the source"), Column("What is done here"), Column("Why"))
    rows = [
        Row(
            (
                together((number_link(page, about, "/") for about in item.about), ", "),
                together((explain(page, item.where), small(item.note) if item.note else None), " "),
                explain(page, item.what_we_do),
                together((explain(page, item.why), small(item.reported)), " "),
            ),
            id=item.id,
        )
        for item in corrections
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "known fault"),
            key="In the order of the record.",
            columns=columns,
            rows=rows,
            how=page.how("checked"),
        )
    )


def _with_meaning(mark: Mark) -> str:
    """Return an answer with its meaning where the tool answers in figures."""
    return (
        f"{mark.answer}: {mark.meaning}" if mark.answer.isdigit() and mark.meaning else mark.answer
    )


def _rating(page: OpenPage, rating: Certainty) -> tuple[Safe | str, ...]:
    steps = [step_words(step, "down") for step in rating.down] + [
        step_words(step, "up") for step in rating.up
    ]
    why = listed([f"starts at {rating.start.level}: {rating.start.reason}", *steps])
    drug = page.evidence.drugs.get(rating.comparison.drug)
    compared = (
        f"{drug.label if drug else rating.comparison.drug} against {rating.comparison.against}"
    )
    return (
        together((rating.outcome, badge(rating.importance, "quiet"), small(compared)), " "),
        together((judged(rating.rating), small(f"{rating.rater}, {rating.date.words()}")), " "),
        explain(page, rating.reason),
        tag("details", tag("summary", "reasons"), why, class_="ev-source"),
        _rests_on(page, rating),
    )


def _rests_on(page: OpenPage, rating: Certainty) -> Safe:
    used = _by_study(page, rating.results)
    context = _by_study(page, rating.background)
    left_out = [
        together((number_link(page, item.result, "#"), f": {item.why}"))
        for item in rating.not_counted
    ]
    parts = [
        paragraph(together(used, ", ")) if used else paragraph("no result in this record"),
        tag("details", tag("summary", "background"), listed(context), class_="ev-source")
        if context
        else None,
        tag("details", tag("summary", "not counted"), listed(left_out), class_="ev-source")
        if left_out
        else None,
    ]
    return together(parts)


def _by_study(page: OpenPage, addresses: Iterable[str]) -> list[Safe]:
    """Return each study once, with a link for each of its numbers."""
    studies: dict[str, list[str]] = {}
    for address in addresses:
        studies.setdefault(address.partition("#")[0], []).append(address)
    return [
        together(
            (
                number_link(page, first, "#"),
                *(_further(page, name, n) for n, name in enumerate(more, 2)),
            ),
            " ",
        )
        for first, *more in studies.values()
    ]


def _further(page: OpenPage, address: str, place: int) -> Safe:
    study_id, _, result = address.partition("#")
    study = page.evidence.studies.get(study_id)
    if study is None:
        return tag("span", address)
    label = f"{study.label}, number {place} of those this rests on"
    return link(page.study_address(study, result), str(place), aria_label=label)
