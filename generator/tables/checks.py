"""What the checks said: beside the numbers, for one study, for each rule and for the whole site."""

from collections import Counter
from collections.abc import Sequence

from generator.audit.catalogue import CATALOGUE, VALUE_CHECKS
from generator.audit.verdict import Checked, Ruling
from generator.html.counts import shown, shown_rows
from generator.html.element import badge, link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.provenance import Rank
from generator.model.study import Study
from generator.tables.table import Column, Row, Table, render_table

_LISTED = frozenset({Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.AGREES_IF})
_RULINGS = (Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.NOT_TESTABLE)


def mark(page: OpenPage, study: Study, number: str) -> Safe | None:
    """Return a word on a number that a check found something about, leading to the check; None where there is none."""
    found = [
        (place, item)
        for place, item in enumerate(_listed(page, study))
        if item.is_finding and number in item.verdict.numbers
    ]
    if not found:
        return None
    place, item = found[0]
    words = "check: accepted" if item.accepted else f"check: {item.verdict.ruling}"
    address = page.study_address(study, f"_check-{place}")
    return link(
        address, words, class_="ev-badge", data_ev_tone="quiet" if item.accepted else "caution"
    )


def study_line(page: OpenPage, study: Study) -> str:
    """Return how many values a study has, how many come from primary sources, and how many checks looked at them."""
    ranks = [study.sources[row.source].rank for row in study.rows if row.source in study.sources]
    primary = sum(rank is Rank.PRIMARY for rank in ranks)
    checked = page.checks.of_study(study.id)
    accepted = sum(item.accepted is not None for item in checked)
    found = [item for item in checked if item.is_finding and not item.accepted]
    cannot = sum(item.verdict.ruling is Ruling.CANNOT_BE for item in found)
    return (
        f"{len(ranks)} rows of values, {primary} of them from primary sources; {len(checked)} checks ran, "
        f"{cannot} found figures that cannot both be right, {len(found) - cannot} put something to the curator"
        f"{f'; {accepted} more were accepted with a reason' if accepted else ''}."
    )


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
        for place, item in enumerate(_listed(page, study))
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


def study_agreements(page: OpenPage, study: Study) -> list[tuple[str, int, list[str]]]:
    """Return, for agreement and for what is not testable, how many checks there were and what each said."""
    checked = page.checks.of_study(study.id)
    return [
        (
            str(kind),
            len(own),
            [
                f"{item.rule.title}: {item.verdict.path} {item.verdict.words}"
                for item in own
                if _is_telling(item)
            ],
        )
        for kind in (Ruling.AGREES, Ruling.NOT_TESTABLE)
        if (own := [item for item in checked if item.verdict.ruling is kind])
    ]


def rules_table(page: OpenPage, name: str, caption: str) -> Safe:
    """Return every rule about figures with why it matters, its method, and how its checks came out."""
    counts = Counter((item.rule.code, item.verdict.ruling) for item in page.checks.checked)
    rows = [
        Row(
            (
                together((check.rule.title, badge(check.rule.code, "quiet")), " "),
                together((check.why, tag("small", f"Method: {check.reference}.")), " "),
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


def ruling(item: Checked) -> Safe:
    """Return a verdict in words, with a mark of its weight."""
    tone = "caution" if item.verdict.ruling is Ruling.CANNOT_BE and not item.accepted else "quiet"
    shown = badge(str(item.verdict.ruling), tone)
    return together((shown, badge("accepted", "quiet") if item.accepted else None), " ")


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


def _listed(page: OpenPage, study: Study) -> list[Checked]:
    """Return what the page of a study lists one by one, in its order: findings first, then conditions."""
    listed = [item for item in page.checks.of_study(study.id) if item.verdict.ruling in _LISTED]
    return sorted(listed, key=_weight)


def _weight(item: Checked) -> tuple[bool, int]:
    order = (Ruling.CANNOT_BE, Ruling.TO_READ, Ruling.AGREES_IF, Ruling.AGREES, Ruling.NOT_TESTABLE)
    return (item.accepted is not None, order.index(item.verdict.ruling))


def _is_telling(item: Checked) -> bool:
    """Tell whether a verdict is worth a line of its own: where a page was read is told beside each number."""
    return item.rule.code not in {"W451", "W453", "W461", "W497"}
