"""What changed in the evidence since it was last published: statements, their difference, versions, releases."""
