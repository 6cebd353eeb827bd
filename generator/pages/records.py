"""Safety, registered trials, bibliography, methods and data: the pages that show whole lists."""

from collections import Counter
from collections.abc import Iterator

from generator.exports.download import Sheet
from generator.formats.vancouver import identifiers
from generator.html.counts import shown, shown_rows
from generator.html.currency_line import status_line
from generator.html.element import facts, link, tag, together
from generator.html.escape import Safe
from generator.html.notices import look_line, notice_states
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.retractions import left_out
from generator.instruments.installed import calculators, switched_on
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.pages.background_section import context_note
from generator.pages.page import make_page
from generator.pages.reference_entry import cited
from generator.synthesis.background import background_of
from generator.synthesis.currency import currency
from generator.synthesis.groups import of_kind, standing, treatment_results, treatment_studies
from generator.synthesis.reasons import WHY
from generator.synthesis.selection import RULE
from generator.tables.harms import harms_across
from generator.tables.judgements import corrections_table
from generator.tables.registers import notices_table, reviewed_table, trials_table
from generator.tables.table import Column, Row, Table, render_table

_HARMS_KEY = "Studies in order of size; harms in the order of the record. Rates of different studies are not comparable."


def safety_page(page: OpenPage) -> Page:
    """Return harms by study, and what regulators and class-wide studies say."""
    evidence = page.evidence
    treatment = treatment_studies(evidence)
    other = [study for study in of_kind(evidence, "comparator", "safety") if study.harms]
    silent = [study for study in standing(evidence, treatment) if not study.harms]
    return make_page(
        page,
        "safety.md",
        title="Safety",
        description=f"Harms and warnings: {evidence.topic.title}",
        reporting=[study for study in standing(evidence, treatment) if study.harms],
        retracted=left_out(page, evidence.studies.values()),
        silent=[page.study(study) for study in silent],
        serious=harms_across(
            page, treatment, "serious", "Harms called serious", _HARMS_KEY, serious=True
        ),
        harms=harms_across(
            page,
            treatment,
            "harms",
            "All other harms that were counted",
            _HARMS_KEY,
            serious=False,
        ),
        rated=[
            (
                page.population(choice.population),
                page.address(f"populations/{choice.population}.html#_findings"),
            )
            for choice in evidence.topic.summary_of_findings
            if any(rating.population == choice.population for rating in evidence.certainty)
        ],
        notices=notices_table(
            page,
            evidence.safety_notices,
            "notices",
            "What regulators, labels and safety studies say",
        )
        if evidence.safety_notices
        else None,
        other=harms_across(
            page, other, "other-harms", "Harms in comparator and safety studies", _HARMS_KEY
        )
        if other
        else None,
        safety_studies=[page.study(study) for study in of_kind(evidence, "safety")],
    )


def trials_page(page: OpenPage) -> Page:
    """Return the registered trials."""
    trials = page.evidence.registered_trials
    table = trials_table(page, trials, "trials", "Registered trials") if trials else None
    return make_page(
        page,
        "trials.md",
        title="Registered trials",
        description=f"Registered trials: {page.evidence.topic.title}",
        table=table,
        trials=trials,
    )


def bibliography_page(page: OpenPage) -> Page:
    """Return every citation, with its identifiers, its page here and its place among the evidence."""
    citations = sorted(page.evidence.citations.values(), key=_citation_order)
    entries = [
        (citation, cited(page, citation), identifiers(citation), *_place(page, citation))
        for citation in citations
    ]
    return make_page(
        page,
        "bibliography.md",
        title="Bibliography",
        description=f"Every report in the record on {page.evidence.topic.title}",
        entries=entries,
    )


