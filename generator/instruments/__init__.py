"""Guests that a topic switches on: each brings its own measures, page, command and scripts."""
