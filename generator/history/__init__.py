"""What changed in the evidence since the last version: statements, differences, releases."""
