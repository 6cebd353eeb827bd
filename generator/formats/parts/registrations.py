"""Trial registrations of a record itself: from its list of data banks, or where it says so.

A number somewhere in an abstract may be another trial's. Only a part labelled as registration, or a
sentence that begins "Trial registration: ...", is taken for the record's own.
"""

import re
from collections.abc import Iterable

from generator.model.found import AbstractPart
from generator.model.identifier import Registration, parse_identifier

# Data banks of MEDLINE that register trials and reviews; the others hold sequences, structures,
# data.
_REGISTERS = re.compile(
    r"ANZCTR|ChiCTR|CRiS|ClinicalTrials|CTRI|DRKS|Eudra|EU ?CT|CTIS|IRCT|ISRCTN|JMA|Japic|jRCT|"
    r"JPRN|KCT|LBCTR|NTR|NTT|PACTR|PROSPERO|ReBec|RPCEC|SLCTR|TCTR|UMIN",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\bregist(?:ration|ry|ered)\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:trial|study|review|protocol|PROSPERO)\s+registration"
    r"(?:\s+(?:number|no\.?|identifier|id))?\s*[:.]\s*"
    r"((?:[^.]|\.(?=\S)){1,160})",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"\b(?:NCT\s?[0-9]{8}|20[0-9]{2}-5[0-9]{5}-[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{6}-[0-9]{2}"
    r"|ISRCTN\s?[0-9]{8}|CRD\s?[0-9]{6,14}|ChiCTR-?[A-Z0-9-]{8,16}|(?:JPRN-)?UMIN[0-9]{9}"
    r"|jRCT[sc]?[0-9]{9,10}|DRKS[0-9]{8}|ACTRN[0-9]{14})\b",
    re.IGNORECASE,
)


def registration_in_bank(bank: str, number: str) -> Registration | None:
    """Return a number of a data bank as a registration; None if the bank registers no trials."""
    if not number.strip():
        return None
    known = known_registration(number)
    if known:
        return known
    return Registration.parse(number) if _REGISTERS.search(bank) else None


def known_registration(text: str) -> Registration | None:
    """Return a registration of a register known to us, or None."""
    identifier = parse_identifier(text)
    return identifier if isinstance(identifier, Registration) else None


def registrations_in_words(text: str) -> list[Registration]:
    """Return every registration of a known register that stands in a text."""
    candidates = (known_registration(match[0]) for match in _CANDIDATE.finditer(text))
    return list(dict.fromkeys(filter(None, candidates)))


def registrations_in_abstract(parts: Iterable[AbstractPart]) -> list[Registration]:
    """Return the registrations that an abstract gives as its own."""
    registrations: list[Registration] = []
    for part in parts:
        if _LABEL.search(part.label):
            registrations += registrations_in_words(part.text)
        if "egistration" in part.text:
            for sentence in _SENTENCE.finditer(part.text):
                registrations += registrations_in_words(sentence[1])
    return list(dict.fromkeys(registrations))
