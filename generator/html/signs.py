"""The sign of an answer in the colour of its level; the sign and a word carry the meaning."""

from generator.html.element import tag
from generator.html.escape import Safe
from generator.model.vocabulary import Level


def light(symbol: str, level: Level, meaning: str = "") -> Safe:
    """Return a sign that is read out as its meaning; not read out if that stands beside it."""
    colour = {"class_": "ev-light", "data_ev_level": str(level)}
    # A bare symbol would be spelled out to those who listen, and say nothing.
    if not meaning:
        return tag("span", symbol, **colour, aria_hidden="true")
    return tag("span", symbol, **colour, role="img", aria_label=meaning, title=meaning)
