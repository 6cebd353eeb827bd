"""A list of identifiers, one or more a line, with comments: each has to be looked up."""

import re

from generator.formats.collection import NO_IDENTIFIER
from generator.model.finding import Finding, Place
from generator.model.identifier import Identifier, parse_identifier

_COMMENT = re.compile(r"(?:^|\s)(?:#|%|//(?!\S*10\.)).*$")
_BETWEEN = re.compile(r"[\s,;|]+")
_SPACED = re.compile(
    r"\b(PMID|PMCID|DOI|EudraCT|ISRCTN|NCT|PROSPERO|CTIS)\s*[:#]?\s+(?=\S)", re.IGNORECASE
)


def read_identifier_list(text: str, file: str) -> tuple[list[Identifier], list[Finding]]:
    """Return the identifiers of a list in its order, each once, and a finding for each line that holds none."""
    found: list[Identifier] = []
    findings: list[Finding] = []
    for number, written in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", written).strip()
        if not line or (
            number == 1 and line.lower() in {"pmid", "doi", "id", "identifier", "nct number"}
        ):
            continue
        identifiers, others = _identifiers(line)
        found += identifiers
        if others:
            findings.append(_no_identifier(file, number, others[0]))
    return list(dict.fromkeys(found)), findings


def is_identifier_list(text: str) -> bool:
    """Tell whether most of the lines that say something name something that can be looked up."""
    lines = [
        line for line in (_COMMENT.sub("", line).strip() for line in text.split("\n")[:200]) if line
    ]
    named = sum(bool(_identifiers(line)[0]) and not _identifiers(line)[1] for line in lines)
    return bool(lines) and named * 2 >= len(lines)


def _identifiers(line: str) -> tuple[list[Identifier], list[str]]:
    """Return the identifiers of a line, and the words of it that are none."""
    whole = parse_identifier(line)
    if whole is not None:
        return [whole], []
    found: list[Identifier] = []
    others: list[str] = []
    for word in _BETWEEN.split(_SPACED.sub(r"\1:", line.strip(" ,;"))):
        one = parse_identifier(word.strip("\"'"))
        if one is None:
            others.append(word)
        else:
            found.append(one)
    return found, others


def _no_identifier(file: str, line: int, word: str) -> Finding:
    return NO_IDENTIFIER.broken(
        Place(file, line),
        seen=f"holds {word[:60]!r}, which is no identifier",
        expected="a PMID, DOI, PMCID or register number on each line",
        remedy="Mend the line, or put # before words that are a comment.",
    )
