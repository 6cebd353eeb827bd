"""Text as a YAML value that reads back as the same text."""

import json
import re
from collections.abc import Iterable, Mapping

from generator.files.csv_rows import plain_line

_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,./()+;-]*[A-Za-z0-9./)+])?")
# Other readers of YAML take these for something else than text.
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def quoted(text: str) -> str:
    """Return a text as a value on one line.

    >>> quoted("2026-11-22"), quoted("none seen"), quoted("seen: a"), quoted("no")
    ('2026-11-22', 'none seen', '"seen: a"', '"no"')
    """
    line = plain_line(text)
    is_bare = _BARE.fullmatch(line) and line.lower() not in _WORDS_OF_YAML
    return line if is_bare else json.dumps(line, ensure_ascii=False)


def scalar(text: str) -> str:
    """Return a text as a value that may stand between brackets too.

    >>> scalar("Alphaone 5 mg"), scalar("J Rivers, 1"), scalar("- no")
    ('Alphaone 5 mg', '"J Rivers, 1"', '"- no"')
    """
    value = quoted(text)
    if "," not in value or value.startswith('"'):
        return value
    return json.dumps(plain_line(text), ensure_ascii=False)


def flow_list(texts: Iterable[str]) -> str:
    """Return texts as a list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def flow_mapping(values: Mapping[str, str]) -> str:
    """Return keys and texts in braces; an empty text is left out."""
    members = (f"{key}: {scalar(value)}" for key, value in values.items() if value)
    return f"{{{', '.join(members)}}}"
