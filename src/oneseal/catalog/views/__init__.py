"""The keepers' pages, one file per family."""
