"""Foreign words as YAML between brackets, so that they read back as the same words."""

import json
from collections.abc import Iterable, Mapping

from generator.files.csv_rows import plain_line
from generator.files.yaml_edit import quoted


def scalar(text: str) -> str:
    """Return a text as a YAML value that may stand between brackets too.

    >>> scalar("Alphaone 5 mg"), scalar("J Rivers, 1"), scalar("- no")
    ('Alphaone 5 mg', '"J Rivers, 1"', '"- no"')
    """
    value = quoted(text)
    return (
        json.dumps(plain_line(text), ensure_ascii=False)
        if "," in value and not value.startswith('"')
        else value
    )


def flow_list(texts: Iterable[str]) -> str:
    """Return texts as a list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def flow_mapping(values: Mapping[str, str]) -> str:
    """Return keys and texts in braces; an empty text is left out."""
    return f"{{{', '.join(f'{key}: {scalar(value)}' for key, value in values.items() if value)}}}"
