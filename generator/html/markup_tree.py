"""Our markup as plain lists, from which a script builds elements one by one.

The script never reads markup, so nothing that a source wrote can become an element there.
"""

from html.parser import HTMLParser

from generator.html.escape import Safe

Tree = str | list["Tree | dict[str, str]"]

# What a script may build; whatever else our tables write (controls that a page wires up) is left to
# its words.
ELEMENTS = frozenset(
    {
        "a",
        "bdi",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "i",
        "li",
        "p",
        "s",
        "small",
        "span",
        "strong",
        "sub",
    }
    | {"summary", "sup", "ul"}
)
ATTRIBUTES = frozenset(
    {
        "aria-hidden",
        "aria-label",
        "class",
        "data-ev-fresh",
        "data-ev-kind",
        "data-ev-level",
        "data-ev-rank",
    }
    | {"data-ev-slot", "data-ev-tone", "href", "role", "title"}
)


def tree_of(markup: Safe | str | None) -> list[Tree]:
    """Return the nodes of markup: text as text, an element as its name, attributes and nodes.

    >>> tree_of(Safe('n = <span class="ev-num">10</span>'))
    ['n = ', ['span', {'class': 'ev-num'}, '10']]
    """
    reader = _Reader()
    reader.feed(str.__str__(Safe.escape(markup)) if markup is not None else "")
    reader.close()
    return reader.nodes


class _Reader(HTMLParser):
    """Reads markup of ours, which is well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Tree] = []
        self._open: list[list[Tree | dict[str, str]] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or let its words stand where it is not one that a script may build."""
        if tag not in ELEMENTS:
            self._open.append(None)
            return
        element: list[Tree | dict[str, str]] = [
            tag,
            {name: value or "" for name, value in attrs if name in ATTRIBUTES},
        ]
        self._add(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - ours is well formed
        """Close the element that was opened last."""
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text as text."""
        self._add(data)

    def _add(self, node: Tree) -> None:
        around = next(
            (element for element in reversed(self._open) if element is not None), self.nodes
        )
        before = around[-1] if around else None
        if isinstance(node, str) and isinstance(before, str):
            around[-1] = before + node
        else:
            around.append(node)
