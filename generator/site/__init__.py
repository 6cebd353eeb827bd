"""From pages to a published site: staging, mkdocs, checks of the built HTML, one rename."""
