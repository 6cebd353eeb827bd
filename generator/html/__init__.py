"""What a page is made of: elements, escape, the page being written, signs, notices, marks of provenance."""
