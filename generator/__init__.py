"""Builds a living evidence site from plain files of trial results and citations."""

VERSION = "0.5.0"
