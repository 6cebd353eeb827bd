"""PubMed XML: whole titles, own identifiers, notices from both places and only for the record itself."""

from pathlib import Path

import pytest

from generator.formats.pubmed_xml import read_pubmed_xml
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Doi, Pmid
from generator.model.inline import Span

TEXT = (Path(__file__).parent / "collections" / "pubmed.xml").read_text(encoding="utf-8")
RECORDS, FINDINGS = read_pubmed_xml(TEXT, "p.xml")
BY_PMID: dict[int, FoundRecord] = {
    record.citation.pmid.number: record for record in RECORDS if record.citation.pmid
}
FIRST = BY_PMID[90000001]


def article(inside: str, *, types: str = "", corrections: str = "") -> str:
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{inside}<PublicationTypeList>{types}"
        f"</PublicationTypeList></Article><CommentsCorrectionsList>{corrections}</CommentsCorrectionsList>"
        "</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )


def only(text: str) -> FoundRecord:
    records, _ = read_pubmed_xml(text, "x.xml")
    (record,) = records
    return record


def test_each_unit_is_a_record_or_a_finding() -> None:
    assert sorted(BY_PMID) == [90000001, 90000003, 90000004, 90000006, 90000101]
    assert [(finding.code, finding.place.path) for finding in FINDINGS] == [
        ("W263", "PMID 90000003"), ("N262", "PMID 90000007"), ("E262", ""),
    ]  # fmt: skip


def test_a_title_is_whole_and_keeps_its_looks() -> None:
    assert FIRST.citation.title == "Water, H2O, in CD4+ rivers: p<0.05 & more"
    assert FIRST.title[1] == Span("italic", ("H", Span("subscript", ("2",)), "O"))
    assert FIRST.title[3] == Span("bold", ("CD4", Span("superscript", ("+",))))


def test_identifiers_are_the_record_s_own() -> None:
    assert FIRST.identifiers == (Doi("10.5555/own.1"), Pmid(90000001), FIRST.citation.pmcid)
    assert str(FIRST.citation.pmcid) == "PMC9000001"
    assert BY_PMID[90000003].citation.doi == Doi("10.5555/a.3")
    assert BY_PMID[90000003].other_dois == (Doi("10.5555/b.3"),)


def test_authors_are_those_who_are_valid_in_their_order() -> None:
    brook, ford, mononym, group = FIRST.citation.authors
    assert (brook.particle, brook.family, brook.given, brook.suffix) == (
        "van der",
        "Brook",
        "Ada B",
        "3rd",
    )
    assert (ford.family, ford.given, mononym.family, mononym.given) == ("Ford", "FG", "Mononym", "")
    assert group.literal == "River Study Group"
    assert FIRST.citation.authors_open


def test_dates_and_pages_are_read_as_far_as_they_are_certain() -> None:
    assert (FIRST.citation.year, FIRST.citation.month, FIRST.citation.day) == (2020, 2, 3)
    assert dict(FIRST.citation.other)["published-online"] == "2019 12 01"
    spring, span, early = BY_PMID[90000101], BY_PMID[90000003], BY_PMID[90000004]
    assert (spring.citation.year, spring.citation.month, spring.published) == (
        2012,
        None,
        "2012 Spring",
    )
    assert (span.citation.year, span.citation.month, span.published) == (
        1998,
        None,
        "1998 Dec-1999 Jan",
    )
    assert (early.citation.year, early.citation.month) == (2021, 5)
    assert [record.citation.pages for record in (FIRST, spring, span)] == [
        "858–865",
        "S1–S10",
        "e12",
    ]


def test_registrations_are_those_the_record_calls_its_own() -> None:
    assert [one.number for one in FIRST.registrations] == ["NCT90000001", "2019-123456-12"]
    said = only(
        article(
            "<Abstract><AbstractText>Done. Trial registration: ISRCTN90000001.</AbstractText></Abstract>"
        )
    )
    assert [one.number for one in said.registrations] == ["ISRCTN90000001"]
    other = only(
        article("<Abstract><AbstractText>Unlike NCT90000002, we did not.</AbstractText></Abstract>")
    )
    assert other.registrations == ()


def test_what_fills_a_first_draft_is_kept() -> None:
    assert FIRST.subjects == ("Rivers",)
    assert FIRST.funding == ("River Fund R1",)
    assert [part.label for part in FIRST.abstract] == ["METHODS", "TRIAL REGISTRATION"]
    assert BY_PMID[90000003].translated_title == "On the long way of the water"
    assert BY_PMID[90000003].original_title == "Vom langen Weg des Wassers"
    assert FIRST.language == "eng"


def test_notices_are_read_from_both_places() -> None:
    assert FIRST.notices == (
        RecordNotice(
            "retraction",
            "J Rivers. 2022 Jan 5;14(1):12. doi: 10.5555/notice.1",
            Pmid(90000101),
            Doi("10.5555/notice.1"),
            "2022-01-05",
        ),
        RecordNotice("erratum", "J Rivers. 2021 Mar;13(2):7", date="2021-03"),
    )
    assert BY_PMID[90000003].notices == (RecordNotice("retraction"),)


@pytest.mark.parametrize(
    ("ref_type", "kind"),
    [
        ("RetractionIn", "retraction"), ("PartialRetractionIn", "partial-retraction"), ("ErratumIn", "erratum"),
        ("ExpressionOfConcernIn", "concern"), ("UpdateIn", "update"), ("RepublishedIn", "republication"),
        ("CorrectedandRepublishedIn", "republication"), ("RetractedandRepublishedIn", "retraction"),
    ],
)  # fmt: skip
def test_a_notice_in_another_place_is_about_this_record(ref_type: str, kind: str) -> None:
    mark = f'<CommentsCorrections RefType="{ref_type}"><RefSource>There</RefSource></CommentsCorrections>'
    record = only(article("", corrections=mark))
    assert [notice.kind for notice in record.notices] == [kind]
    assert record.is_retracted == (kind == "retraction")


