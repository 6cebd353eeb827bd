"""Made-up records as files and services give them: one is like another unless a test says otherwise."""

from typing import Any

from generator.model.citation import Author, Citation
from generator.model.found import FoundRecord, Origin, RegisterEntry
from generator.model.identifier import Doi, Pmcid, Pmid, Registration

_OWN = {field for field in FoundRecord.__dataclass_fields__ if field not in {"citation", "title"}}


def found(
    title: str = "Alphaone in river fever",
    author: str = "Kim",
    year: int | None = 2024,
    **changes: Any,
) -> FoundRecord:
    """Return a record; `pmid`, `doi`, `nct` are texts, the rest are fields of the citation or of the record."""
    own = {name: changes.pop(name) for name in list(changes) if name in _OWN}
    for name, kind in (("pmid", Pmid), ("doi", Doi), ("pmcid", Pmcid)):
        if isinstance(changes.get(name), str):
            changes[name] = kind.parse(changes[name])
    if "nct" in changes:
        own["registrations"] = (Registration.parse(changes.pop("nct")),)
    authors = tuple(Author(family=name, given="A. B.") for name in author.split(", ") if name)
    changes = {"kind": "article-journal", "journal": "J Rivers", **changes}
    citation = Citation(key="", title=title, authors=authors, year=year, **changes)
    return FoundRecord(
        citation=citation, title=(title,), **{"origin": Origin("made.xml", 1, "PubMed XML"), **own}
    )


def trial(
    nct: str = "NCT01234567", title: str = "Trial of alphaone in river fever", **changes: Any
) -> FoundRecord:
    """Return an entry of a register."""
    entry = RegisterEntry(registration=Registration.parse(nct), official_title=title, **changes)
    citation = Citation(key="", kind="webpage", title=title)
    return FoundRecord(
        citation=citation,
        title=(title,),
        register=entry,
        origin=Origin("made.json", 0, "register JSON"),
    )


def pubmed(pmid: int, title: str, author: str = "Kim", year: int = 2024, **parts: str) -> str:
    """Return an article as PubMed writes it; parts: doi, abstract, types, links (elements), nct, journal, volume."""
    types = "".join(
        f"<PublicationType>{kind}</PublicationType>"
        for kind in parts.get("types", "Journal Article").split("|")
    )
    doi = f'<ArticleId IdType="doi">{parts["doi"]}</ArticleId>' if "doi" in parts else ""
    bank = (
        f"<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>"
        f"<AccessionNumber>{parts['nct']}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>"
        if "nct" in parts
        else ""
    )
    abstract = (
        f"<Abstract><AbstractText>{parts['abstract']}</AbstractText></Abstract>"
        if "abstract" in parts
        else ""
    )
    links = (
        f"<CommentsCorrectionsList>{parts['links']}</CommentsCorrectionsList>"
        if "links" in parts
        else ""
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID><Article>'
        f"<Journal><JournalIssue><Volume>{parts.get('volume', pmid % 100)}</Volume>"
        f"<PubDate><Year>{year}</Year></PubDate></JournalIssue>"
        f"<ISOAbbreviation>{parts.get('journal', 'J Rivers')}</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{title}</ArticleTitle>"
        f"<Pagination><MedlinePgn>{pmid % 1000}-9</MedlinePgn></Pagination>{abstract}"
        f'<AuthorList CompleteYN="Y"><Author><LastName>{author}</LastName><Initials>AB</Initials></Author></AuthorList>'
        f"{bank}<PublicationTypeList>{types}</PublicationTypeList></Article>{links}</MedlineCitation><PubmedData><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId>{doi}</ArticleIdList></PubmedData></PubmedArticle>'
    )


def pubmed_file(*articles: str) -> bytes:
    """Return articles as one file of PubMed."""
    return f'<?xml version="1.0"?>\n<PubmedArticleSet>{"".join(articles)}</PubmedArticleSet>\n'.encode()
