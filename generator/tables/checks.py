"""What the checks said: beside the numbers, for one study, for each rule and for the whole site."""

from collections import Counter
from collections.abc import Sequence

from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS
from generator.audit.verdict import Checked, Ruling
from generator.html.check_marks import listed_checks, ruling
from generator.html.counts import shown, shown_rows
from generator.html.element import badge, link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.tables.table import Column, Row, Table, render_table

_RULINGS = (Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.NOT_TESTABLE)


def study_checks(page: OpenPage, study: Study, name: str, caption: str) -> Safe:
    """Return what the checks said of one study: what was found first; what agrees follows."""
    rows = [
        Row(
            (
                _rule(page, item),
                together((_about(page, study, item), tag("small", item.verdict.path)), " "),
                ruling(item),
                _arithmetic(item),
            ),
            id=f"_check-{place}",
        )
        for place, item in enumerate(listed_checks(page, study))
    ]
    columns = (Column("Check"), Column("About"), Column("Verdict"), Column("Arithmetic or reason"))
    if not rows:
        return Safe("")
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=together((shown_rows(len(rows), "check"), shown(page.evidence, [study])), " of "),
            key="What was found first.",
            columns=columns,
            rows=rows,
            how=page.how("checked"),
        )
    )


def rules_table(page: OpenPage, name: str, caption: str) -> Safe:
    """Return every rule about figures with why it matters, its method, and how its checks came out."""
    counts = Counter((item.rule.code, item.verdict.ruling) for item in page.checks.checked)
    rows = [
        Row(
            (
                together((check.rule.title, badge(check.rule.code, "quiet")), " "),
                together((check.why, tag("small", f"Method: {check.method}.")), " "),
                *(
                    tag("span", str(counts[check.rule.code, kind]), class_="ev-computed ev-num")
                    for kind in _RULINGS
                ),
            ),
            id=check.rule.name,
        )
        for check in VALUE_CHECKS
    ]
    heads = (
        "Agrees",
        "Agrees under a condition",
        "Cannot both be right",
        "To be read",
        "Not testable",
    )
    columns = (
        Column("Rule broken where"),
        Column("Why it matters", sorts=False),
        *(Column(head, number=True) for head in heads),
    )
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(
                (
                    shown_rows(len(rows), "rule"),
                    shown_rows(len(page.evidence.studies), "study", "studies"),
                ),
                " on ",
            ),
            key="In the order of the catalogue.",
            columns=columns,
            rows=rows,
            how=page.how("checked"),
            sortable=True,
        )
    )


def structure_table(page: OpenPage, name: str, caption: str) -> Safe:
    """Return the rules that every site passes, because nothing is built while one is broken."""
    rows = [
        Row((check.rule.title, badge(check.rule.code, "quiet"), check.why)) for check in CATALOGUE
    ]
    columns = (Column("Rule broken where"), Column("Code"), Column("Why it matters"))
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "rule"),
            key="In the order of the catalogue.",
            columns=columns,
            rows=rows,
            how=page.how("checked"),
        )
    )


def findings_table(page: OpenPage, checked: Sequence[Checked], name: str, caption: str) -> Safe:
    """Return findings with their arithmetic, and the acceptance of each that has one."""
    rows = [
        Row(
            (
                _where(page, item),
                _rule(page, item),
                ruling(item),
                _arithmetic(item),
            )
        )
        for item in checked
    ]
    columns = (
        Column("Where", facet=True),
        Column("Check", facet=True),
        Column("Verdict", facet=True),
        Column("Arithmetic or reason", sorts=False),
    )
    table = Table(
        name=name,
        caption=caption,
        shows=together(
            (
                shown_rows(len(rows), "finding"),
                shown_rows(
                    len({item.verdict.study for item in checked if item.verdict.study}),
                    "study",
                    "studies",
                ),
            ),
            " in ",
        ),
        key="In the order of the record.",
        columns=columns,
        rows=rows,
        how=page.how("checked"),
        sortable=True,
        filterable=len(rows) > 20,  # noqa: PLR2004 - a screenful
    )
    return render_table(table)


def _arithmetic(item: Checked) -> Safe:
    expected = f"Expected: {item.verdict.expected}." if item.verdict.expected else ""
    accepted = item.accepted
    told = (
        f"Accepted: {accepted.reason} ({accepted.by}, {accepted.date.words()})"
        if accepted
        else None
    )
    return together(
        (item.verdict.words, tag("small", expected), tag("small", told) if told else None), " "
    )


def _rule(page: OpenPage, item: Checked) -> Safe:
    return together(
        (
            link(page.address(f"checks.html#{item.rule.name}"), item.rule.title),
            tag("small", item.rule.code),
        ),
        " ",
    )


def _where(page: OpenPage, item: Checked) -> Safe:
    study = page.evidence.studies.get(item.verdict.study)
    if study is None:
        return tag("span", item.verdict.file, " ", tag("small", item.verdict.path))
    return together((page.study(study), _about(page, study, item)), " ")


def _about(page: OpenPage, study: Study, item: Checked) -> Safe | None:
    known = {
        row.id: getattr(row, "reported_as", None) or getattr(row, "event", "")
        for row in study.numbers
    }
    names = [name for name in item.verdict.numbers if name in known][:3]
    return (
        together((link(page.study_address(study, name), known[name]) for name in names), "; ")
        or None
    )
