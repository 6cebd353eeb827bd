"""Rules that look at the evidence and say what does not fit."""
