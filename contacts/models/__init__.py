"""Contacts and what is decided about them."""

from contacts.models.contact import Contact, ContactPerson, EssentialAnswer, Referrer
from contacts.models.outcome import EarlyHelp, NoFurtherActionRecord

__all__ = ["Contact", "ContactPerson", "EarlyHelp", "EssentialAnswer", "NoFurtherActionRecord", "Referrer"]
