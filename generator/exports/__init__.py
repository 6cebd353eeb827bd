"""What other programs take from the site: downloads, the index of the explorer, scripts that reproduce an average."""
