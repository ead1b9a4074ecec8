"""One form for each action or page; the page and the internal API validate with the same one."""
