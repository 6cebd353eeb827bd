"""The terms of a subtype in the words of a source, so that two studies can be held together."""

import re

_WORD = re.compile(r"[\w-]+")
_NEGATIONS = frozenset({"without", "no", "not", "non"})
# Words that stand between terms and are none.
_BETWEEN = frozenset(
    ["a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"]
)


def terms(subtype: str) -> frozenset[str]:
    """Return the terms of a subtype; after a negation a term is another one.

    >>> sorted(terms("Of the river, without the marsh"))
    ['not marsh', 'river']
    """
    found: set[str] = set()
    negated = False
    for word in _WORD.findall(subtype.casefold()):
        if word in _NEGATIONS:
            negated = True
        elif word not in _BETWEEN:
            found.add(f"not {word}" if negated else word)
            negated = False
    return frozenset(found)
