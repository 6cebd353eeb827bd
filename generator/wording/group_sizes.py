"""Which groups of a comparison are of unpublished size."""

from collections.abc import Iterable

from generator.synthesis.contrast import Contrast, sides_of_unpublished_size

_OF_ONE = {
    "drug": "the size of the group on the drug is not published",
    "control": "the size of the comparison group is not published",
}


def unpublished_sizes(contrasts: Iterable[Contrast]) -> str:
    """Return which groups are of unpublished size; nothing where each size is known."""
    sides = frozenset[str]().union(*map(sides_of_unpublished_size, contrasts))
    if not sides:
        return ""
    return _OF_ONE[next(iter(sides))] if len(sides) == 1 else "group sizes are not published"
