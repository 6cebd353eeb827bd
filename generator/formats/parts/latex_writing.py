"""Text as LaTeX that reads back as the same text."""

from generator.model.inline import Inline, Style

_COMMANDS: dict[Style, str] = {
    "italic": "textit",
    "bold": "textbf",
    "superscript": "textsuperscript",
    "subscript": "textsubscript",
    "underline": "underline",
    "small-caps": "textsc",
    "monospace": "texttt",
}
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_SPECIAL_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def escaped(text: str) -> str:
    """Return a text on one line, without signs that LaTeX would read as its own."""
    return " ".join(text.split()).translate(_SPECIAL)


def address(text: str) -> str:
    """Return an address without braces; addresses are read without LaTeX."""
    return "".join(text.split()).translate(_SPECIAL_IN_ADDRESS)


def latex_of(part: Inline) -> str:
    """Return a part of a title with its markup as a command, and the spaces at its ends."""
    if not isinstance(part, str):
        return f"\\{_COMMANDS[part.style]}{{{''.join(map(latex_of, part.children))}}}"
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return f"{before}{escaped(part)}{after}"
