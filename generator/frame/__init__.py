"""The frame of every site: theme, styles, scripts, pictures of the frame, and the ground of mkdocs.yml."""

from pathlib import Path

FOLDER = Path(__file__).parent
# The style sheets in the order in which a page reads them: later rules win over earlier ones.
STYLES = ("site.css", "explorer.css", "side-by-side.css", "map.css")
