"""A record that is itself an erratum, a retraction or a concern says which report it is about."""

from typing import Any

import pytest
from made_records import found

from generator.desk.notice_records import notice_of, notices_about, notices_in
from generator.matching.relation import Stands
from generator.model.found import FoundRecord, LinkKind, RecordLink, RecordNotice
from generator.model.identifier import Doi, Pmid


def linking(kind: LinkKind, *, pmid: int | None = 6, doi: str = "", **changes: Any) -> FoundRecord:
    link = RecordLink(kind, pmid=Pmid(pmid) if pmid else None, doi=Doi(doi) if doi else None)
    return found("Mended", links=(link,), **{"pmid": "8", **changes})


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("erratum-for", "erratum"),
        ("retraction-of", "retraction"),
        ("concern-for", "concern"),
        ("comment-on", None),
        ("update-of", None),
    ],
)
def test_only_a_correction_retraction_or_concern_is_a_notice(
    kind: LinkKind, notice: str | None
) -> None:
    kinds = [seen.kind for seen, _ in notices_in(linking(kind))]
    assert kinds == ([notice] if notice else [])


@pytest.mark.parametrize(
    ("stands", "kind"),
    [
        (Stands.ERRATUM, "erratum"),
        (Stands.RETRACTION, "retraction"),
        (Stands.CONCERN, "concern"),
        (Stands.CORRECTED, None),
        (Stands.COMMENT, None),
    ],
)
def test_what_the_desk_sees_is_a_notice_of_the_same_kinds(stands: Stands, kind: str | None) -> None:
    notice = notice_of(stands, found("Mended"))
    assert (notice.kind if notice else None) == kind


def test_a_link_that_names_nothing_is_no_notice_and_one_that_names_both_names_both() -> None:
    assert list(notices_in(linking("erratum-for", pmid=None))) == []
    ((_, identifiers),) = notices_in(linking("erratum-for", doi="10.1234/a"))
    assert identifiers == (Pmid(6), Doi("10.1234/a"))


def test_the_notices_about_a_report_are_those_that_name_it_each_once() -> None:
    report = found(pmid="6", doi="10.1234/a")
    others = [
        linking("erratum-for"),
        linking("erratum-for"),
        linking("retraction-of", pmid=7),
        linking("concern-for", pmid=None, doi="10.1234/A"),
        found("No notice", pmid="9"),
    ]
    assert [notice.kind for notice in notices_about(report, others)] == ["erratum", "concern"]
    assert notices_about(report, []) == ()


@pytest.mark.parametrize(
    ("changes", "reference"),
    [
        ({}, "J Rivers. 2024"),
        ({"volume": "12", "pages": "3–4"}, "J Rivers. 2024;12:3–4"),
        ({"year": None, "volume": "12"}, "J Rivers. 12"),
        ({"year": None, "pages": "3"}, "J Rivers"),
        ({"journal": "J Riv.", "year": None}, "J Riv"),
        ({"journal": ""}, "2024"),
        ({"journal": "", "year": None}, "Mended"),
    ],
)
def test_a_notice_is_cited_by_journal_year_and_page_or_by_its_title(
    changes: dict[str, Any], reference: str
) -> None:
    ((notice, _),) = notices_in(linking("erratum-for", **changes))
    assert notice == RecordNotice("erratum", reference, Pmid(8), None)
