"""What several formats have in common: names, dates, pages, identifiers, markup of titles."""
