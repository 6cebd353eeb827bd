"""The words of the project's topic, told from the words that any record of evidence uses.

The rule: every word in an id or a label of the vocabulary is the topic's, and so is every word of
the glossary, unless it stands in `ORDINARY`. A word goes there only when code that knows no topic
needs it: a word of plain English, of clinical research or of statistics. What names a disease, a
drug, a measure, a part of the body or a finding of this field never does.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
LISTS = ("age_groups", "domains", "drugs", "glossary", "measures", "populations")
# Two letters are too few to tell a word of the topic from a name in the code.
SHORTEST = 3
# Longer words are sought inside others too: "myositis" in "polymyositis", "jak" only as it stands.
SOUGHT_INSIDE = 6
# Words of plain English that happen to stand in a label.
_ENGLISH = """
activity alone alpha and any area assessment beta better both cat cause cell cells cent common complete
condition confirmed contact count day deep demand described dose during eight end entry existing
fall fewer fields five for forced from further global gone health high improvement index judged
lack last least level life lowered major manual marked minimal more named needed new not number
one only other overall parent part partial per predicted quality reason repository resolved
several side sides signature smaller stable stated still stopped strength support testing than the together tool
total transfer unchanged version warning with within without words year
"""
# Words of clinical research, of regulators and of statistics, whatever is studied.
_RESEARCH = """
adolescents adult adults adverse binary blood boxed cancer children class clinical comparator control
course criteria death definition disease drug drugs effect event events evidence grade groups
hazard hospital indirect infection method mixed moderate months patient percent placebo post ratio
refractory response safety scale score serious severe severity sponsor study survival therapy time
"""
# An identifier of papers, a service, a part of surnames, a prefix; and a class of drugs used in many diseases,
# for which the record format has a field in registered trials.
_OTHER = "doi openfda das anti glucocorticoid"
ORDINARY = frozenset(f"{_ENGLISH} {_RESEARCH} {_OTHER}".split())


def topic_words() -> frozenset[str]:
    """Return the words that belong to the topic of the project."""
    return vocabulary_words() - ORDINARY


def topic_words_in(text: str, words: frozenset[str]) -> list[str]:
    """Return the words of the topic that a text holds, sorted."""
    held = set(re.findall(r"[a-z0-9]+", text.lower()))
    bare = held | {re.sub(r"(?:s|\d+)$", "", word) for word in held}
    lowered = text.lower()
    return sorted(
        word for word in words if word in bare or (len(word) >= SOUGHT_INSIDE and word in lowered)
    )


def vocabulary_words() -> frozenset[str]:
    """Return every word of the ids and labels of the vocabulary and of the glossary."""
    return frozenset(_words())


def _words() -> Iterator[str]:
    for name in LISTS:
        entries = yaml.safe_load((ROOT / f"data/vocabulary/{name}.yml").read_text("utf-8"))
        for text in _texts(entries):
            for word in re.findall(r"[a-z0-9]+", text.lower()):
                if len(word) >= SHORTEST and not word.isdigit():
                    yield word


def _texts(entries: list[dict[str, object]]) -> Iterator[str]:
    for entry in entries:
        yield from (str(entry.get(key, "")) for key in ("id", "label", "role", "term"))
        also = entry.get("also", [])
        assert isinstance(also, list)
        yield from map(str, also)