@pytest.mark.parametrize(
    ("ref_type", "kind"),
    [
        ("RetractionOf", "retraction-of"), ("PartialRetractionOf", "retraction-of"), ("ErratumFor", "erratum-for"),
        ("ExpressionOfConcernFor", "concern-for"), ("CommentOn", "comment-on"), ("CommentIn", "comment-in"),
        ("Cites", "cites"), ("UpdateOf", "update-of"), ("RetractedandRepublishedFrom", "republished-from"),
        ("AssociatedDataset", "other"),
    ],
)  # fmt: skip
def test_what_is_said_of_another_record_is_a_link(ref_type: str, kind: str) -> None:
    mark = f'<CommentsCorrections RefType="{ref_type}"><RefSource>There</RefSource></CommentsCorrections>'
    record = only(article("", corrections=mark))
    assert (record.notices, [link.kind for link in record.links]) == ((), [kind])


@pytest.mark.parametrize(
    "name", ["Retraction of Publication", "Published Erratum", "Expression of Concern", "Comment"]
)
def test_a_notice_is_not_itself_flagged(name: str) -> None:
    record = only(article("", types=f"<PublicationType>{name}</PublicationType>"))
    assert record.notices == ()
    assert bool(record.links) == (name != "Comment")


def test_a_preprint_and_its_paper_point_at_each_other() -> None:
    assert [link.kind for link in BY_PMID[90000004].links] == ["preprint-of"]
    mark = '<CommentsCorrections RefType="UpdateOf"><RefSource>medRxiv. 2021</RefSource></CommentsCorrections>'
    assert [link.kind for link in only(article("", corrections=mark)).links] == ["preprint-in"]


def test_a_chapter_knows_its_book() -> None:
    chapter = BY_PMID[90000006].citation
    assert (chapter.kind, chapter.title, chapter.booktitle) == (
        "chapter",
        "A Small River",
        "All Rivers",
    )
    assert (chapter.publisher, chapter.place, chapter.year) == ("River Press", "Ford", 2015)
    assert [author.family for author in (*chapter.authors, *chapter.editors)] == ["Chap", "Edit"]


def test_a_reply_that_is_cut_off_loses_one_record_and_says_which() -> None:
    place = TEXT.index('<PMID Version="1">90000004') + 40
    records, findings = read_pubmed_xml(TEXT[:place], "p.xml")
    assert [record.citation.pmid and record.citation.pmid.number for record in records] == [
        90000001,
        90000101,
        90000003,
    ]
    assert [
        (finding.code, finding.place.line, finding.place.path)
        for finding in findings
        if finding.code == "E262"
    ] == [("E262", 22, "PMID 90000004")]


def test_one_broken_record_does_not_spoil_the_others() -> None:
    records, findings = read_pubmed_xml(TEXT.replace("S1-10", "S1 & 10"), "p.xml")
    assert len(records) == 4
    assert [finding.place.path for finding in findings if finding.code == "E262"] == [
        "PMID 90000101"
    ]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "E263", "(x)"),
        ('<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><a>&b;</a>', "E263", "(a, b)"),
        ("<!DOCTYPE html><html><head><title>Busy</title></head></html>", "E261", "“Busy”"),
        ("<eSearchResult><ERROR>No such thing</ERROR></eSearchResult>", "E261", "“No such thing”"),
        ("<PubmedArticleSet></PubmedArticleSet>", "N261", "without a record"),
        ("<PubmedArticleSet><Pubmed", "E261", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_collection_is_named_in_one_line(text: str, code: str, word: str) -> None:
    records, findings = read_pubmed_xml(text, "x.xml")
    assert records == []
    (finding,) = findings
    assert finding.code == code
    assert word in str(finding)


def test_a_named_sign_of_the_outer_definition_is_read_without_fetching_it() -> None:
    text = '<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/x.dtd">' + article(
        "<ArticleTitle>&beta;-x</ArticleTitle>"
    )
    assert only(text).citation.title == "β-x"


def test_an_encoding_that_the_file_states_is_used_nowhere_twice() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + article(
        "<ArticleTitle>Über</ArticleTitle>"
    )
    assert only(text).citation.title == "Über"


ARTICLE = (
    "<PubmedArticle>\n<MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Water.</ArticleTitle></Article>"
    "</MedlineCitation>\n</PubmedArticle>\n"
)


def test_a_broken_file_of_many_lines_is_read() -> None:
    text = (
        "<PubmedArticleSet>\n"
        + ARTICLE.format(90000001)
        + "\n" * 70_000
        + ARTICLE.format(90000002)
        + "<Pubmed"
    )
    records, findings = read_pubmed_xml(text, "x.xml")
    assert [record.origin.line for record in records] == [2, 70_005]
    assert [finding.code for finding in findings] == ["W261"]


def test_a_file_cut_off_between_two_records_is_told() -> None:
    records, findings = read_pubmed_xml("<PubmedArticleSet>\n" + ARTICLE.format(90000001), "x.xml")
    assert len(records) == 1
    assert [(finding.code, finding.seen) for finding in findings] == [
        ("W261", "ends before its set of records is closed")
    ]


def test_a_file_that_lacks_its_beginning_is_told() -> None:
    text = "title</PMID>\n</PubmedArticle>\n" + ARTICLE.format(90000001) + "</PubmedArticleSet>"
    records, findings = read_pubmed_xml(text, "x.xml")
    assert len(records) == 1
    assert [(finding.code, finding.seen) for finding in findings] == [
        ("E262", "lacks its beginning and was lost")
    ]