def methods_page(page: OpenPage) -> Page:
    """Return how evidence was found, extracted, checked and computed, and what is weak about it."""
    evidence = page.evidence
    found = Counter(item.decision for item in evidence.screening)
    extraction = Counter(study.extraction.words for study in evidence.studies.values())
    ranks = Counter(
        str(study.sources[row.source].rank)
        for study in evidence.studies.values()
        for row in study.rows
        if row.source in study.sources
    )
    return make_page(
        page,
        "methods.md",
        title="Methods",
        description="How the evidence was found, read, checked and computed",
        status=status_line(page, currency(evidence)),
        context_note=context_note(page, background_of(evidence, treatment_results(evidence))),
        found=found.most_common(),
        screened=len(evidence.screening),
        extraction=extraction.most_common(),
        studies=len(evidence.studies),
        ranks=ranks.most_common(),
        rows=sum(ranks.values()),
        tools=evidence.appraisal_tools,
        rule=RULE,
        reasons=reasons_list(),
        instruments=switched_on(evidence.topic.instruments),
        calculated=_calculated(evidence),
        glossary=sorted(evidence.glossary, key=lambda item: item.term.casefold()),
        corrections=corrections_table(
            page, evidence.corrections, "corrections", "Known faults of sources, and what is done"
        )
        if evidence.corrections
        else None,
        reviewed=reviewed_table(
            page, evidence.reported_in_reviews, "reviewed", "Reported in reviews only"
        )
        if evidence.reported_in_reviews
        else None,
    )


def _calculated(evidence: Evidence) -> dict[str, str]:
    """Return where readers can work out the measure that a word of the glossary stands for."""
    known = calculators(evidence.topic.instruments)
    pages = {}
    for word in evidence.glossary:
        measure = evidence.measures.get(word.measure or "")
        calculator = known.get((measure and measure.calculator) or "")
        if calculator:
            pages[word.term] = calculator.address.partition("#")[0]
    return pages


def data_page(page: OpenPage, sheets: tuple[Sheet, ...], citation: str) -> Page:
    """Return the downloads with the meaning of every column."""
    return make_page(
        page,
        "data.md",
        title="Data",
        description="The whole evidence to download, with a data dictionary",
        citation=citation,
        table=_sheets(page, [sheet for sheet in sheets if sheet.rows]),
    )


def _citation_order(citation: Citation) -> tuple[str, int, str]:
    first = citation.authors[0].surname if citation.authors else citation.title
    return (first.casefold(), citation.year or 0, citation.key)


def _place(page: OpenPage, citation: Citation) -> Iterator[object]:
    """Yield the study a report is about and its notices, then by what readers filter: evidence, year, notices."""
    draft = page.evidence.draft_of_report(citation.key)
    study = page.evidence.study_of_report(citation.key) or draft
    yield page.study(study) if study else None
    yield tag("small", look_line(page, citation.key))
    yield (
        "to be extracted" if study is draft and draft else study.evidence if study else "cited only"
    )
    yield str(citation.year or "no year")
    yield "|".join(notice_states(page, citation.key))


def _sheets(page: OpenPage, sheets: list[Sheet]) -> object:
    rows = [
        Row(
            (
                sheet.name,
                sheet.row_is,
                tag("span", f"{len(sheet.rows):,}", class_="ev-computed ev-num"),
                together((_file(page, sheet, "csv"), _file(page, sheet, "json")), " "),
                tag(
                    "details",
                    tag("summary", f"{len(sheet.columns)} columns"),
                    facts(sheet.meanings(), small=True),
                    class_="ev-source",
                ),
            )
        )
        for sheet in sheets
    ]
    columns = (
        Column("Table"),
        Column("One row is"),
        Column("Rows"),
        Column("Download"),
        Column("What the columns mean"),
    )
    return render_table(
        Table(
            name="sheets",
            caption="The evidence as tables",
            shows=together(
                (
                    shown_rows(len(rows), "table"),
                    shown(page.evidence, page.evidence.studies.values()),
                ),
                " of ",
            ),
            key="Studies first, then what is about them, then the words that name things.",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _file(page: OpenPage, sheet: Sheet, kind: str) -> Safe:
    return link(
        page.address(f"data/{sheet.name}.{kind}"),
        kind.upper(),
        download=True,
        aria_label=f"{sheet.name} as {kind}",
    )


def reasons_list() -> Safe:
    """Return every reason of the gate with why it stands there, for the methods page."""
    return tag(
        "dl",
        *(tag("div", tag("dt", reason.value), tag("dd", words)) for reason, words in WHY.items()),
        class_="ev-facts",
    )
