"""The hosts of the pages that values are read on: a register, a publisher, the news, a copy."""

from collections.abc import Iterable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from generator.model.meaning import means
from generator.model.record import record
from generator.model.shared_fields import Note

HostKind = Literal[
    "register",
    "regulator",
    "publisher",
    "abstract-service",
    "archive",
    "institution",
    "maker",
    "news",
    "copy",
]
# What a reader is told of a page behind its name.
_WORDS: dict[HostKind, str] = {
    "register": "trial register",
    "regulator": "regulator's page",
    "publisher": "publisher's page",
    "abstract-service": "abstract service",
    "archive": "archive of papers or data",
    "institution": "page of a university, hospital, society or authority",
    "maker": "page of a company that makes or sells the drug",
    "news": "news or press page",
    "copy": "copy on a third party's site",
}


@record
class Host:
    """A site on which pages were read, and what kind of site it is."""

    host: Annotated[
        str,
        means(
            "name of the site as it stands in addresses, without www; its subdomains are meant too",
            "pubmed.ncbi.nlm.nih.gov",
        ),
    ]
    kind: Annotated[
        HostKind,
        means(
            "what the site is: the register itself, a regulator, the publisher, an abstract "
            "service, an archive, an institution, a maker, the news, or a third party that shows "
            "copies"
        ),
    ]
    note: Note | None = None

    @property
    def words(self) -> str:
        """Return the kind as a reader says it."""
        return _WORDS[self.kind]


# Services that every topic meets. The list of a project goes before this one.
HOSTS = (
    Host(host="pubmed.ncbi.nlm.nih.gov", kind="abstract-service"),
    Host(host="pubmed.gov", kind="abstract-service"),
    Host(host="europepmc.org", kind="abstract-service"),
    Host(host="pmc.ncbi.nlm.nih.gov", kind="archive"),
    Host(host="ncbi.nlm.nih.gov", kind="archive"),
    Host(host="zenodo.org", kind="archive"),
    Host(host="medrxiv.org", kind="archive"),
    Host(host="doi.org", kind="publisher"),
    Host(host="clinicaltrials.gov", kind="register"),
    Host(host="clinicaltrialsregister.eu", kind="register"),
    Host(host="euclinicaltrials.eu", kind="register"),
    Host(host="isrctn.com", kind="register"),
    Host(host="trialsearch.who.int", kind="register"),
    Host(host="chictr.org.cn", kind="register"),
    Host(host="jrct.mhlw.go.jp", kind="register"),
    Host(host="drks.de", kind="register"),
    Host(host="anzctr.org.au", kind="register"),
    Host(host="crd.york.ac.uk", kind="register"),
    Host(host="fda.gov", kind="regulator"),
    Host(host="dailymed.nlm.nih.gov", kind="regulator"),
    Host(host="ema.europa.eu", kind="regulator"),
    Host(host="ec.europa.eu", kind="regulator"),
    Host(host="pmda.go.jp", kind="regulator"),
)


def host_name(address: str) -> str:
    """Return the name of the site in an address, without www; empty where there is none.

    >>> host_name("https://www.example.org:8081/page?id=1")
    'example.org'
    """
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def host_of(hosts: Iterable[Host], address: str) -> Host | None:
    """Return the listed host of an address: of several that fit, the one nearest to the page.

    >>> listed = (Host(host="nih.gov", kind="institution"), *HOSTS)
    >>> host_of(listed, "https://pubmed.ncbi.nlm.nih.gov/1/").words
    'abstract service'
    >>> host_of(listed, "https://elsewhere.nih.gov/1/").kind, host_of(listed, "https://a.org")
    ('institution', None)
    """
    name = host_name(address)
    fitting = (host for host in hosts if name == host.host or name.endswith(f".{host.host}"))
    return max(fitting, key=lambda host: len(host.host), default=None)
