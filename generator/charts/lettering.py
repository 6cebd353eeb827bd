"""How wide words are in our letters, so that columns hold them and no label is cut off."""

from collections.abc import Iterator
from functools import cache

# Widths of Liberation Sans and Arial, as parts of the size of the letters; all others are as wide
# as a digit. A browser with another font has letters about as wide.
_WIDTHS = {
    0.222: "ijl'|",
    0.278: " .,:;/\\I!ft[]\u00a0",
    0.333: "()r-`",
    0.5: "ckszvxyJ",
    0.584: "+=<>~−±",
    0.611: "FTZ",
    0.667: "ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.833: "mM",
    0.889: "%",
    0.944: "W",
}
_DIGIT = 0.556
# Bold letters are wider, bold digits and stops are not.
_STRONG = 1.1


@cache
def _widths() -> dict[str, float]:
    widths: dict[str, float] = {}
    for width, letters in _WIDTHS.items():
        widths.update(dict.fromkeys(letters, width))
    return widths


def text_width(text: str, size: float, *, strong: bool = False) -> float:
    """Return about how many pixels a line of text takes.

    >>> round(text_width("14 / 131", 13), 1)
    47.0
    """
    return size * sum(_letter(letter, strong=strong) for letter in text)


def _letter(letter: str, *, strong: bool) -> float:
    width = _widths().get(letter, _DIGIT)
    return width * _STRONG if strong and letter.isalpha() else width


def lines_within(text: str, width: float, size: float, *, strong: bool = False) -> list[str]:
    """Return a text broken into lines no wider than this; a longer word keeps a line of its own.

    A line break in the text stays one.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph.split(" "), width, size, strong=strong)
    return lines


def _wrapped(pieces: list[str], width: float, size: float, *, strong: bool) -> Iterator[str]:
    line = pieces[0]
    for word in pieces[1:]:
        longer = f"{line} {word}"
        if text_width(longer, size, strong=strong) <= width:
            line = longer
        else:
            yield line
            line = word
    yield line
