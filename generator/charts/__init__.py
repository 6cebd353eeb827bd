"""Pictures as declared specifications, drawn without a browser; the only room that knows altair."""
