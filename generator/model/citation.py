"""The citation: what a bibliographic record says of one report."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.inline import Inline
from generator.model.meaning import means
from generator.model.shared_fields import Note, Title

# The types of the Citation Style Language 1.0.2 that our sources use.
Kind = Literal[
    "article-journal",
    "book",
    "chapter",
    "dataset",
    "document",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "patent",
    "report",
    "software",
    "thesis",
    "webpage",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# Where a list does not end with “and others”, only a note can say that authors are missing.
_INCOMPLETE = re.compile(r"\bauthor list (?:is )?incomplete\b", re.IGNORECASE)
# Double given names are joined by any of these hyphens, dashes and dots.
_GIVEN_WORD = re.compile(r"[^\s.\-‐‑–·]+")
# A longer word in capitals is a name: JACK, and not J. A. C. K.
_MAX_BARE_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Author:
    """One author: a person by family name, or a group by its `literal` name.

    `particle` is what stands before the family name and is not sorted by ("van der"); `given` is as
    printed, names or initials.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle, or the name of the group."""
        return self.literal or f"{self.particle} {self.family}".strip()

    @property
    def listed(self) -> str:
        """The name as in a list of references: family name, initials, suffix."""
        return " ".join(filter(None, (self.surname, self.initials, self.suffix.rstrip("."))))

    @property
    def initials(self) -> str:
        """Return the first letters of the given names: `Jörg-Peter` is JP, `A. J.` is AJ."""
        return "".join(map(_initials_of, _GIVEN_WORD.findall(self.given)))


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is known of one published report.

    An empty text, an empty tuple or None means "not given".
    `title`, names and all other texts are plain text, as printed; `title_tree` holds the title once
    more where parts of it stand out (italic, raised, lowered), and is empty where none do. `number`
    is the issue. `pages` has an en dash between first and last page. `authors_open` says that the
    record itself ends its list with "and others". `other` holds what has no place of its own, as
    (name, text), sorted by name.
    """

    key: Annotated[str, means("key of the report in the bibliography")]
    kind: Annotated[Kind, means("kind of publication, by the Citation Style Language")] = "document"
    title: Title = ""
    title_tree: Annotated[
        tuple[Inline, ...],
        means("the title once more, with what stands out in it (italic, raised, lowered)"),
    ] = ()
    authors: Annotated[tuple[Author, ...], means("authors, as printed")] = ()
    authors_open: Annotated[bool, means("true where the record ends its list with and others")] = (
        False
    )
    editors: Annotated[tuple[Author, ...], means("editors, as printed")] = ()
    journal: Annotated[str, means("journal, as printed")] = ""
    booktitle: Annotated[str, means("book or proceedings, as printed")] = ""
    year: Annotated[int | None, means("year of publication")] = None
    month: Annotated[int | None, means("month of publication")] = None
    day: Annotated[int | None, means("day of publication")] = None
    volume: Annotated[str, means("volume")] = ""
    number: Annotated[str, means("issue")] = ""
    pages: Annotated[str, means("pages")] = ""
    publisher: Annotated[str, means("publisher")] = ""
    place: Annotated[str, means("place of publication")] = ""
    genre: Annotated[str, means("kind of document, in words")] = ""
    doi: Annotated[Doi | None, means("digital object identifier")] = None
    pmid: Annotated[Pmid | None, means("number in PubMed")] = None
    pmcid: Annotated[Pmcid | None, means("number in PubMed Central")] = None
    url: Annotated[
        str,
        means(
            "address of the page, with https:// or http://",
            "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        ),
    ] = ""
    keywords: Annotated[tuple[str, ...], means("keywords")] = ()
    note: Note = ""
    other: Annotated[tuple[tuple[str, str], ...], means("what has no place of its own")] = ()

    @property
    def authors_complete(self) -> bool:
        """Whether the list of authors is whole, as far as the record says."""
        return not self.authors_open and not _INCOMPLETE.search(self.note)

    @property
    def container(self) -> str:
        """The journal or the book in which the report appeared."""
        return self.journal or self.booktitle

    @property
    def identifiers(self) -> tuple[Doi | Pmid | Pmcid, ...]:
        """The identifiers that are known, in the order in which they are shown."""
        known = (self.doi, self.pmid, self.pmcid)
        return tuple(identifier for identifier in known if identifier is not None)

    @property
    def address(self) -> str:
        """Where readers find the report: by its DOI, in PubMed, else the page it was seen on."""
        return self.identifiers[0].address if self.identifiers else self.url

    def field(self, name: str) -> str:
        """Return the text of a field that has no place of its own, or nothing."""
        return dict(self.other).get(name, "")


def findable(citation: Citation) -> Citation:
    """Return a citation as it leaves the record: its address is that of the report itself.

    In the bibliography the address is the page that was seen, which may be a copy on any site.
    """
    return replace(citation, url=citation.address)


def _initials_of(word: str) -> str:
    """Return the word itself where it is initials already (`JB`), else its first letter."""
    letters = word.strip("'’()[]{}\",")
    if letters.isupper() and letters.isalpha() and len(letters) <= _MAX_BARE_INITIALS:
        return letters
    return letters[:1].upper()
