"""What stands beside responses without a control group: people on placebo, important change, what stays open."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.html.counts import shown, shown_rows
from generator.html.element import badge, link, missing, paragraph, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.background import Background, Band, Limits, OnPlacebo, bands
from generator.synthesis.groups import domain
from generator.synthesis.study_design import control_arms
from generator.tables.figures import figure, summary
from generator.tables.results import outcome_name, time_of, unit_of
from generator.tables.studies import heading
from generator.tables.table import Cell, Column, Row, Table, render_table

NAME = "_on-placebo"
_TITLE = "What people on placebo did"
_NOT_A_COMPARISON = "not a comparison"
_OTHER_PEOPLE = "From trials in this record: other people, other criteria, other times."
# So many thresholds are read at once; more are folded away.
_SHORT = 4
_IN_ADDRESS = re.compile(r"\b(?:PMC(\d+)|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)|(NCT\d{8}))\b")


def context_section(page: OpenPage, context: Background | None, *, level: int = 2) -> Safe | None:
    """Return the section that every page with uncontrolled responses carries once; None where none are shown."""
    if context is None:
        return None
    figures = (*context.shares, *context.scores)
    other = (
        ""
        if any(item.same_measure for item in figures)
        else " No trial reports the very same outcome."
    )
    return tag(
        "section",
        tag(f"h{level}", _TITLE, id=f"{NAME}-title"),
        paragraph(
            badge(_NOT_A_COMPARISON, "quiet"), f" {_OTHER_PEOPLE}{other}" if figures else None
        ),
        _figures(page, context) if figures else None,
        _silent(context),
        _important_change(page, context),
        _cannot(page, context),
        class_="ev-context",
        id=NAME,
        aria_labelledby=f"{NAME}-title",
        data_ev_context=True,
        data_search_exclude=True,
    )


def context_note(page: OpenPage, context: Background | None) -> Safe | None:
    """Return the same in a few lines, each figure folded away, for pages that sum up or list studies."""
    if context is None:
        return None
    number = len(context.shares) + len(context.scores)
    fold = tag(
        "details",
        tag("summary", f"Each figure on placebo ({number})"),
        _figures(page, context, mark_same=False),
        class_="ev-fold",
    )
    return tag(
        "section",
        paragraph(
            tag("strong", _TITLE),
            " ",
            badge(_NOT_A_COMPARISON, "quiet"),
            f" {_OTHER_PEOPLE}" if number else "",
        ),
        _band_words(page, context),
        _silent(context),
        fold if number else None,
        _cannot(page, context),
        class_="ev-context ev-context-short",
        id=NAME,
        aria_label=_TITLE,
        data_ev_context=True,
        data_search_exclude=page.path != "index.html",
    )


def thresholds_table(page: OpenPage, context: Background, name: str = "thresholds") -> Safe:
    """Return each threshold with the name of its source and whom it is for; where sources clash, each is shown."""
    several = len({measure.id for _, measures in context.thresholds for measure in measures}) > 1
    rows = [
        Row(
            (
                together((item.label, _of(page, measures) if several else None), " "),
                reported(item.value),
                item.applies_to or missing("not stated"),
                together(
                    (_source(page, item), tag("small", item.where), tag("small", item.note)), " "
                ),
            )
        )
        for item, measures in context.thresholds
    ]
    columns = (Column("Threshold"), Column("Value"), Column("In whom, by what"), Column("Source"))
    caption = "Thresholds with a source; where sources differ, each stands"
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "threshold"),
            key="In the order of the vocabulary.",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _band_words(page: OpenPage, context: Background) -> Safe | None:
    """Return the lowest and highest share on placebo of each domain, each a link to its number."""
    lines = [tag("li", heading(name), ": ", words) for name, words in placebo_bands(page, context)]
    return tag("ul", *lines) if lines else None


def placebo_bands(page: OpenPage, context: Background) -> Iterator[tuple[str, Safe]]:
    """Yield each domain of outcome with the lowest and highest share on placebo in it."""
    for band in bands(page.evidence, context):
        yield band.domain, together(_ends(page, band), " to ")


def _ends(page: OpenPage, band: Band) -> list[Safe]:
    ends = [band.low] if band.low is band.high else [band.low, band.high]
    return [
        together(
            (
                _number(page, item),
                tag(
                    "small",
                    "(",
                    outcome_name(page, item.result),
                    ", ",
                    page.picture_name(item.study),
                    _after(", ", item),
                    ")",
                ),
            ),
            " ",
        )
        for item in ends
    ]


def _number(page: OpenPage, item: OnPlacebo) -> Safe:
    """Return the figure of a group on placebo as a link to its permanent address."""
    result, unit = item.result, unit_of(page, item.result)
    if isinstance(result, ProportionResult) and result.events is None:
        shown = reported(f"{result.percent} %")
    else:
        shown = (
            summary(result.follow_up, unit)
            if isinstance(result, ContinuousResult)
            else figure(result, unit)
        )
    return link(page.study_address(item.study, result.id), shown)


def _of_how_many(item: OnPlacebo) -> Safe | None:
    """Return of how many people a figure is, or that this is not known, where the figure itself does not say so."""
    result = item.result
    if isinstance(result, ChangeResult) or getattr(result, "events", None) is not None:
        return None
    if result.total is not None:
        return together(("of ", reported(str(result.total))))
    given = f"; {item.group} were given placebo" if item.group else ""
    return missing(f"of how many is not reported{given}")


def _after(separator: str, item: OnPlacebo) -> Safe | None:
    words = _of_how_many(item)
    return together((separator, words)) if words else None


def _figures(page: OpenPage, context: Background, *, mark_same: bool = True) -> Safe:
    figures = (*context.shares, *context.scores)
    mixed = mark_same and len({item.same_measure for item in figures}) > 1
    ends = {
        id(item): words
        for band in bands(page.evidence, context)
        if band.low is not band.high
        for item, words in ((band.low, "lowest share"), (band.high, "highest share"))
    }
    rows = [
        Row(
            (
                _outcome(page, item, same=mixed and item.same_measure),
                together((_number(page, item), _after("", item), _end(ends.get(id(item)))), " "),
                _trial(page, item),
            )
        )
        for item in figures
    ]
    columns = (Column("Outcome"), Column("On placebo"), Column("Trial"))
    caption = "People on placebo, as reported"
    same = " Those of the same outcome first." if mixed else ""
    return render_table(
        Table(
            name="placebo",
            caption=caption,
            shows=shown(page.evidence, (item.study for item in figures)),
            key=f"Shares, then scores, by domain of outcome.{same}",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _end(words: str | None) -> Safe | None:
    return badge(words, "quiet") if words else None


def _outcome(page: OpenPage, item: OnPlacebo, *, same: bool) -> Safe:
    when = time_of(item.result) if item.result.time else missing("time not stated")
    where = tag("small", heading(domain(page.evidence, item.result)).lower(), ", ", when)
    return together(
        (
            outcome_name(page, item.result),
            where,
            badge("same outcome as here", "quiet") if same else None,
        ),
        " ",
    )


def _trial(page: OpenPage, item: OnPlacebo) -> Cell:
    evidence, study = page.evidence, item.study
    controls = control_arms(evidence, study)
    tested = dict.fromkeys(
        arm.drug for arm in study.arms if arm.id not in controls and arm.drug in evidence.drugs
    )
    drugs = ", ".join(evidence.drugs[name].label for name in tested if name)
    who = "; ".join(evidence.populations[name].label for name in study.populations)
    remarks = "; ".join(filter(None, (f"of {drugs}" if drugs else "", who)))
    return Cell(together((page.study(study), tag("small", remarks)), " "), sort=study.label)


def _silent(context: Background) -> Safe | None:
    if not context.silent:
        return None
    names = ", ".join(heading(name).lower() for name in context.silent)
    return paragraph(
        missing("No trial in this record reports what people on placebo did"), f" on: {names}."
    )


def _important_change(page: OpenPage, context: Background) -> Safe | None:
    if not context.thresholds:
        return paragraph(
            missing("No threshold of important change with a source is in this record"),
            " for these.",
        )
    number = len(context.thresholds)
    return tag(
        "details",
        tag("summary", f"What change matters, and who says so ({number})"),
        thresholds_table(page, context),
        class_="ev-fold",
        id="_thresholds",
        open=number <= _SHORT,
    )


def _cannot(page: OpenPage, context: Background) -> Safe | None:
    if not context.limits.uncontrolled:
        return None
    one = "this study" if page.path.startswith("studies/") else "the one study with a result here"
    sentence = cannot_conclude(context.limits, one)
    return paragraph(tag("strong", "What cannot be concluded. "), sentence, data_ev_cannot=True)


def cannot_conclude(limits: Limits, one: str = "this study") -> str:
    """Return in one sentence what responses without a control group cannot show; `one` names a study that is alone."""
    if limits.studies == 1:
        return _from_one(limits, one)
    ways = [
        _many(limits.historical, "compares", "compare", "with people treated earlier or elsewhere"),
        _many(limits.single, "tells", "tell", "of a single patient"),
    ]
    rest = f" ({'; '.join(filter(None, ways))})" if any(ways) else ""
    group = "a control group at the same time"
    lack = f"none of the {limits.studies} studies with a result here has {group}"
    if limits.uncontrolled < limits.studies:
        verb = "has" if limits.uncontrolled == 1 else "have"
        lack = f"{limits.uncontrolled} of the {limits.studies} studies with a result here {verb} no{group[1:]}"
    return (
        "From these figures it cannot be concluded how many people got better because of a drug, nor that one drug is "
        f"better than another: {lack}{rest}."
    )


def _many(number: int, one: str, many: str, rest: str) -> str:
    return f"{number} {one if number == 1 else many} {rest}" if number else ""


def _from_one(limits: Limits, one: str) -> str:
    if limits.single:
        return (
            "From one patient it cannot be concluded that the drug caused the change, nor how many others would "
            "respond: patients who did well are the ones who are written up."
        )
    if limits.historical:
        return (
            f"From {one} it cannot be concluded that the drug made the difference: the people it is compared with "
            "were treated earlier or elsewhere, and other care may have differed too."
        )
    also = (
        ", and a change from the start can also come from the course of the disease, from other treatment, or from "
        "having started at a bad time"
        if limits.before_after
        else ""
    )
    return (
        f"From {one} it cannot be concluded that the drug caused what was seen: nobody was followed without the "
        f"drug{also}."
    )


def _of(page: OpenPage, measures: tuple[Measure, ...]) -> Safe:
    return tag("small", together((page.measure(measure.id) for measure in measures), "; "))


def _source(page: OpenPage, threshold: Threshold) -> Safe:
    return link(threshold.url, source_name(page.evidence, threshold))


def source_name(evidence: Evidence, threshold: Threshold) -> str:
    """Return who names a threshold: first author and year where the bibliography holds the report, else the page."""
    citation = next((one for one in evidence.citations.values() if _is_of(one, threshold)), None)
    if citation and citation.authors:
        others = " and others" if len(citation.authors) > 1 or not citation.authors_complete else ""
        return (
            f"{citation.authors[0].surname}{others}{f' {citation.year}' if citation.year else ''}"
        )
    central, pubmed, trial = _numbers(threshold)
    site = (urlsplit(threshold.url).hostname or threshold.url).removeprefix("www.")
    named = (
        trial,
        threshold.doi and f"doi {threshold.doi}",
        pubmed and f"PMID {pubmed}",
        central and f"PMC{central}",
    )
    return next(filter(None, named), site)


def _is_of(citation: Citation, threshold: Threshold) -> bool:
    central, pubmed, _ = _numbers(threshold)
    return (
        (
            citation.doi is not None
            and threshold.doi is not None
            and citation.doi == Doi.parse(threshold.doi)
        )
        or (citation.pmcid is not None and str(citation.pmcid.number) == central)
        or (citation.pmid is not None and str(citation.pmid.number) == pubmed)
    )


def _numbers(threshold: Threshold) -> tuple[str | None, str | None, str | None]:
    """Return the numbers of PubMed Central, PubMed and the register in the address of a threshold."""
    match = _IN_ADDRESS.search(threshold.url)
    return (match[1], match[2], match[3]) if match else (None, None, None)
