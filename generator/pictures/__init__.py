"""Records become the rows of a picture, and a picture its place on a page."""
