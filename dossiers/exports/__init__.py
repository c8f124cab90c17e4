"""One file per format; each renders the same tree of blocks."""
