"""A page: its path, title, one-sentence description and Markdown body; and the one way to make it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.markup import Safe, escape, escape_text
from generator.pages.trail import pager, trail
from generator.tables.scope import Scope

# A page about the thing that is searched for stands before pages that mention it, and those before the records of work.
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
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page; `title` and `description` are foreign text, `trail` the inert way back from it.

    The trail stands in the front matter, from which the frame takes it: before the heading it would be the text by
    which the search shows the page.
    """

    path: str
    title: str
    description: str
    body: str
    trail: str = ""

    def markdown(self) -> str:
        """Return the page with its front matter, in which foreign text is inert."""
        matter = {"title": escape_text(self.title), "description": escape_text(_one_line(self.description))}
        if self.trail:
            matter["trail"] = self.trail
        boost = next((weight for folder, weight in _BOOST.items() if self.path.startswith(folder)), None)
        hide = ["hide:\n  - toc"] if self.path in _WITHOUT_CONTENTS else []
        search = [f"search:\n  boost: {boost}"] if boost else []
        lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in matter.items()]
        return "\n".join(["---", *lines, *search, *hide, "---", "", self.body.strip(), ""])


def make_page(scope: Scope, template: str, title: str, description: str, **parts: object) -> Page:
    """Return the page that a template makes of its parts; whatever is not markup of ours is escaped."""
    body = _environment().get_template(template).render(scope=scope, title=title, topic=scope.evidence.topic, **parts)
    whole = "\n\n".join(str(part) for part in (body.strip(), pager(scope)) if part)
    return Page(scope.page.removesuffix(".html") + ".md", title, description, whole, str(trail(scope, title) or ""))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["many"] = counted
    return environment


def counted(number: int, one: str, many: str = "") -> Safe:
    """Return a computed count with its noun: `1 study`, `1,218 people`."""
    words = one if number == 1 else many or f"{one}s"
    return Safe(f'<span class="ev-computed ev-num">{number:,}</span> ') + escape(words)


def _written(value: object) -> object:
    return Safe("") if value is None else escape(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())
