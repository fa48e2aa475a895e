"""One module for each tool page."""
