"""The frame of every site: theme, styles, scripts, logo, and the ground of mkdocs.yml."""

from pathlib import Path

FOLDER = Path(__file__).parent
# The style sheets in the order in which a page reads them: later rules win over earlier ones. The
# sections of site.css stand in styles/site/; the other sheets are those of single applications.
STYLES = (
    "site/colours.css",
    "site/theme-variables.css",
    "site/navigation.css",
    "site/running-text.css",
    "site/value-kinds.css",
    "site/facts.css",
    "site/tables.css",
    "site/sources.css",
    "site/glossary.css",
    "site/charts.css",
    "site/filters.css",
    "site/settings.css",
    "site/print.css",
    "site/folds.css",
    "site/findings.css",
    "site/trials.css",
    "site/screening.css",
    "explorer.css",
    "side-by-side.css",
    "map.css",
)
