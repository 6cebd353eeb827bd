"""What a saved search found."""

from dataclasses import dataclass

from generator.model.finding import Finding
from generator.model.found import FoundRecord
from generator.model.identifier import Pmid


@dataclass(frozen=True, slots=True)
class Searched:
    """The numbers a search found, or the records where the service gives these at once."""

    pmids: tuple[Pmid, ...] = ()
    findings: tuple[Finding, ...] = ()
    records: tuple[FoundRecord, ...] = ()
