"""The tags of RIS, and which programs write them.

Two specifications are in use side by side. Reference Manager's has T1, A1, JF, Y1 and N2; that of
2011, which EndNote and Zotero follow, has TI, AU, T2, PY and AB. Databases mix both and put what
neither provides for into tags of their own choice. `tests/formats/test_ris.py` has a record of each
program named here.
"""

from collections.abc import Mapping

from generator.model.citation import Kind
from generator.model.found import LinkKind

_READ_TAGS = (
    "TY ER",
    # The title: TI or T1. CT is that of an unpublished work, BT that of a whole book; beside a
    # title BT names the book that holds the work.
    "TI T1 CT BT",
    # What holds the work: T2, or JF and JO. JA, J1 and J2 are abbreviations of a journal, of which
    # Zotero and Scopus write J2. T3 is a series.
    "T2 T3 JO JF JA J1 J2",
    # People: AU or A1. ED and, outside journals, A2 are editors; A3, the editors of a series, is
    # passed over.
    "AU A1 A2 ED A3",
    # The day: PY or Y1 holds the year, often as `2021//`; DA the day, in EndNote without the year.
    "Y1 PY DA",
    # Volume, issue and pages. EndNote puts the whole range into SP. C7 is the article number of the
    # 2011 specification, which Scopus follows; AR is another tag for it, and CP one for the issue.
    "VL IS CP SP EP C7 AR",
    # Identifiers and addresses: DO, in some exports DI. Embase writes the address of the DOI into
    # L3; LK and L2 hold addresses too, and L1 and L4 attached files, in Zotero places on a disk.
    "DO DI UR LK L1 L2 L3 L4",
    # Numbers of the database: AN, in EndNote the PMID of a record from PubMed. Tools that export
    # from PubMed write `1[pmid]` into U1; C2 is the PMCID of the 2011 specification.
    "AN U1 C2",
    # M3 is the type of the article; Scopus writes `Retracted` there, some programs a DOI.
    "AB N2 KW PB CY PP LA M3 N1",
)
# Not read into a citation but known: kept by their names, and searched for identifiers.
_OTHER_TAGS = """
    A4 A5 AD AV C1 C3 C4 C5 C6 C8 CA CN DB DP ET ID LB M1 M2 NV OP RI RN RP SE SN SO ST SV TA TT U2
    U3 U4 U5 VO Y2 PT PM PMID NO WV WP
"""
READ_TAGS = frozenset(" ".join(_READ_TAGS).split())
KNOWN_TAGS = READ_TAGS | frozenset(_OTHER_TAGS.split())
# A record without any of these names no work.
NAMING_TAGS = (
    *("TI", "T1", "CT", "BT", "ST", "TT", "AU", "A1"),
    *("DO", "DI", "AN", "UR", "T2", "JO", "JF", "C2", "ID"),
)
# One database writes the abbreviated journal after the end of the record.
AFTER_END = "NL"
# Further addresses may follow on lines without a tag.
ADDRESS_TAGS = frozenset({"UR", "LK", "L1", "L2", "L3", "L4"})
KINDS: Mapping[str, Kind] = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "MGZN": "article-journal",
    "NEWS": "article-journal",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "BOOK": "book",
    "EBOOK": "book",
    "WHOLE": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "SLIDE": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "PREPRINT": "manuscript",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "webpage",
    "ICOMM": "webpage",
    "DATA": "dataset",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "PAMP": "pamphlet",
}
WRITTEN_KINDS: Mapping[Kind, str] = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "manuscript": "UNPB",
    "webpage": "ELEC",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
}
# What an exporter calls a record that is itself a notice.
LINK_OF_TYPE: Mapping[str, LinkKind] = {
    "erratum": "erratum-for",
    "correction": "erratum-for",
    "corrigendum": "erratum-for",
    "published erratum": "erratum-for",
    "retraction": "retraction-of",
    "retraction notice": "retraction-of",
    "retraction of publication": "retraction-of",
    "expression of concern": "concern-for",
}
