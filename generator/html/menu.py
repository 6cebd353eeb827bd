"""The menu of a table or picture: its permanent address and how it came about.

Scripts add the files to save; without them the address and the method are still there.
"""

from generator.html.element import link, tag
from generator.html.escape import Safe


def menu(anchor: str, title: str, how: Safe) -> Safe:
    """Return the menu of what has this anchor; `how` is a link to how it was read or computed."""
    summary = tag("summary", "Save or cite", aria_label=f"Save or cite: {title}")
    links = tag("ul", tag("li", link(f"#{anchor}", "Permanent link")), tag("li", how))
    return tag("details", summary, links, class_="ev-menu", data_search_exclude=True)
