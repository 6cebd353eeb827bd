"""The sign of an answer, in the colour of its level; the sign and a word carry the meaning, never the colour."""

from generator.html.element import tag
from generator.html.escape import Safe
from generator.model.vocabulary import Level


def light(symbol: str, level: Level, words: str = "") -> Safe:
    """Return a sign that is read out as its words; without words it stands beside them and is not read out."""
    if words:
        return tag(
            "span",
            symbol,
            class_="ev-light",
            data_ev_level=level,
            role="img",
            aria_label=words,
            title=words,
        )
    return tag("span", symbol, class_="ev-light", data_ev_level=level, aria_hidden="true")
