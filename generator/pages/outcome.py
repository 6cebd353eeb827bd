"""Outcomes: an index, and a page for each measure that two or more studies share."""

from generator.markup import Safe
from generator.model.vocabulary import Measure
from generator.pages import pictures
from generator.pages.gallery import Gallery
from generator.pages.page import Page, make_page
from generator.pages.sections import ORDER
from generator.synthesis.context import untreated_responses
from generator.synthesis.groups import domains_in_order, shared_measures, with_measure
from generator.synthesis.selection import is_final
from generator.tables.element import facts, link, reported, tag, together
from generator.tables.figures import figure
from generator.tables.results import is_uncontrolled, outcome_name, results_across, time_of, unit_of
from generator.tables.scope import Scope
from generator.tables.studies import heading
from generator.tables.table import Column, Row, Table, render_table

_BETTER = {"higher": "higher is better", "lower": "lower is better"}


def outcomes_page(scope: Scope) -> Page:
    """Return the index of outcome measures, by domain."""
    evidence = scope.evidence
    shared = [evidence.measures[name] for name in shared_measures(evidence)]
    groups = [
        (heading(domain), [(measure, _studies(scope, measure)) for measure in shared if measure.domain == domain])
        for domain in domains_in_order(measure.domain for measure in shared)
    ]
    return make_page(
        scope,
        "outcomes.md",
        title="Outcomes",
        description="What was measured, and what two or more studies share",
        groups=groups,
        singles=sorted(
            (
                measure.label
                for measure in evidence.measures.values()
                if measure not in shared and with_measure(evidence, measure.id)
            ),
            key=str.casefold,
        ),
    )


def outcome_page(scope: Scope, gallery: Gallery, measure: Measure) -> Page:
    """Return the page of an outcome measure."""
    entries = with_measure(scope.evidence, measure.id)
    drawn = [entry for entry in entries if is_final(entry.result)]
    shown = [
        *pictures.shares(scope, gallery, drawn, pictures.Wording("shares", measure.label, ORDER)),
        pictures.changes(scope, gallery, drawn, measure.id, "changes", ORDER),
    ]
    scope.explained.add(measure.label)
    return make_page(
        scope,
        "outcome.md",
        title=measure.label,
        description=measure.definition,
        measure=measure,
        domain=heading(measure.domain),
        about=_about(measure),
        thresholds=_thresholds(measure),
        studies=_studies(scope, measure),
        shown=[picture for picture in shown if picture],
        uncontrolled=any(is_uncontrolled(scope, study) for study, _ in entries if study.evidence == "treatment"),
        untreated=_untreated(scope, measure),
        table=results_across(
            scope, entries, "results", f"{measure.label}: all reported results", f"Treatment studies first. {ORDER}"
        ),
    )


def _studies(scope: Scope, measure: Measure) -> int:
    return len({study.id for study, _ in with_measure(scope.evidence, measure.id)})


def _about(measure: Measure) -> Safe:
    scale = measure.range
    limits = None
    if scale and (scale.low or scale.high):
        limits = together(
            (
                reported(f"{scale.low or '?'} to {scale.high or '?'}"),
                link(scale.url, "source") if scale.url else None,
                scale.where,
            ),
            " ",
        )
    return facts(
        (
            ("Range", limits),
            ("Unit", measure.unit),
            ("Direction", _BETTER[measure.better] if measure.better else "not stated"),
            ("Note", together((measure.note, scale.note if scale else None), " ") or None),
        )
    )


def _thresholds(measure: Measure) -> Safe | None:
    """Return each threshold with the page that states it; where pages clash, each is shown."""
    if not measure.thresholds:
        return None
    rows = [
        Row(
            (
                item.label,
                reported(item.value),
                item.applies_to or tag("span", "not stated", class_="ev-missing"),
                together((link(item.url, "source"), tag("small", item.where), tag("small", item.note)), " "),
            )
        )
        for item in measure.thresholds
    ]
    columns = (Column("Threshold"), Column("Value"), Column("In whom, by what"), Column("Where it stands"))
    caption = f"{measure.label}: thresholds with a source"
    return render_table(Table(name="thresholds", caption=caption, columns=columns, rows=rows))


def _untreated(scope: Scope, measure: Measure) -> list[Safe]:
    """Return what people on placebo did on outcomes of the same domain."""
    return [
        together(
            (
                scope.study(study, result.id),
                ": ",
                figure(result, unit_of(scope, result)),
                " ",
                outcome_name(scope, result),
                ", ",
                time_of(result),
            )
        )
        for study, result in untreated_responses(scope.evidence, measure.domain)
    ]
