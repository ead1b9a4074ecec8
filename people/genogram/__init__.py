"""A family drawn with the standard symbols: laid out by itself, nudged by hand."""
