"""Foreign words as YAML scalars that read back as the same words, on one line."""

import json
import re
from collections.abc import Iterable, Mapping

from generator.intake.rows import plain_line

# What may stand bare, in a block and between brackets: it begins with a letter or figure and holds no sign of YAML's.
_BARE = re.compile(r"[^\W_][\w./()+%–’ -]*", re.UNICODE)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar, bare where nothing in it can be misread.

    >>> scalar("Alphaone 5 mg"), scalar("J Rivers: 1"), scalar("- no")
    ('Alphaone 5 mg', '"J Rivers: 1"', '"- no"')
    """
    line = plain_line(text)
    bare = _BARE.fullmatch(line) and not line.endswith(" ")
    return line if bare else json.dumps(line, ensure_ascii=False)


def flow_list(texts: Iterable[str]) -> str:
    """Return texts as a list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def flow_mapping(values: Mapping[str, str]) -> str:
    """Return keys and texts in braces; an empty text is left out."""
    return f"{{{', '.join(f'{key}: {scalar(value)}' for key, value in values.items() if value)}}}"
