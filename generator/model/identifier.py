"""The identifiers of reports and trials, read from the many ways in which people write them."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple, Self
from urllib.parse import quote, unquote

# Soft hyphens, zero-width and direction marks come in with text copied from web pages.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PUBMED = re.compile(
    r"(?:pmid\s*[:#]?\s*"
    r"|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
    r"|(?:https?://)?(?:www\.)?europepmc\.org/(?:article|abstract)/med/)?"
    r"0*([1-9][0-9]{0,8})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/"
    r"|(?:https?://)?(?:www\.)?europepmc\.org/(?:article|articles)/(?:pmc/)?)?"
    r"(?:pmcid\s*[:#]?\s*(?:pmc)?|pmc\s*:?\s*)0*([1-9][0-9]{0,8})(?:\.[0-9]+)?/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_DOI_PREFIX = re.compile(
    r"(?:doi(?!\.org)\s*:?\s*)?(?P<web>(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(?:doi:)?",
    re.IGNORECASE,
)
# The prefix is 10. and the number of a registrant; nearly any sign may follow.
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s{}\\\"\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True, order=True)
class Pmid:
    """The number of a record in PubMed.

    >>> str(Pmid.parse("pmid:29237618"))
    'PMID 29237618'
    """

    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number written in `text`, with or without `PMID`, or as a PubMed address."""
        match = _PUBMED.fullmatch(_plain(text))
        if match is None:
            raise ValueError(f"{_shown(text)} is no PMID; write the number, as in PMID 29237618")
        return cls(int(match[1]))

    @property
    def address(self) -> str:
        """The page of the record in PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.number}/"

    def __str__(self) -> str:
        return f"PMID {self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Pmcid:
    """The number of a full text in PubMed Central.

    >>> str(Pmcid.parse("https://pmc.ncbi.nlm.nih.gov/articles/PMC8084900/"))
    'PMC8084900'
    """

    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number in `text`, which must say `PMC`; a version (`.1`) is dropped."""
        match = _CENTRAL.fullmatch(_plain(text))
        if match is None:
            raise ValueError(
                f"{_shown(text)} is no PMCID; write PMC and the number, as in PMC8084900"
            )
        return cls(int(match[1]))

    @property
    def address(self) -> str:
        """The page of the full text in PubMed Central."""
        return f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{self.number}/"

    def __str__(self) -> str:
        return f"PMC{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Doi:
    """A digital object identifier: printed as it was written, compared without regard to case.

    >>> Doi.parse("https://doi.org/10.1002/ART.41602") == Doi.parse("doi 10.1002/art.41602")
    True
    """

    name: str = field(compare=False)
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not _DOI.fullmatch(self.name):
            raise ValueError(
                f"{_shown(self.name)} is no DOI; it starts with 10., a number and a slash"
            )
        # The class is frozen, so a field made from another one cannot be assigned.
        object.__setattr__(self, "folded", self.name.lower())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the DOI in `text`, or in its address, without the full stop of a sentence."""
        written = _plain(text)
        prefix = _DOI_PREFIX.match(written)
        name = written[prefix.end() :] if prefix else written
        # Only an address is percent-encoded; elsewhere a percent sign belongs to the DOI.
        if prefix and prefix["web"]:
            name = unquote(name)
        return cls(_without_sentence_end(name))

    @property
    def address(self) -> str:
        """The address that leads to wherever the publisher keeps the work now."""
        return f"https://doi.org/{quote(self.name, safe='/:;()')}"

    def __str__(self) -> str:
        return f"doi:{self.name}"


class _Register(NamedTuple):
    """How one trial register writes its numbers, and where it shows them."""

    name: str
    pattern: re.Pattern[str]
    number: str
    address: str


def _register(name: str, pattern: str, number: str, address: str) -> _Register:
    return _Register(name, re.compile(pattern, re.IGNORECASE), number, address)


# The WHO portal shows every primary register; it serves where a register has no address by number.
_PORTAL = "https://trialsearch.who.int/Trial2.aspx?TrialID="
_REGISTERS = (
    _register(
        "ClinicalTrials.gov", r"NCT\s*-?([0-9]{8})", "NCT{}", "https://clinicaltrials.gov/study/{}"
    ),
    _register(
        "EU CT",
        r"(?:(?:EU[ -]?CT|CTIS)\s*(?:number|no\.?)?\s*:?\s*)?"
        # Its numbers have a 5 after the year; those of EudraCT have not.
        r"(20[0-9]{2}-5[0-9]{5}-[0-9]{2})(?:-[0-9]{2})?",
        "{}",
        "https://euclinicaltrials.eu/ctis-public/view/{}-00",
    ),
    _register(
        "EudraCT",
        r"(?:EudraCT\s*(?:number|no\.?)?\s*:?\s*)?"
        r"((?:19|20)[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2})(?:-[A-Z]{2,3})?",
        "{}",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query=eudract_number:{}",
    ),
    _register("ISRCTN", r"ISRCTN\s*([0-9]{8})", "ISRCTN{}", "https://www.isrctn.com/{}"),
    _register(
        "PROSPERO",
        r"(?:PROSPERO\s*:?\s*)?CRD\s*([0-9]{6,14})",
        "CRD{}",
        "https://www.crd.york.ac.uk/PROSPERO/view/{}",
    ),
    _register("ChiCTR", r"ChiCTR-?((?:[A-Z]{2,4}-)*[0-9]{8,12})", "ChiCTR{}", _PORTAL + "{}"),
    _register("UMIN", r"(?:JPRN-)?UMIN(?:-CTR)?\s*-?([0-9]{9})", "UMIN{}", _PORTAL + "JPRN-{}"),
    _register(
        "jRCT",
        r"(?:JPRN-)?jRCT([sc]?[0-9]{9,10})",
        "jRCT{}",
        "https://jrct.mhlw.go.jp/en-latest-detail/{}",
    ),
    _register("DRKS", r"DRKS\s*-?([0-9]{8})", "DRKS{}", "https://drks.de/search/en/trial/{}"),
    _register("ACTRN", r"ACTRN\s*([0-9]{14})", "ACTRN{}", "https://www.anzctr.org.au/{}.aspx"),
)
_ADDRESS_IN_REGISTER = re.compile(
    r"https?://[^\s/]+/(?:\S*?[/=:])?([A-Za-z0-9-]+)(?:\.aspx)?/?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Registration:
    """The number of a trial or review in a public register; `register` may be empty: unknown.

    >>> Registration.parse("nct03002649")
    Registration(register='ClinicalTrials.gov', number='NCT03002649')
    """

    register: str
    number: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the registration in `text`; that of an unknown register is kept as written."""
        written = _plain(text)
        if not written:
            raise ValueError("the registration is empty; write its number, as in NCT03002649")
        return cls._of_known_register(written) or cls("", written)

    @classmethod
    def _of_known_register(cls, written: str) -> Self | None:
        for candidate in (written, _last_of_address(written)):
            for register in _REGISTERS:
                if match := register.pattern.fullmatch(candidate):
                    return cls(
                        register.name, register.number.format(_cased(register.name, match[1]))
                    )
        return None

    @property
    def address(self) -> str | None:
        """The page of the entry, or None where the register is not known to us."""
        for register in _REGISTERS:
            if register.name == self.register:
                return register.address.format(quote(self.number))
        return None

    def __str__(self) -> str:
        return f"EudraCT {self.number}" if self.register == "EudraCT" else self.number


