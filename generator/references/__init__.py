"""Citations as readers and other programs want them: Vancouver, BibTeX, RIS, CSL-JSON."""
