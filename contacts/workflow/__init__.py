"""The declarations of this app's processes; importing them makes them known."""

from contacts.workflow import contact, early_help

__all__ = ["contact", "early_help"]
