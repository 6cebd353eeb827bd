"""A page: its path, title, description and Markdown body, ready to be written to a file."""

import json
from dataclasses import dataclass

from generator.html.escape import escape_text


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page; `title` and `description` are foreign text, `trail` its inert breadcrumbs.

    The trail stands in the front matter, from which the frame takes it: before the heading it would
    be the text by which the search shows the page. A search prefers a page of more `weight`;
    without `contents` the headings of the page are not listed beside it.
    """

    path: str
    title: str
    description: str
    body: str
    trail: str = ""
    weight: float | None = None
    contents: bool = True

    def markdown(self) -> str:
        """Return the page with its front matter, in which foreign text is inert."""
        matter = {
            "title": escape_text(self.title),
            "description": escape_text(_one_line(self.description)),
        }
        if self.trail:
            matter["trail"] = self.trail
        hide = [] if self.contents else ["hide:\n  - toc"]
        search = [f"search:\n  boost: {self.weight}"] if self.weight else []
        # JSON strings are YAML strings too, whatever a title holds.
        lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in matter.items()]
        return "\n".join(["---", *lines, *search, *hide, "---", "", self.body.strip(), ""])


def _one_line(text: str) -> str:
    return " ".join(text.split())
