"""Generated sentences and the figures in them."""
