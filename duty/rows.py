"""The rows of a tray: ready strings, made in one pass, so that the template only prints them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from deadlines.clocks import clock
from deadlines.models import Deadline
from directory.london import london_day
from people.alerts import ORDER, tags
from people.known import known_of
from people.services.cases import closed_within_three_months
from workflow.ports import tray_cells
from workflow.process import process_of

PRIORITIES = {
    "urgent": "Urgent",
    "assessment": "Assessment",
    "early_help": "Early help",
    "information": "Information",
    "": "Not set",
}
WEIGHT = {"new": 0, "closed": 1, "open": 2}

UNSAID = {"stands": "", "here_since": "", "related": (), "related_to": ()}
"""Cells that not every process has."""

Item = tuple[int, int]
"""A record, by the numbers of its content type and of itself."""


def rows_of(items: Sequence[Item], user, now: datetime) -> list[dict]:
    """The rows of these records in this order; what `user` may not know of makes none."""
    rows = rows_by_item(items, user, now)
    return [rows[item] for item in items if item in rows]


def rows_by_item(items: Iterable[Item], user, now: datetime) -> dict[Item, dict]:
    """The row of each of these records that `user` may know of.

    Asks one query for all clocks, one for every child's case status and alerts, and one or two for each process shown.
    """
    cells = _cells(items, user, now)
    clocks = _clocks(cells, now)
    children = {child for row in cells.values() for child in row["known_of"]}
    today = london_day(now)
    known = known_of(children, user, today)
    return {
        item: row | clocks.get(item, NO_CLOCK) | _known(row, known, today) | _alerts(row, known)
        for item, row in cells.items()
    }


def _alerts(row, known):
    """What must be known first of any child on it, most pressing first; of several children alike it stands once.

    Before all of it that others may not know of the record.
    """
    found = [alert for child in row["known_of"] if child in known for alert in known[child].alerts]
    told = tags(sorted(found, key=lambda alert: ORDER.index(alert.slug)))
    return {"alerts": (["Restricted"] if row["restricted"] else []) + list(told)}


def _cells(items: Iterable[Item], user, now):
    wanted = defaultdict(list)
    for kind, pk in items:
        wanted[kind].append(pk)
    cells = {}
    for kind, pks in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        process = process_of(model).slug
        for pk, row in tray_cells[model](pks, user, now).items():
            more = {"process": process, "priority_text": PRIORITIES[row["priority"]]}
            cells[kind, pk] = UNSAID | row | more
    return cells


def _clocks(items: Iterable[Item], now):
    by_kind = defaultdict(list)
    for kind, pk in items:
        by_kind[kind].append(pk)
    if not by_kind:
        return {}
    about = Q(*(Q(content_type=kind, object_id__in=pks) for kind, pks in by_kind.items()), _connector=Q.OR)
    nearest = {}
    for deadline in Deadline.objects.filter(about).order_by("due_at", "pk"):
        item = deadline.content_type_id, deadline.object_id
        nearest[item] = _nearer(nearest.get(item), deadline)
    return {item: _clock(deadline, now) for item, deadline in nearest.items()}


def _nearer(one, other):
    """Of two clocks in the order of their due times: the first that runs, or else the last that ended."""
    runs = one is not None and one.met_at is None and one.cancelled_at is None
    return one if runs else other


NO_CLOCK = {
    "stage": "none", "rule": "", "due": "", "warn": "", "status": "", "left": "", "word": "no clock", "title": "",
    "due_text": "",
}  # fmt: skip


def _clock(deadline, now):
    shown = clock(deadline, now)
    return {
        "stage": shown.stage,
        "rule": shown.rule,
        "due": shown.due,
        "warn": shown.warn,
        "status": shown.status,
        "left": shown.text,
        "word": shown.word,
        "title": shown.title,
        "due_text": shown.due_text.removeprefix("due "),
    }


def _known(row, known, today):
    """Whose case the children are: the weightiest status in full, then how many of the others are what."""
    found = [known[child].status for child in row["known_of"] if child in known]
    if not found:
        return {"known": "Nobody to look up yet", "known_slug": "new", "known_as_of": ""}
    found.sort(key=lambda status: WEIGHT[status.slug], reverse=True)
    counted = Counter(_status_text(status, row["received_at"]) for status in found)
    first, *others = counted
    text = "; ".join([first, *(f"{counted[text]} {text[0].lower()}{text[1:]}" for text in others)])
    as_of = "as of today" if found[0].as_of == today else found[0].as_of_text
    return {"known": text, "known_slug": found[0].slug, "known_as_of": as_of}


def _status_text(status, received_at):
    recently = closed_within_three_months(status.closed_on, received_at)
    return f"{status.text}, under three months before" if recently else status.text
