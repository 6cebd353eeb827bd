"""A page: its path, title, one-sentence description and Markdown body, ready to be written to a file."""

import json
from dataclasses import dataclass

from generator.html.escape import escape_text

# A page about the thing that is searched for stands before pages that mention it, and those before
# the records of work.
_BOOST = {
    "studies/index": 1,
    "studies/": 4,
    "drugs/": 6,
    "outcomes/": 4,
    "populations/": 3,
    "safety": 3,
    "trials": 4,
    "methods": 2,
    "compare/": 1.5,
    "bibliography": 0.7,
    "screening": 0.3,
    "whats-new": 0.3,
    "checks": 0.3,
    "look": 0.2,
}
# Pages whose table needs the width that a list of two headings would take.
_WITHOUT_CONTENTS = frozenset({"calculator.md", "map.md", "side-by-side.md", "studies/index.md"})


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page; `title` and `description` are foreign text, `trail` the inert way back from it.

    The trail stands in the front matter, from which the frame takes it: before the heading it would
    be the text by which the search shows the page.
    """

    path: str
    title: str
    description: str
    body: str
    trail: str = ""

    def markdown(self) -> str:
        """Return the page with its front matter, in which foreign text is inert."""
        matter = {
            "title": escape_text(self.title),
            "description": escape_text(_one_line(self.description)),
        }
        if self.trail:
            matter["trail"] = self.trail
        boost = next(
            (weight for folder, weight in _BOOST.items() if self.path.startswith(folder)), None
        )
        hide = ["hide:\n  - toc"] if self.path in _WITHOUT_CONTENTS else []
        search = [f"search:\n  boost: {boost}"] if boost else []
        lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in matter.items()]
        return "\n".join(["---", *lines, *search, *hide, "---", "", self.body.strip(), ""])


def _one_line(text: str) -> str:
    return " ".join(text.split())
