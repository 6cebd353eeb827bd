"""What other programs take from the site: downloads, feeds, scripts, the explorer's index."""
