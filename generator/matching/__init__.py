"""Which record is which: identifiers decide; all else is a proposal with its reasons in words."""
