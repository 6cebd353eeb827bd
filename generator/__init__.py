"""Builds a living evidence site from plain files of trial results and citations."""
