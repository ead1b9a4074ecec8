"""What comes in and goes out in writing, where to read more, and how long it is kept."""

import re
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from urllib.parse import urlsplit

from directory.profile.dated import Dated
from directory.profile.reading import Slug, Wrong

DOMAIN_NAME = r"[a-z0-9-]+(\.[a-z0-9-]+)+"

TEMPLATE_FIELDS = {
    "decision_letter": {"authority", "reference", "referrer", "received_on", "decision"},
    "cetr_open": {"authority", "reference", "worker", "manager", "contact_details", "team", "team_numbers", "systems"},
    "cetr_not_open": {"authority", "reference", "mash_numbers", "web", "systems"},
    "consultation_confirmation": {"authority", "reference"},
    "discussion_confirmation": {"authority", "reference", "professional", "held_on", "best_placed"},
    "form_answered": {"authority", "reference", "line_numbers"},
}
"""Every reply that is made from the profile, and what its text may be given."""

SUBJECT_FIELDS = {"authority", "reference"}
"""A subject line is read over shoulders and in logs: no name, no birth date, no free text."""


class EmailAddress(str):
    """One address, small letters."""

    def __new__(cls, text: str):
        if not re.fullmatch(rf"[a-z0-9._+-]+@{DOMAIN_NAME}", text):
            raise Wrong(f'"{text}" is no e-mail address in small letters')
        return super().__new__(cls, text)


class Domain(str):
    """A domain whose mail, and whose subdomains' mail, is taken in."""

    def __new__(cls, text: str):
        if not re.fullmatch(DOMAIN_NAME, text):
            raise Wrong(f'"{text}" is no domain in small letters, such as nhs.net')
        return super().__new__(cls, text)


class WebAddress(str):
    """A page's whole address."""

    def __new__(cls, text: str):
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or " " in text:
            raise Wrong(f'"{text}" is no web address: it begins with https:// or http://')
        return super().__new__(cls, text)


@dataclass(frozen=True, kw_only=True)
class Mailbox(Dated):
    """A secure mailbox that is emptied from one day until another."""

    name: str
    address: EmailAddress


@dataclass(frozen=True, kw_only=True)
class WebAddresses:
    """Pages that people are sent to; one that the authority does not publish is left out."""

    portal: WebAddress | None = None
    threshold_guidance: WebAddress | None = None
    escalation_policy: WebAddress | None = None
    worried_about_a_child: WebAddress | None = None
    early_help: WebAddress | None = None


@dataclass(frozen=True, kw_only=True)
class Template:
    """A reply, with {fields} to be filled in: TEMPLATE_FIELDS says which it is given."""

    slug: Slug
    subject: str
    body: str

    def __post_init__(self):
        if self.slug not in TEMPLATE_FIELDS:
            raise Wrong(f"unknown template; known are {', '.join(TEMPLATE_FIELDS)}")
        allowed = TEMPLATE_FIELDS[self.slug]
        for key, text, known in (("subject", self.subject, allowed & SUBJECT_FIELDS), ("body", self.body, allowed)):
            for field in _fields(key, text):
                if field not in known:
                    raise Wrong(f"{{{field}}} is not filled in here; known are {', '.join(sorted(known))}", key)


def _fields(key, text):
    try:
        return [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError as error:
        raise Wrong(f"braces do not match: {error}", key) from None


class CountedFrom(StrEnum):
    """The day from which a period of keeping is counted."""

    BIRTH = "birth"
    CLOSED = "closed"
    RECORDED = "recorded"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long records of one class are kept, and why so long."""

    slug: Slug
    counted_from: CountedFrom
    basis: str
    years: int = 0
    days: int = 0

    def __post_init__(self):
        if self.years < 0 or self.days < 0 or not (self.years or self.days):
            raise Wrong("must be one day at least", "years")
