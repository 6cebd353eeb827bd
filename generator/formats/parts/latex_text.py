"""LaTeX as bibliographies use it, as plain text and as trees; what is plain is not parsed."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.model.inline import Inline, Span, Style

# Commands that only change how words look.
_LOOKS = re.compile(
    r"\\(?:emph|textit|textsl|textbf|textrm|textmd|textsc|textsf|texttt|textup|textnormal"
    r"|textsuperscript|textsubscript|enquote|mkbibquote|mkbibemph|mkbibitalic|mbox|text|mathrm"
    r"|mathit|mathbf|mathsf|ensuremath|underline|uppercase|url)\s*(?=\{)"
    r"|\{\\(?:em|it|bf|rm|sc|sf|tt|sl|itshape|bfseries|scshape)\b\s*(?=[^}])"
)
# Signs that the reader of LaTeX would take for its own; they wait as characters no text holds.
_SIGNS = {
    r"\textbraceleft": "\ue000",
    r"\textbraceright": "\ue001",
    r"\textasciicircum": "\ue002",
    r"\textbackslash": "\ue003",
    r"\textasciitilde": "\ue004",
    r"\#": "\ue005",
    r"\$": "\ue006",
    r"\%": "\ue007",
    r"\&": "\ue008",
    r"\_": "\ue009",
    r"\{": "\ue000",
    r"\}": "\ue001",
    "%": "\ue007",
}
_SIGN = re.compile(
    r"\\text(?:braceleft|braceright|asciicircum|backslash|asciitilde)(?![A-Za-z])(?:\{\}| )?"
    r"|\\[#$%&_{}]|%"
)
_UNMARKED = dict(
    zip("\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009", "{}^\\~#$%&_", strict=True)
)
# Longer text between two dollars is no mathematics.
_MATH = re.compile(r"(?<!\\)\$\$?([^$]{1,400}?)(?<!\\)\$\$?")
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_RAISED = re.compile(r"[\^_]\s*(?=\{)|[\^_](?=[A-Za-z0-9+*\\−-])")
_LIGATURES = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    ",,": "„",
    "?`": "¿",
    "!`": "¡",
    "~": " ",
}
_LIGATURE = re.compile("|".join(map(re.escape, _LIGATURES)))
_MARKS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı",
}  # fmt: skip
_ACCENT_FORM = (
    r"""\\(?:(?P<sign{0}>["'`^~=.])"""
    r"""(?:\{{(?P<a{0}>\\?[A-Za-z])\}}|(?P<b{0}>\\[ij](?:\{{\}}|[ ]+|(?![A-Za-z{{]))|[A-Za-z]))"""
    r"""|(?P<word{0}>[cvuHkrd])(?:\{{(?P<c{0}>\\?[A-Za-z])\}}|[ ]+(?P<d{0}>[A-Za-z])(?=\}}))"""
    r"""|(?P<letter{0}>ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i)(?:\{{\}}|(?=\}})))"""
)
_ACCENT = re.compile(rf"\{{{_ACCENT_FORM.format(1)}\}}|{_ACCENT_FORM.format(2)}")
_GREEK_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega"
)
_GREEK = re.findall("[a-z]+", _GREEK_LETTERS)
_SYMBOLS = {
    "times": "×", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "cdot": "·", "to": "→",
    "infty": "∞", "sim": "∼", "approx": "≈", "circ": "°", "degree": "°", "rightarrow": "→",
    "neq": "≠", "lambda": "λ", "Lambda": "Λ", "textgreater": ">", "less": "<", "greater": ">",
    "lt": "<", "gt": ">", "textless": "<", "textmu": "μ", "slash": "/", "textquotesingle": "'",
    "textdegree": "°", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textbar": "|", "textendash": "–", "textemdash": "—",
    "textregistered": "®", "texttrademark": "™", "textellipsis": "…", "emdash": "—",
    "endash": "–", "hyphen": "-", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
    "ldots": "…", "dots": "…", "textasteriskcentered": "*", "textpm": "±", "texttimes": "×",
    **{name: unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _GREEK},
    **{name.capitalize(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name}") for name in _GREEK},
    **{f"text{name}": unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _GREEK},
}  # fmt: skip
_SYMBOL = re.compile(r"\\([A-Za-z]+)(?:\{\}|[ ](?=[^ ]))?")
_STYLES: dict[str, Style] = {
    "emph": "italic",
    "textit": "italic",
    "textsl": "italic",
    "mathit": "italic",
    "textbf": "bold",
    "mathbf": "bold",
    "textsc": "small-caps",
    "texttt": "monospace",
    "underline": "underline",
    "textsuperscript": "superscript",
    "textsubscript": "subscript",
    "^": "superscript",
    "_": "subscript",
}
_UPRIGHT = re.compile(r"\\(?:textrm|mathrm|textnormal|text|rm)\s*\{([^{}]*)\}")
_POWER = re.compile(r"\^\s*(?:\{([^{}]*)\}|([A-Za-z0-9+*−-]))")
_INDEX = re.compile(r"_\s*(?:\{([^{}]*)\}|([A-Za-z0-9+*−-]))")
_ESCAPED = re.compile(r"\\([%#&_$~{}])")
# Narrow spaces, and marks that only help to set a line.
_SPACING = re.compile(r"\\[,;: !/@-]")
_STYLED = re.compile(
    r"\\(emph|textit|textsl|mathit|textbf|mathbf|textsc|texttt|underline"
    r"|textsuperscript|textsubscript)\s*\{"
)


def unlatexed(text: str) -> str:
    r"""Return LaTeX as plain text on one line; what is no LaTeX stays as written, without braces.

    >>> unlatexed(r'Ca$^{2+}$ channels of {M{\"u}ller}: 5\% -- more')
    'Ca2+ channels of Müller: 5% – more'
    """
    if "\\" not in text and "{" not in text and "$" not in text:
        return _plain(text)
    text = _with_dollars(text)
    unstyled = _LOOKS.sub(_opening_brace, _without_math(_marked(text)))
    plain = _rest(with_letters(unstyled))
    for mark, sign in _UNMARKED.items():
        if mark in plain:
            plain = plain.replace(mark, sign)
    return " ".join(plain.split())


def with_letters(text: str) -> str:
    r"""Return LaTeX with its accents as letters, and all else as it was.

    >>> with_letters(r"M{\"u}ller, \v{S}, Garc{\'\i}a")
    'Müller, Š, García'
    """
    if "\\" not in text:
        return text
    accented = _ACCENT.sub(_letter, text)
    letters = _SYMBOL.sub(lambda match: _SYMBOLS.get(match[1], match[0]), accented)
    if "\\" not in letters:
        return letters
    return _SPACING.sub(lambda match: " " if match[0][1] in ",;: " else "", letters)


def bare(text: str) -> str:
    """Return an address or identifier without the escapes BibTeX needs."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return text.replace("{", "").replace("}", "").strip()


def latex_tree(text: str) -> tuple[Inline, ...]:
    """Return LaTeX as a tree where it raises, lowers or slants words; spaces are not tidied yet."""
    if "\\" not in text and "$" not in text:
        return (_spaced(text),)
    text = _with_dollars(text)
    return tuple(_parts(_MATH.sub(_math_as_text, text) if "$" in text else text))


def _with_dollars(text: str) -> str:
    """Return LaTeX with its mathematics between dollars, and of a link only its words."""
    if "\\" in text:
        text = _LINK.sub("", text)
        if "\\(" in text:
            text = text.replace("\\(", "$").replace("\\)", "$")
    return text


def _parts(text: str) -> Iterator[Inline]:
    end = 0
    while match := _STYLED.search(text, end):
        close = _closing(text, match.end())
        if close < 0:
            break
        yield _spaced(text[end : match.start()])
        yield Span(_STYLES[match[1]], tuple(_parts(text[match.end() : close])))
        end = close + 1
    yield _spaced(text[end:])


def _spaced(text: str) -> str:
    """Return a piece of LaTeX as plain text, with a space where it began or ended with one."""
    plain = unlatexed(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and plain else ""
    return f"{before}{plain}{after}"


def _math_as_text(match: re.Match[str]) -> str:
    """Return short mathematics with its raised and lowered parts as commands of running text."""
    plain = with_letters(_UPRIGHT.sub(r"\1", match[1]))
    raised = _POWER.sub(r"\\textsuperscript{\1\2}", plain)
    return _INDEX.sub(r"\\textsubscript{\1\2}", raised)


def _opening_brace(match: re.Match[str]) -> str:
    return "{" if match[0].startswith("{") else ""


def _without_math(text: str) -> str:
    if "$" not in text:
        return text
    return _MATH.sub(lambda match: _RAISED.sub("", with_letters(match[1])), text)


def _closing(text: str, start: int) -> int:
    """Return where the brace closes that was opened before `start`, or -1."""
    depth = 1
    for brace in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return -1


def _marked(text: str) -> str:
    if "\\" not in text and "%" not in text:
        return text
    return _SIGN.sub(lambda match: _SIGNS.get(match[0]) or _SIGNS[match[0].rstrip("{} ")], text)


def _letter(match: re.Match[str]) -> str:
    for form in ("1", "2"):
        letter = match[f"letter{form}"]
        if letter:
            return _LETTERS[letter]
        mark = match[f"sign{form}"] or match[f"word{form}"]
        if mark:
            base = next(match[f"{name}{form}"] for name in "abcd" if match[f"{name}{form}"])
            composed = unicodedata.normalize("NFC", base.strip("\\{} ") + _MARKS[mark])
            return composed if len(composed) == 1 else match[0]
    return match[0]


def _rest(marked: str) -> str:
    """Return the rest of LaTeX, its accents and signs being letters; only commands are parsed."""
    if "\\" in marked:
        return _parsed(marked)
    return " ".join(_plain(marked).replace("{", "").replace("}", "").split())


def _plain(text: str) -> str:
    if _LIGATURE.search(text):
        text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _parsed(marked: str) -> str:
    # The reader of LaTeX is slow to load and slow to run.
    from pybtex.exceptions import PybtexError  # noqa: PLC0415
    from pybtex.richtext import Text  # noqa: PLC0415

    try:
        return str(Text.from_latex(marked))
    except (PybtexError, ValueError, RecursionError, IndexError):
        return marked.replace("{", "").replace("}", "")
