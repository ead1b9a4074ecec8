"""One form a page."""
