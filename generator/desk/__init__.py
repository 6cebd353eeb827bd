"""The curator's desk: what comes in is matched, decided and written down, every file or none."""
