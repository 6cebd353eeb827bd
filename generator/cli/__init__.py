"""The commands: they say what happened and decide nothing."""
