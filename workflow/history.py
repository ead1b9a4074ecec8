"""Who did what to a record, and who looked at it, newest first."""

from datetime import datetime

from audit.models import Access, Event
from deadlines.clocks import iso
from directory.london import said
from workflow.engine import OTHER_VERBS
from workflow.models import Decision
from workflow.process import process_of

SYSTEM = "the system"


def did(record, now: datetime) -> list[dict]:
    """Every event of the record with the words that were said."""
    events = Event.about(record).select_related("actor").order_by("-pk")
    words = {d.event_id: d for d in Decision.about(record)}
    return [_done(record, event, words.get(event.pk), now) for event in events]


def _done(record, event, decision, now):
    transition = process_of(record).transition(event.verb)
    fields = transition.form.base_fields if transition else {}
    said_words = decision.words if decision else {}
    return {
        "kind": "did",
        "verb": event.verb,
        "by": event.actor.username if event.actor else "",
        "by_name": event.actor.name if event.actor else SYSTEM,
        "at": iso(event.at),
        "when": said(event.at, now),
        "title": transition.label if transition else OTHER_VERBS.get(event.verb, event.verb),
        "text": _moved(record, event),
        "lines": [f"{_label(fields, name)}: {text}" for name, text in said_words.items()],
    }


def _label(fields, name):
    return str(fields[name].label) if name in fields else name.replace("_", " ").capitalize()


def _moved(record, event):
    if event.before == event.after or not event.before:
        return ""
    states = dict(record.State.choices)
    return f"{states.get(event.before, event.before)} → {states.get(event.after, event.after)}"


def looked(record, now: datetime) -> list[dict]:
    """Everybody who opened the record, and through what."""
    return [
        {
            "kind": "looked",
            "verb": "looked",
            "by": access.user.username,
            "by_name": access.user.name,
            "at": iso(access.at),
            "when": said(access.at, now),
            "title": "Opened",
            "text": access.via,
            "lines": [],
        }
        for access in Access.about(record).select_related("user").order_by("-pk")
    ]
