"""/people/…, by what is looked at or changed."""
