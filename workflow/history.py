"""Who did what to a record, and who looked at it, newest first. What repeats itself is one line that counts it."""

from datetime import datetime, timedelta

from audit.models import Access, Event
from deadlines.clocks import iso
from directory.london import said, said_between
from workflow.models import Decision
from workflow.process import process_of
from workflow.words import deed, label_of, said_of

SYSTEM = "the system"
REPEATS = "saved"
"""What a page does by itself every few seconds."""
TOGETHER = timedelta(hours=1)
"""Somebody's looks within that time of the latest of them are one line."""
THROUGH = {
    "page": "its page",
    "history": "its history",
    "edit": "the page on which it is taken down",
    "together": "several rows of a tray at once",
    "api": "the programming interface",
}


def did(record, now: datetime) -> list[dict]:
    """Every event of the record with the words that were said; somebody's saves in a row are one entry."""
    events = Event.about(record).select_related("actor").order_by("-pk")
    words = {d.event_id: d.words for d in Decision.about(record)}
    return [_done(record, run, words.get(run[0].pk, {}), now) for run in _runs(events)]


def _runs(events):
    runs = []
    for event in events:
        before = runs and runs[-1][-1]
        if before and event.verb == before.verb == REPEATS and event.actor_id == before.actor_id:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def _done(record, run, words, now):
    process, event = process_of(record), run[0]
    return _entry("did", event.verb, event.actor, run, now) | {
        "title": deed(process, event.verb, words) + _times(run, now),
        "text": _moved(record, event),
        "lines": said_of(process, event.verb, words),
    }


def _entry(kind, verb, user, run, now):
    """What an entry has whatever it is about; `run` is what it stands for, the latest first."""
    return {
        "kind": kind,
        "verb": verb,
        "by": user.username if user else "",
        "by_name": user.name if user else SYSTEM,
        "at": iso(run[0].at),
        "when": said(run[0].at, now),
        "times": len(run),
    }


def _times(run, now):
    return f" {len(run)} times, {said_between(run[-1].at, run[0].at, now)}" if len(run) > 1 else ""


def _moved(record, event):
    if event.before == event.after or not event.before:
        return ""
    states = dict(record.State.choices)
    return f"From {states.get(event.before, event.before)} to {states.get(event.after, event.after)}"


def looked(record, now: datetime) -> list[dict]:
    """Everybody who opened the record, and through what; somebody's looks within an hour are one entry."""
    process = process_of(record)
    return [
        _entry("looked", "looked", group[0].user, group, now)
        | {
            "title": "Opened" + _times(group, now),
            "text": f"Through {', '.join(dict.fromkeys(_through(process, look.via) for look in group))}",
            "lines": [],
        }
        for group in _together(Access.about(record).select_related("user").order_by("-at", "-pk"))
    ]


def _together(looks):
    groups, latest = [], {}
    for look in looks:
        group = latest.get(look.user_id)
        if group and group[0].at - look.at <= TOGETHER:
            group.append(look)
        else:
            latest[look.user_id] = [look]
            groups.append(latest[look.user_id])
    return groups


def _through(process, via):
    how, _, step = via.partition(" ")
    if not step:
        return THROUGH.get(via, via)
    form = f"the form “{label_of(process, step)}”"
    return f"{THROUGH['api']}, {form}" if how == "api" else form
