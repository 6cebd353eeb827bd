"""One module for each idea that is checked; each lists its checks in `CHECKS`."""
