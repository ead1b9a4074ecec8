"""Rows of the directory and of the trail, as lines that a page shows."""

from datetime import datetime

from audit.models import Event
from directory.london import said, spoken
from directory.models import RoleGrant
from directory.roles import Role

STANDING = {"now": ("Holds now", "green"), "later": ("Begins later", "blue"), "over": ("Ended", "grey")}


def line_of(granted: RoleGrant, now: datetime) -> dict:
    """A grant: which role, from when until when, by whom, and whether it holds."""
    over = granted.until is not None and granted.until <= now
    standing = "over" if over else "later" if granted.starts > now else "now"
    word, tone = STANDING[standing]
    return {
        "pk": granted.pk,
        "user": granted.user_id,
        "role": Role(granted.role).label,
        "role_slug": granted.role,
        "starts": spoken(granted.starts),
        "until": spoken(granted.until) if granted.until else "no end",
        "by": granted.granted_by.name if granted.granted_by else "",
        "standing": standing,
        "word": word,
        "tone": tone,
    }


def verb_of(event: Event, now: datetime) -> dict:
    """An event as an entry of the timeline: the verb and the states, as they are slugs, in words."""
    return {
        "kind": "did",
        "verb": event.verb,
        "by": event.actor.username if event.actor else "",
        "by_name": event.actor.name if event.actor else "the system",
        "at": event.at.isoformat(),
        "when": said(event.at, now),
        "title": words(event.verb),
        "text": states(event.before, event.after),
    }


def states(before: str, after: str) -> str:
    """From what to what, in words."""
    return " → ".join(words(slug) for slug in (before, after) if slug)


def words(slug: str) -> str:
    """A slug as words: "grant_role" is "Grant role"; a role's is its title."""
    if slug in Role.values:
        return Role(slug).label
    text = slug.replace("_", " ")
    return text[:1].upper() + text[1:]
