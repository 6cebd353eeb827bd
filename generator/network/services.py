"""The public services: where they are, which addresses are theirs, how often they may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from generator.model.text import ADDRESS_PATTERN
from generator.model.topic import Intake
from generator.network.faults import WRONG_SETTING, NoReplyError

ServiceName = Literal["pubmed", "register", "crossref", "europe_pmc", "openfda"]
KEY_OF_NCBI = "NCBI_API_KEY"
# Where the environment holds the key of a service that gives keys.
KEYS: Mapping[ServiceName, str] = {"pubmed": KEY_OF_NCBI, "openfda": "OPENFDA_API_KEY"}
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `interval` is the least time between two requests, in seconds.

    `base` ends in a slash.
    """

    name: ServiceName
    title: str
    base: str
    interval: float
    hosts: frozenset[str]

    def owns(self, address: str) -> bool:
        """Tell whether an address belongs to the service.

        That is its place as it is set up, the same place over https, and its public hosts.
        """
        try:
            scheme, host, port = _place(address)
            home = _place(self.base)
        except ValueError:
            return False
        if (scheme, host, port) == home:
            return True
        is_secure = (scheme, port) == ("https", _PORTS["https"])
        has_usual_port = home[2] == _PORTS[home[0]]
        return is_secure and (host in self.hosts or (host == home[1] and has_usual_port))

    @property
    def lane(self) -> str:
        """The name under which requests are spaced: NCBI has one, others their host and port."""
        _, host, port = _place(self.base)
        if host.endswith("ncbi.nlm.nih.gov"):
            return "ncbi"
        return f"{host}-{port}"


# How often each service may be asked, and the page that says so. A margin keeps three requests from
# falling into one second when one of them is slow on its way.
# - NCBI: 3 a second, 10 with a key (https://www.ncbi.nlm.nih.gov/books/NBK25497/).
# - ClinicalTrials.gov: no figure on https://clinicaltrials.gov/data-api/api; its users count about
#   50 a minute.
# - Crossref: the figure stands in each reply and has changed; 2 a second is asked. https://
#   www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
# - Europe PMC: no figure on https://europepmc.org/RestfulWebService; 2 a second is asked.
# - openFDA: 240 a minute, and 1,000 a day without a key; an update asks some three for each drug
#   (https://open.fda.gov/apis/authentication/).
_INTERVAL_WITH_KEY = 0.11
_PUBLIC = {
    "pubmed": Service(
        "pubmed",
        "PubMed",
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/",
        0.36,
        frozenset({"eutils.ncbi.nlm.nih.gov"}),
    ),
    "register": Service(
        "register",
        "ClinicalTrials.gov",
        "https://clinicaltrials.gov/api/v2/",
        1.2,
        frozenset({"clinicaltrials.gov", "www.clinicaltrials.gov"}),
    ),
    "crossref": Service(
        "crossref", "Crossref", "https://api.crossref.org/", 0.5, frozenset({"api.crossref.org"})
    ),
    "europe_pmc": Service(
        "europe_pmc",
        "Europe PMC",
        "https://www.ebi.ac.uk/europepmc/webservices/rest/",
        0.5,
        frozenset({"www.ebi.ac.uk"}),
    ),
    "openfda": Service(
        "openfda", "openFDA", "https://api.fda.gov/", 0.3, frozenset({"api.fda.gov"})
    ),
}
# What the help of the commands says of the environment.
ENVIRONMENT = {
    KEY_OF_NCBI: "key of NCBI for 10 requests a second; it is sent and never written down",
    "OPENFDA_API_KEY": "key of openFDA for more than 1,000 requests a day; as above",
    "EVIDENCE_DEADLINE": "seconds one request may take with all its tries (default: 60)",
    "EVIDENCE_PUBMED": "another address of the E-utilities, for a mirror or a test",
    "EVIDENCE_REGISTER": "the same for ClinicalTrials.gov (v2)",
    "EVIDENCE_CROSSREF": "the same for Crossref",
    "EVIDENCE_EUROPE_PMC": "the same for Europe PMC",
    "EVIDENCE_OPENFDA": "the same for openFDA",
}


def service_of(name: ServiceName, intake: Intake | None, environment: Mapping[str, str]) -> Service:
    """Return a service at the address of the environment, else the topic, else its public one."""
    public = _PUBLIC[name]
    setting = f"EVIDENCE_{name.upper()}"
    base = environment.get(setting) or (getattr(intake, name) if intake else None) or public.base
    places = f"{setting} or intake.{name} in data/topic.yml"
    if not ADDRESS_PATTERN.fullmatch(base) or "@" in urlsplit(base).netloc or not _is_place(base):
        raise NoReplyError(
            WRONG_SETTING,
            public.title,
            seen=f"has an address that cannot be used ({places})",
            expected=f"an http(s) address without a user name, as in {public.base}",
            remedy="Mend it, or leave it out for the public service.",
        )
    has_key = name == "pubmed" and bool(environment.get(KEY_OF_NCBI))
    interval = _INTERVAL_WITH_KEY if has_key else public.interval
    return replace(public, base=f"{base.removesuffix('/')}/", interval=interval)


def _is_place(address: str) -> bool:
    try:
        _place(address)
    except ValueError:
        return False
    return True


def _place(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address; ValueError where it has none."""
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("not an address on the web")
    return parts.scheme, parts.hostname.lower(), parts.port or _PORTS[parts.scheme]
