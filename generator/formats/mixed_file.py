"""A file that was put together from files of several formats: where it changes from one to the next."""

import re
from itertools import pairwise

# The sure beginning of a record, on a line of its own or where the file before it had no end of
# line.
_BEGINNING = re.compile(
    r"(?:^\ufeff?|(?<=[}>]))(?:(?P<ris>TY  - [A-Z]{2,10}[ \t]*$)|(?P<nbib>PMID- [0-9]{1,9}[ \t]*$)"
    r"|(?P<bibtex>@(?i:string|preamble)[ \t]*[{(]|@[A-Za-z]+[ \t]*\{[^\s,{}\"]*,)"
    r"|(?P<xml><\?xml |<Pubmed(?:Book)?Article(?:Set)?[ >]))",
    re.MULTILINE,
)
# One of these stands in any text of a format; they are looked for first, because that takes no
# time.
_SIGNS = (("TY  - ",), ("PMID- ",), ("@",), ("<?xml ", "<Pubmed"))


def parts(text: str) -> list[str]:
    r"""Return the parts of a text, one for each run of records of one format; each keeps its lines by blank ones.

    >>> parts("TY  - JOUR\nER  - \nPMID- 1\n")
    ['TY  - JOUR\nER  - \n', '\n\nPMID- 1\n']
    """
    if sum(any(sign in text for sign in signs) for signs in _SIGNS) < 2:  # noqa: PLR2004 - one format
        return [text]
    starts: list[int] = []
    kind = ""
    for match in _BEGINNING.finditer(text):
        found = match.lastgroup or ""
        if found != kind:
            starts.append(match.start(found))
            kind = found
    if len(starts) < 2:  # noqa: PLR2004 - one format
        return [text]
    return [
        "\n" * text.count("\n", 0, start) + text[start:end]
        for start, end in pairwise([0, *starts[1:], len(text)])
    ]
