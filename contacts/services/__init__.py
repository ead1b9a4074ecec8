"""Verbs about contacts that are no action of the process."""
