"""Records in the formats of other programs: each is recognised, read and written."""
