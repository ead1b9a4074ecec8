"""What my work shows: what is mine to do now, my drafts, and what I recorded today."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from contacts.models import Contact
from directory.roles import STAFF, Role
from duty.passed import start_of_day
from duty.rows import rows_by_item
from workflow.models import Slip

MOST = 100
TAKES_CALLS = {Role.CSO, Role.RECEPTION, Role.CONTACT_CENTRE}
"""Whose work begins with a new contact and the drafts they have not finished (SCREENS: "Sign-in and home")."""
NOTHING_TO_DO = {"title": "Nothing is with you now", "text": "What a manager assigns to you comes in here."}


def my_work(user, roles: Collection[str], now: datetime) -> list[dict]:
    """The groups of `duty/my_work.html`, in ready strings; drafts and recordings for those who may record."""
    slips = Slip.objects.visible_to(user).filter(Q(holder=user) | Q(recorder=user)).order_by("rank", "due_at", "pk")
    lying = list(slips.values_list("content_type", "object_id", "holder")[:MOST])
    held = [(kind, pk) for kind, pk, holder in lying if holder == user.pk]
    drafts = [(kind, pk) for kind, pk, holder in lying if holder != user.pk]
    recorded = [item for item in _recorded_today(user, now) if item not in drafts]
    rows = rows_by_item([*held, *drafts, *recorded], user, now)
    todo = _group("todo", "Mine to do now", held, rows, NOTHING_TO_DO)
    if not STAFF & set(roles):
        return [todo]
    begin = {"url": reverse("contact-new"), "label": "Record a new contact"}
    mine = _group("drafts", "My drafts", drafts, rows, {"title": "You have no draft"} | begin)
    none = {"title": "You have submitted nothing today"} | begin
    done = _group("recorded", "Recorded by me today", recorded, rows, none)
    if TAKES_CALLS & set(roles):
        return [mine | {"begin": begin | {"label": "New contact"}}, todo, done]
    return [todo, mine, done]


def _recorded_today(user, now):
    kind = ContentType.objects.get_for_model(Contact).pk
    recorded = Contact.objects.visible_to(user).filter(created_by=user, created_at__gte=start_of_day(now))
    return [(kind, pk) for pk in recorded.order_by("-created_at", "-pk").values_list("pk", flat=True)[:MOST]]


def _group(slug, title, items, rows, empty):
    found = [rows[item] | {"concern": rows[item]["task"] or rows[item]["concern"]} for item in items if item in rows]
    return {"slug": slug, "title": title, "count": len(found), "rows": found, "empty": empty}
