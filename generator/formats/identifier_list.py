"""A list of identifiers, one or more a line, with comments: each has to be looked up."""

import re

from generator.formats.collection import NO_IDENTIFIER
from generator.formats.format import TextFormat
from generator.model.finding import Finding, Place
from generator.model.identifier import Identifier, parse_identifier

# The two slashes of an address do not begin a comment: `https://doi.org/10.1/x`.
_COMMENT = re.compile(r"(?:^|\s)(?:#|%|//(?!\S*10\.)).*$")
_BETWEEN = re.compile(r"[\s,;|]+")
_SPACED = re.compile(
    r"\b(PMID|PMCID|DOI|EudraCT|ISRCTN|NCT|PROSPERO|CTIS)\s*[:#]?\s+(?=\S)", re.IGNORECASE
)
# The header of a column that was copied from a table.
_HEADERS = {"pmid", "doi", "id", "identifier", "nct number"}
# The first lines show what a file is; a long one need not be read twice.
_LINES_LOOKED_AT = 200


def read_identifier_list(text: str, file: str) -> tuple[list[Identifier], list[Finding]]:
    """Return the identifiers of a list, each once, and a finding for each line without one."""
    identifiers: list[Identifier] = []
    findings: list[Finding] = []
    for number, written in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", written).strip()
        if not line or (number == 1 and line.lower() in _HEADERS):
            continue
        named, others = _identifiers(line)
        identifiers += named
        if others:
            findings.append(_no_identifier(file, number, others[0]))
    return list(dict.fromkeys(identifiers)), findings


def _is_identifier_list(text: str) -> bool:
    """Tell whether at least half of the lines that say something name what can be looked up."""
    stripped = (_COMMENT.sub("", line).strip() for line in text.split("\n")[:_LINES_LOOKED_AT])
    lines = [_identifiers(line) for line in stripped if line]
    named = sum(bool(identifiers) and not others for identifiers, others in lines)
    return bool(lines) and named * 2 >= len(lines)


def _identifiers(line: str) -> tuple[list[Identifier], list[str]]:
    """Return the identifiers of a line, and its words that are none."""
    whole = parse_identifier(line)
    if whole is not None:
        return [whole], []
    identifiers: list[Identifier] = []
    others: list[str] = []
    for word in _BETWEEN.split(_SPACED.sub(r"\1:", line.strip(" ,;"))):
        identifier = parse_identifier(word.strip("\"'"))
        if identifier is None:
            others.append(word)
        else:
            identifiers.append(identifier)
    return identifiers, others


def _no_identifier(file: str, line: int, word: str) -> Finding:
    return NO_IDENTIFIER.broken(
        Place(file, line),
        seen=f"holds {word[:60]!r}, which is no identifier",
        expected="a PMID, DOI, PMCID or register number on each line",
        remedy="Mend the line, or put # before words that are a comment.",
    )


# Last of all: its lines have no sign of their own.
FORMAT = TextFormat(
    name="identifiers",
    title="a list of identifiers",
    order=90,
    recognises=_is_identifier_list,
    read=read_identifier_list,
)