Identifier = Pmid | Pmcid | Doi | Registration


def parse_identifier(text: str) -> Identifier | None:
    """Return what `text` names, a PMID if it is a bare number; None where it names nothing.

    >>> parse_identifier("29237618"), parse_identifier("PMC8084900")
    (Pmid(number=29237618), Pmcid(number=8084900))
    >>> parse_identifier("https://example.org/29237618") is None
    True
    """
    # These refuse what is not theirs. `Registration.parse` takes any text, so it cannot be asked.
    for kind in (Pmid, Pmcid, Doi):
        try:
            return kind.parse(text)
        except ValueError:
            continue
    # A method of the same family of types, in the same file.
    return Registration._of_known_register(_plain(text))  # noqa: SLF001


def _plain(text: str) -> str:
    """Return `text` without full-width digits and other such forms, and without invisible marks."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


# Enough to be recognised in a message of one line.
_LONGEST = 60


def _shown(text: str) -> str:
    """Return `text` in quotes and short enough for one line of a message."""
    line = " ".join(text.split())
    return f"“{line[:_LONGEST]}…”" if len(line) > _LONGEST else f"“{line}”"


def _without_sentence_end(name: str) -> str:
    # A bracket that was opened inside the DOI is part of it; any other belongs to the sentence.
    while name and (name[-1] in ".,;:" or (name[-1] == ")" and name.count(")") > name.count("("))):
        name = name[:-1]
    return name


def _last_of_address(written: str) -> str:
    match = _ADDRESS_IN_REGISTER.fullmatch(written)
    return match[1] if match else ""


def _cased(register: str, digits: str) -> str:
    """Return the changing part of a number as its register prints it."""
    return digits.lower() if register == "jRCT" else digits.upper()
