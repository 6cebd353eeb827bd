"""The one way to make a page: a template and the parts it is given."""

from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from generator.html.counts import computed_count
from generator.html.escape import Safe, escape
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.instruments.installed import installed

TEMPLATES = Path(__file__).parent / "templates"


def make_page(page: OpenPage, template: str, title: str, description: str, **parts: object) -> Page:
    """Return the page that a template makes of its parts; what is not markup of ours is escaped."""
    body = (
        _environment()
        .get_template(template)
        .render(page=page, title=title, topic=page.evidence.topic, **parts)
    )
    return Page(page.path.removesuffix(".html") + ".md", title, description, body.strip())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), PrefixLoader(_guests())]),
        # Left to itself Jinja escapes no template of Markdown.
        autoescape=True,
        # A part that a template misspells stops the build instead of leaving a hole in a page.
        undefined=StrictUndefined,
        finalize=_written,
        # A line left blank by a statement would end the HTML block around it for Markdown.
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["many"] = computed_count
    return environment


def _guests() -> dict[str, FileSystemLoader]:
    """Return the templates of instruments: `river/page.md` is `page.md` of the one named river."""
    return {
        instrument.id: FileSystemLoader(instrument.folder / "templates")
        for instrument in installed().values()
    }


def _written(value: object) -> object:
    # A part that may be absent leaves nothing behind, not the word None.
    return Safe("") if value is None else escape(value)
