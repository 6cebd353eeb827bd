"""One SVG element from a name, attributes and children; whatever is not ours is escaped."""

from generator.html.escape import Safe, escape_text


def svg_element(name: str, *children: Safe | str, **attributes: str | float | None) -> Safe:
    """Return an SVG element whose text and attributes are escaped.

    A trailing underscore of an attribute's name falls away and other underscores become hyphens.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape_text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(_inert(child) for child in children)
    return Safe(f"<{name}{written}>{inner}</{name}>")


def _inert(child: Safe | str) -> str:
    return child if isinstance(child, Safe) else escape_text(child)
