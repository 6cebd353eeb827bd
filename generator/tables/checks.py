"""What the checks said as tables: of one study, of each rule, and of the whole site."""

from collections import Counter
from collections.abc import Sequence

from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS
from generator.audit.verdict import Checked, Ruling
from generator.html.check_marks import listed_checks, ruling
from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    badge,
    computed_number,
    link,
    remark,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.few import few
from generator.model.study import Study
from generator.tables.table import Column, Row, Table, render_if_filled, render_table

_OF_A_STUDY = (
    Column("Check"),
    Column("About"),
    Column("Verdict"),
    Column("Arithmetic or reason"),
)
_RULINGS = {
    Ruling.AGREES: Column("Agrees", number=True),
    Ruling.AGREES_IF: Column("Agrees under a condition", number=True),
    Ruling.CANNOT_BE: Column("Cannot both be right", number=True),
    Ruling.TO_READ: Column("To be read", number=True),
    Ruling.NOT_TESTABLE: Column("Not testable", number=True),
}
_RULES = (Column("Rule broken where"), Column("Why it matters", sorts=False), *_RULINGS.values())
_STRUCTURE = (Column("Rule broken where"), Column("Code"), Column("Why it matters"))
_FINDINGS = (
    Column("Where", facet=True),
    Column("Check", facet=True),
    Column("Verdict", facet=True),
    Column("Arithmetic or reason", sorts=False),
)
# More rows than this are more than a screenful, and want a filter.
_A_SCREENFUL = 20
# A finding names so many of the figures it is about; the others stand in its path.
_NAMED = 3


def study_checks(
    page: OpenPage, study: Study, name: str, caption: str, shows: Child
) -> Safe | None:
    """Return what the checks said of one study, findings first; None where they all agree."""
    rows = [
        _check(page, study, check, place) for place, check in enumerate(listed_checks(page, study))
    ]
    checks = computed_count(len(rows), "check")
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=together((checks, shows), " of "),
            key="What was found first.",
            columns=_OF_A_STUDY,
            rows=rows,
            how=page.how("checked"),
        )
    )


def rules_table(page: OpenPage, name: str, caption: str) -> Safe:
    """Return every rule about figures: why it matters, its method, how its checks came out."""
    counts = Counter((check.rule.code, check.verdict.ruling) for check in page.checks.checked)
    rows = [
        Row(
            (
                spaced(check.rule.title, badge(check.rule.code, "quiet")),
                spaced(check.why, small(f"Method: {check.method}.")),
                *(computed_number(str(counts[check.rule.code, kind])) for kind in _RULINGS),
            ),
            id=check.rule.name,
        )
        for check in VALUE_CHECKS
    ]
    studies = computed_count(len(page.evidence.studies), "study", "studies")
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=together((computed_count(len(rows), "rule"), studies), " on "),
            key="In the order of the catalogue.",
            columns=_RULES,
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
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(rows), "rule"),
            key="In the order of the catalogue.",
            columns=_STRUCTURE,
            rows=rows,
            how=page.how("checked"),
        )
    )


def findings_table(page: OpenPage, checked: Sequence[Checked], name: str, caption: str) -> Safe:
    """Return findings with their arithmetic, and the acceptance of each that has one."""
    rows = [
        Row((_where(page, check), _rule(page, check), ruling(check), _arithmetic(check)))
        for check in checked
    ]
    studies = {check.verdict.study for check in checked if check.verdict.study}
    counted = (
        computed_count(len(rows), "finding"),
        computed_count(len(studies), "study", "studies"),
    )
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(counted, " in "),
            key="In the order of the record.",
            columns=_FINDINGS,
            rows=rows,
            how=page.how("checked"),
            sortable=True,
            filterable=len(rows) > _A_SCREENFUL,
        )
    )


def _check(page: OpenPage, study: Study, check: Checked, place: int) -> Row:
    about = spaced(_about(page, study, check), small(check.verdict.path))
    cells = (_rule(page, check), about, ruling(check), _arithmetic(check))
    return Row(cells, id=f"_check-{place}")


def _arithmetic(check: Checked) -> Safe:
    expected = f"Expected: {check.verdict.expected}." if check.verdict.expected else ""
    return spaced(check.verdict.words, small(expected), remark(_acceptance(check)))


def _acceptance(check: Checked) -> str:
    accepted = check.accepted
    if accepted is None:
        return ""
    return f"Accepted: {accepted.reason} ({accepted.by}, {accepted.date.words()})"


def _rule(page: OpenPage, check: Checked) -> Safe:
    address = page.address(f"checks.html#{check.rule.name}")
    return spaced(link(address, check.rule.title), small(check.rule.code))


def _where(page: OpenPage, check: Checked) -> Safe:
    study = page.evidence.studies.get(check.verdict.study)
    if study is None:
        return tag("span", check.verdict.file, " ", small(check.verdict.path))
    return spaced(page.study(study), _about(page, study, check))


def _about(page: OpenPage, study: Study, check: Checked) -> Safe | None:
    # A harm is named by its event, a result as the source names it.
    known = {
        row.id: getattr(row, "reported_as", None) or getattr(row, "event", "")
        for row in study.numbers
    }
    links = [
        link(page.study_address(study, name), known[name])
        for name in (*check.verdict.numbers, *check.verdict.against)
        if name in known
    ]
    some = few(links, _NAMED)
    rest = link(page.study_address(study, "_checks"), some.and_more()) if some.more else None
    return together((*some.shown, rest), "; ") or None
