"""What the last recorded version stated: `evidence release` writes it, a build reads it."""

import json

from generator.model.finding import Finding, Place
from generator.model.release import Published, Stated, Statements, Version
from generator.text import faults

# Goes up when addresses or values are written otherwise than before, so that no reader compares
# what is not alike.
FORM = "1"


def read_published(text: str, file: str) -> tuple[Published | None, list[Finding]]:
    """Return what a file says was stated, or None with the finding why it cannot be read."""
    try:
        plain = json.loads(text)
        if plain["form"] != FORM:
            return None, [_unreadable(file, 1, f"is written in form {plain['form']!r}")]
        records = {
            address: _stated(address, *parts) for address, parts in plain["statements"].items()
        }
        return Published(version=Version.parse(plain["version"]), statements=records), []
    except json.JSONDecodeError as error:
        return None, [_unreadable(file, error.lineno, f"is not valid JSON ({error.msg})")]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None, [_unreadable(file, 1, "does not hold the version and its statements")]


def write_published(version: Version, statements: Statements) -> bytes:
    """Return the file, one line for each statement, so that a change of one changes one line."""
    records = ",\n".join(_lines(stated) for _, stated in sorted(statements.items()))
    head = f'{{"form": {_quoted(FORM)},\n"version": {_quoted(str(version))},\n"statements": {{\n'
    return f"{head}{records}\n}}}}\n".encode()


def _lines(stated: Stated) -> str:
    pairs = (f" {_quoted(part)}: {_quoted(value)}" for part, value in stated.values.items())
    values = ",\n".join(pairs)
    return f"{_quoted(stated.address)}: [{_quoted(stated.words)}, {{\n{values}}}]"


def _stated(address: str, label: str, values: dict[str, str]) -> Stated:
    texts = (label, *values.values())
    # The caller turns this into a finding about the whole file.
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(address)
    return Stated(address=address, words=label, values=dict(values))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unreadable(file: str, line: int, seen: str) -> Finding:
    return faults.PUBLISHED_UNREADABLE.broken(
        Place(file, line),
        seen=seen,
        expected="what `evidence release` wrote",
        remedy="Restore the file from the history of the project; it is not changed by hand.",
    )
