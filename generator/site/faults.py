"""What can go wrong between pages and a published site: the catalogue of building rules."""

from generator.model.rule import Rule

BUSY = Rule("E901", "build-busy", "Another build is running")
NO_ROOM = Rule("E902", "build-cannot-write", "The site cannot be written")
ENGINE = Rule("E903", "build-engine", "The site engine reports a fault")
BAD_PATH = Rule("E904", "build-path", "A file would leave the site's folder")
MODULE = Rule("E905", "script-module", "A module cannot become part of a script")
THEME = Rule("E906", "build-theme", "The theme is written otherwise than this version knows")
BROKEN_LINK = Rule("E911", "html-broken-link", "A link leads nowhere")
BROKEN_ANCHOR = Rule("E912", "html-broken-anchor", "A link names a place that is not on the page")
SAME_ID = Rule("E913", "html-same-id", "Two elements of a page have the same id")
NO_TITLE = Rule("E914", "html-title", "A page has no title, or not exactly one first heading")
OUTSIDE = Rule("E915", "html-outside", "A page would load something from another host")
LEAKED = Rule("E916", "html-leaked-template", "Template syntax shows in a page")
ACTIVE = Rule("E917", "html-active", "A page holds an event attribute or a script link")

RULES = (
    BUSY,
    NO_ROOM,
    ENGINE,
    BAD_PATH,
    MODULE,
    THEME,
    BROKEN_LINK,
    BROKEN_ANCHOR,
    SAME_ID,
    NO_TITLE,
    OUTSIDE,
    LEAKED,
    ACTIVE,
)
